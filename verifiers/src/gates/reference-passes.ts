/** The task can be solved: the reference program, run where an attempt runs, is accepted every time. */
import { isProgram, type GateAnswer, type Verdict } from '@touchstone/contracts';
import type { Evidence, ProgramRun } from '../evidence.ts';
import type { Trial } from '../trial.ts';
import { answer, isOwnFault, outcomeInWords } from './answer.ts';

export interface ReferenceRun {
  kind: string;
  run: ProgramRun;
}

const asChange = 'reference change, verified in a fresh sandbox';
const asProcess = 'reference, as a process';
const asCells = 'reference, through the python tool';

export async function runReference(evidence: Evidence, index: number): Promise<ReferenceRun> {
  const { reference } = evidence.secret;
  if (!isProgram(reference))
    return {
      kind: asChange,
      run: { outcome: 'answered', submission: reference.submission, toolCalls: null, runtime: null },
    };
  const cells = index === 1 && reachesOnlyPython(evidence);
  const run = await evidence.run(reference, {
    access: 'full',
    through: cells ? 'python-tool' : 'process',
  });
  return { kind: cells ? asCells : asProcess, run };
}

/** A cell reaches files but no other tool, so only then does the program run there as it stands. */
function reachesOnlyPython({ task }: Evidence): boolean {
  const { tools, world } = task.environment;
  return world === null && tools.some((tool) => tool.name === 'python');
}

export function referenceTrial({ kind, run }: ReferenceRun): Trial[] {
  return run.outcome === 'answered'
    ? [{ kind, how: 'what the reference handed in', submission: run.submission }]
    : [];
}

/** `verdicts` are those of the runs that answered, in order. */
export function referencePasses(runs: readonly ReferenceRun[], verdicts: readonly Verdict[]): GateAnswer {
  const left = [...verdicts];
  const outcomes = runs.map(({ kind, run }) => {
    const verdict = run.outcome === 'answered' ? (left.shift() ?? null) : null;
    return { kind, run, verdict, passed: verdict?.outcome === 'accepted' };
  });
  const kinds = [...new Set(outcomes.map(({ kind }) => kind))];
  const tallies = kinds.map((kind) => ({
    kind,
    tried: outcomes.filter((entry) => entry.kind === kind).length,
    asExpected: outcomes.filter((entry) => entry.kind === kind && entry.passed).length,
  }));
  const notes = outcomes.flatMap(({ kind, run, verdict, passed }, index) => {
    if (passed) return [];
    if (run.outcome !== 'answered') return [`run ${index + 1} (${kind}): ${run.outcome}: ${run.message}`];
    return [`run ${index + 1} (${kind}): ${verdict ? outcomeInWords(verdict) : 'no verdict'}`];
  });
  const passed = outcomes.filter((entry) => entry.passed).length;
  const ours = outcomes.some(
    ({ run, verdict }) =>
      run.outcome === 'fault' || (verdict?.outcome === 'abstained' && !isOwnFault(verdict)),
  );
  const counted = `${passed} of ${runs.length} runs of the reference were accepted`;
  const more = { tallies, notes };
  if (passed === runs.length) return answer('reference-passes', 'passed', `${counted}.`, more);
  if (ours) return answer('reference-passes', 'abstained', `${counted}; ${notes[0] ?? ''}`, more);
  return answer('reference-passes', 'failed', `Only ${counted}: ${notes[0] ?? ''}`, more);
}
