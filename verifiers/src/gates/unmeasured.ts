/** Gates that need what this certification does not have, and say so. */
import type { GateAnswer } from '@touchstone/contracts';
import { answer } from './answer.ts';

export function notRemembered(): GateAnswer {
  return answer('not-remembered', 'not-measured', 'Needs a strong chat model that tries without tools.');
}

export function teaches(): GateAnswer {
  return answer(
    'teaches',
    'not-measured',
    'Needs the pass rate of a named chat model; scripted solvers do not count.',
  );
}
