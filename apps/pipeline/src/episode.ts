/**
 * One attempt by an agent: open → tool calls → submit → verdict, within the task's budget. The verdict comes from a fresh
 * sandbox that the attempt never reached. Does not know who attempts: a program, a model or a person.
 */
import type { Fault } from '@touchstone/contracts';
import {
  InputFault,
  type Episode,
  type Json,
  type SandboxFile,
  type Submission,
  type TaskPublic,
  type Tool,
  type ToolCall,
  type ToolHost,
  type ToolResult,
  type ToolSession,
  type Verdict,
} from '@touchstone/contracts';
import { treeSubmission } from './tree-submission.ts';

export interface EpisodeRequest {
  /** Names the episode in the record. */
  id: string;
  taskId: string;
  task: TaskPublic;
  /** Who attempts, for example a model's name. */
  solver: string;
  signal?: AbortSignal;
}

export interface EpisodePorts {
  toolHost: ToolHost;
  /** Judges in sandboxes of its own; knows the secret half, which this file never sees. */
  verify(submission: Submission): Promise<Verdict>;
}

export interface LiveEpisode extends AsyncDisposable {
  readonly tools: readonly Tool[];
  readonly toolCallsLeft: number;
  /** A call beyond the budget is not made: its result says so and is an error. */
  call(call: ToolCall): Promise<ToolResult>;
  /** Ends the attempt. Once only: an `InputFault` the second time. */
  submit(answer: Json): Promise<Episode>;
}

export async function openEpisode(request: EpisodeRequest, ports: EpisodePorts): Promise<LiveEpisode> {
  const options = request.signal ? { signal: request.signal } : {};
  const session = await ports.toolHost.open(request.task.environment, options);
  const budget = request.task.budget.toolCallsMax;
  const untouched = await untouchedFiles(request.task, session);
  const events: Episode['events'] = [];
  let callsMade = 0;
  let submitted = false;

  const close = once(() => session[Symbol.asyncDispose]());
  return {
    tools: session.tools,
    get toolCallsLeft() {
      return budget - callsMade;
    },
    async call(call) {
      if (submitted) throw alreadySubmitted(request.id);
      const result =
        callsMade >= budget ? overBudget(budget) : (callsMade++, await session.call(call, options));
      events.push({ type: 'tool-called', ...call, result: result.text, isError: result.isError });
      return result;
    },
    async submit(answer) {
      if (submitted) throw alreadySubmitted(request.id);
      submitted = true;
      const submission = await submissionOf(request.task, { session, untouched, answer });
      events.push({ type: 'submitted', submission });
      await close();
      return {
        id: request.id,
        task: request.taskId,
        solver: request.solver,
        events,
        tokens: null,
        usage: { inputTokens: 0, cachedTokens: 0, outputTokens: 0, costUsd: 0, sandboxCpuSeconds: 0 },
        verdict: await ports.verify(submission),
      };
    },
    [Symbol.asyncDispose]: close,
  };
}

/** The files before the first call, where the change to them is what is handed in. */
async function untouchedFiles(task: TaskPublic, session: ToolSession): Promise<SandboxFile[]> {
  if (task.answerFormat.kind !== 'tree') return [];
  try {
    return await session.files();
  } catch (thrown) {
    await session[Symbol.asyncDispose]();
    throw thrown;
  }
}

/**
 * For a task about state the host's own log is what is handed in: a call that was not made cannot be claimed. For one
 * about files it is the files as they are, and the answer counts for nothing.
 */
async function submissionOf(
  { answerFormat }: TaskPublic,
  attempt: { session: ToolSession; untouched: readonly SandboxFile[]; answer: Json },
): Promise<Submission> {
  const { session, untouched, answer } = attempt;
  switch (answerFormat.kind) {
    case 'state':
      return { kind: 'state', calls: [...session.log], answer };
    case 'tree':
      return treeSubmission(untouched, await filesLeft(session, untouched), answerFormat.paths);
    case 'typed':
    case 'json':
      return { kind: 'answer', answer };
  }
}

/** A tree that the attempt has made unreadable counts as untouched: a fault would be a way out of being judged. */
async function filesLeft(
  session: ToolSession,
  untouched: readonly SandboxFile[],
): Promise<readonly SandboxFile[]> {
  try {
    return await session.files();
  } catch (thrown) {
    if (thrown instanceof InputFault && thrown.code === 'tree-unreadable') return untouched;
    throw thrown;
  }
}

function overBudget(budget: number): ToolResult {
  return { text: `The budget of ${budget} tool calls is used up. Submit your answer.`, isError: true };
}

function alreadySubmitted(id: string): Fault {
  return new InputFault(`Episode ${id} has ended: its answer was submitted.`, {
    code: 'episode-ended',
    hint: 'Open a new episode for another attempt.',
  });
}

function once(act: () => PromiseLike<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= Promise.resolve(act()));
}
