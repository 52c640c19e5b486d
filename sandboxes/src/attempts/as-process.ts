/** An attempt as a process: `run_program.py` in a fresh sandbox, its calls relayed to a tool session in another. */
import {
  canonicalJson,
  jsonObjectSchema,
  jsonSchema,
  type AttemptOptions,
  type AttemptResult,
  type Ending,
  type Environment,
  type Json,
  type Program,
  type Sandbox,
  type ToolCall,
  type ToolResult,
  type ToolSession,
  type ToolSessionOptions,
} from '@touchstone/contracts';
import { z } from 'zod';
import { withChannel } from '../tools/backend.ts';
import { environmentFiles } from '../tools/environment-files.ts';
import { JsonLines, describeEnd } from '../tools/json-lines.ts';
import { attemptCallsMax, channelBytesMax, messageBytesMax, programBytesMax } from './limits.ts';
import type { AttemptParts } from './runner.ts';

const runnerSource = withChannel(new URL('./run_program.py', import.meta.url));

const messageSchema = z.union([
  z.strictObject({ call: z.strictObject({ tool: z.string(), arguments: jsonObjectSchema }) }),
  z.strictObject({ answer: jsonSchema }),
  z.strictObject({ failed: z.string() }),
]);

/** How the program ended, before what it used is known. */
type Outcome =
  { outcome: 'answered'; answer: Json } | { outcome: 'crashed'; message: string; ending: Ending | null };

export async function attemptAsProcess(
  parts: AttemptParts,
  environment: Environment,
  program: Program,
  { access, signal, withoutDocuments }: AttemptOptions,
): Promise<AttemptResult> {
  signal?.throwIfAborted();
  const session = { ...(signal && { signal }), ...(withoutDocuments && { withoutDocuments }) };
  const files = access === 'full' ? await environmentFiles(environment, parts.blobs) : [];
  const { limits, runtime } = environment;
  await using tools = new RelayedTools(parts, environment, access, session);
  await using sandbox = await parts.driver.open({
    runtime,
    limits: { ...limits, outputBytesMax: limits.outputBytesMax + channelBytesMax },
    ...(signal && { signal }),
  });
  if (files.length > 0) await sandbox.putFiles(files, signal ? { signal } : {});
  return await runToEnd(sandbox, tools, program, limits.wallSecondsMax, signal);
}

async function runToEnd(
  sandbox: Sandbox,
  tools: RelayedTools,
  program: Program,
  wallSecondsMax: number,
  signal: AbortSignal | undefined,
): Promise<AttemptResult> {
  const argv = ['python3', '-c', runnerSource] as const;
  await using lines = await JsonLines.start(sandbox, argv, { lineBytesMax: messageBytesMax });
  const stop = () => void lines.process.kill();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const outcome =
      Buffer.byteLength(program.source) > programBytesMax
        ? crashed(`the program has more than ${programBytesMax} bytes`)
        : await converse(lines, tools, program, wallSecondsMax);
    // Whatever it still does after its answer is of no interest.
    await lines.process.kill();
    const result = await lines.process.result;
    signal?.throwIfAborted();
    const measured = { ...tools.record(), cpuSeconds: result.cpuSeconds, runtime: sandbox.runtime };
    return outcome.outcome === 'answered'
      ? { ...outcome, ...measured }
      : { ...outcome, ending: outcome.ending ?? 'exited', ...measured };
  } catch (thrown) {
    signal?.throwIfAborted();
    throw thrown;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

async function converse(
  lines: JsonLines,
  tools: RelayedTools,
  program: Program,
  wallSecondsMax: number,
): Promise<Outcome> {
  lines.send({ source: program.source });
  // The driver holds the wall limit of the process; this is for a driver that does not.
  const patience = wallSecondsMax + 60;
  for (;;) {
    const received = await lines.receive(patience);
    if (received.kind === 'late') return crashed('it did not end in time', 'wall-limit');
    if (received.kind === 'garbled') return crashed('it broke the channel to its tools');
    if (received.kind === 'ended')
      return crashed(`it ended without an answer (${describeEnd(received.result)})`, received.result.ending);
    const message = messageSchema.safeParse(received.message);
    if (!message.success) return crashed('it broke the channel to its tools');
    if ('failed' in message.data) return crashed(message.data.failed);
    if ('answer' in message.data) return acceptAnswer(message.data.answer);
    const reply = await tools.call(message.data.call);
    if (reply === null) return crashed(`it made more than ${attemptCallsMax} tool calls`);
    lines.send(reply);
  }
}

/** An answer as JSON that can be hashed: no lone surrogates. */
export function acceptAnswer(answer: Json): Outcome {
  try {
    canonicalJson(answer);
  } catch (thrown) {
    return crashed(`the answer is not JSON: ${(thrown as Error).message}`);
  }
  return { outcome: 'answered', answer };
}

function crashed(message: string, ending: Ending | null = null): Outcome {
  return { outcome: 'crashed', message, ending };
}

/** The environment's tools as a program reaches them; the session is opened at the first call. */
class RelayedTools implements AsyncDisposable {
  readonly #open: (() => Promise<ToolSession>) | null;
  #session: Promise<ToolSession> | null = null;
  #opened: ToolSession | null = null;
  #toolCalls = 0;
  readonly #signal: AbortSignal | undefined;

  constructor(
    parts: AttemptParts,
    environment: Environment,
    access: AttemptOptions['access'],
    options: ToolSessionOptions,
  ) {
    this.#signal = options.signal;
    const hasTools = access === 'full' && environment.tools.length > 0;
    this.#open = hasTools ? () => parts.toolHost.open(environment, options) : null;
    // A world is certainly called: it may load while the program starts.
    if (environment.world !== null) void this.#start()?.catch(() => undefined);
  }

  /** The reply, or null when there were too many calls. */
  async call(call: ToolCall): Promise<ToolResult | null> {
    this.#toolCalls += 1;
    if (this.#toolCalls > attemptCallsMax) return null;
    const session = await this.#start();
    if (session === null) return { text: 'This attempt has no tools.', isError: true };
    return session.call(call, this.#signal ? { signal: this.#signal } : {});
  }

  record(): { calls: ToolCall[]; toolCalls: number } {
    return { calls: [...(this.#opened?.log ?? [])], toolCalls: this.#toolCalls };
  }

  #start(): Promise<ToolSession> | null {
    if (this.#open === null) return null;
    this.#session ??= this.#open().then((session) => (this.#opened = session));
    return this.#session;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const session = await this.#session?.catch(() => null);
    await session?.[Symbol.asyncDispose]();
  }
}
