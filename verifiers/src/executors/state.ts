/**
 * State: the log of calls is replayed on a fresh world and the verification function judges the rows before and after.
 * What no call produced cannot be handed in. Calls that fail, name no tool of the environment or have bad arguments
 * change nothing and are no fault, exactly as in an episode.
 */
import {
  Fault,
  InputFault,
  canonicalJson,
  type Rows,
  type Submission,
  type TaskPublic,
  type TaskSecret,
  type ToolSession,
  type Verdict,
  type Verifier,
  type VerifyPorts,
} from '@touchstone/contracts';
import { abstained, rejected, verifierName } from '../verdicts.ts';
import { judgeByProgram, type Case } from './judged-by-program.ts';
import { referenceSubmission } from './reference-submission.ts';
import { asFault } from './run-cases.ts';

type StateSubmission = Extract<Submission, { kind: 'state' }>;

export async function verifyState(
  task: TaskPublic,
  secret: TaskSecret & { verifier: Extract<Verifier, { executor: 'state' }> },
  submissions: readonly Submission[],
  ports: VerifyPorts,
): Promise<Verdict[]> {
  const { program, data, rubric } = secret.verifier;
  await using world = new ReplayedWorld(task, ports);
  const before = await world.before();
  return await judgeByProgram({ task, secret, ports }, submissions, {
    program: { source: program, common: { before, data } },
    rubric,
    casesOf: async (wellFormed) => {
      const cases: Case[] = [];
      for (const submission of wellFormed)
        cases.push(await caseOf(submission as StateSubmission, before, world, task, secret, ports));
      return cases;
    },
  });
}

async function caseOf(
  submission: StateSubmission,
  before: Rows,
  world: ReplayedWorld,
  task: TaskPublic,
  secret: TaskSecret,
  ports: VerifyPorts,
): Promise<Case> {
  const name = verifierName(secret);
  try {
    const after = await world.replay(submission);
    const unchanged = Object.keys(after).filter(
      (table) => before[table] !== undefined && canonicalJson(before[table]) === canonicalJson(after[table]),
    );
    const changed = Object.fromEntries(Object.entries(after).filter(([table]) => !unchanged.includes(table)));
    const { answer, calls } = submission;
    return { case: { answer, calls, after: changed, unchanged } };
  } catch (thrown) {
    const first = asFault(thrown);
    if (!(await killsItsWorldAgain(submission, task, secret, ports)))
      return { verdict: abstained(name, first) };
    const detail = 'its calls ended the world twice, in two fresh sandboxes, and the reference did not';
    return { verdict: rejected(name, 'kills-sandbox', [{ id: 'replay', met: false, detail }]) };
  }
}

/** In a second fresh world: the reference replays to its end and the submission kills the world again. */
async function killsItsWorldAgain(
  submission: StateSubmission,
  task: TaskPublic,
  secret: TaskSecret,
  ports: VerifyPorts,
): Promise<boolean> {
  try {
    const reference = await referenceSubmission(task, secret, ports);
    if (reference?.kind !== 'state') return false;
    await using world = new ReplayedWorld(task, ports);
    await world.replay(reference);
    return await world.replay(submission).then(
      () => false,
      (thrown: unknown) => asFault(thrown) instanceof Fault && world.diedInCall,
    );
  } catch (thrown) {
    asFault(thrown);
    return false;
  }
}

/** A world that is set back before every replay, and opened anew after it died. */
class ReplayedWorld implements AsyncDisposable {
  /** Whether the last replay ended while one of the submission's own calls ran. */
  diedInCall = false;
  private session: ToolSession | null = null;
  private readonly task: TaskPublic;
  private readonly ports: VerifyPorts;

  constructor(task: TaskPublic, ports: VerifyPorts) {
    this.task = task;
    this.ports = ports;
  }

  async before(): Promise<Rows> {
    return this.guarded(async (session) => session.snapshot());
  }

  /** Rows after the calls. Throws the sandbox's faults. */
  async replay(submission: StateSubmission): Promise<Rows> {
    this.diedInCall = false;
    return this.guarded(async (session) => {
      await session.reset();
      const tools = new Set(this.task.environment.tools.map((tool) => tool.name));
      for (const call of submission.calls) {
        if (!tools.has(call.tool)) continue;
        this.diedInCall = true;
        await session.call(call, this.signal()).catch(ignoreInputFault);
        this.diedInCall = false;
      }
      return session.snapshot();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const session = this.session;
    this.session = null;
    await session?.[Symbol.asyncDispose]();
  }

  private async guarded<T>(use: (session: ToolSession) => Promise<T>): Promise<T> {
    this.session ??= await this.ports.toolHost.open(this.task.environment, this.signal());
    try {
      return await use(this.session);
    } catch (thrown) {
      await this[Symbol.asyncDispose]().catch(() => undefined);
      throw thrown;
    }
  }

  private signal(): { signal: AbortSignal } | undefined {
    return this.ports.signal && { signal: this.ports.signal };
  }
}

/** A call that the host would not take changed nothing: an error of the submission. */
function ignoreInputFault(thrown: unknown): void {
  if (!(thrown instanceof InputFault)) throw thrown;
}
