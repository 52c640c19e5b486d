/** Keys 1 to 9, 0 and - open the evidence of the gates, in their fixed order. */
import { gateIds, type GateId } from '@touchstone/contracts';
import { useCommand } from '../../keys/registry.ts';

export function useGateCommands(open: (gate: GateId) => void): void {
  const at = (index: number) => () => open(gateIds[index] as GateId);
  useCommand('gate.1', at(0));
  useCommand('gate.2', at(1));
  useCommand('gate.3', at(2));
  useCommand('gate.4', at(3));
  useCommand('gate.5', at(4));
  useCommand('gate.6', at(5));
  useCommand('gate.7', at(6));
  useCommand('gate.8', at(7));
  useCommand('gate.9', at(8));
  useCommand('gate.10', at(9));
  useCommand('gate.11', at(10));
}
