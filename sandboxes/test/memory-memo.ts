/** A memo of the lab that lives as long as a test. */
import type { Hash, Observation } from '@touchstone/contracts';
import type { LabMemo } from '../src/lab.ts';

export class MemoryMemo implements LabMemo {
  readonly kept = new Map<Hash, Observation>();

  async get(hash: Hash): Promise<Observation | null> {
    return this.kept.get(hash) ?? null;
  }

  async put(hash: Hash, observation: Observation): Promise<void> {
    this.kept.set(hash, observation);
  }
}
