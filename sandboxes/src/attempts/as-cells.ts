/**
 * An attempt as cells of the environment's own `python` tool, the way an agent would compute: shows that what the
 * reference does can be done with the tool. The last cell prints the answer on a marked line.
 */
import {
  InputFault,
  jsonSchema,
  type AttemptOptions,
  type AttemptResult,
  type Ending,
  type Environment,
  type Program,
} from '@touchstone/contracts';
import { z } from 'zod';
import { kernelStopped } from '../tools/python/kernel.ts';
import { acceptAnswer } from './as-process.ts';
import type { AttemptParts } from './runner.ts';

const marker = '@answer ';
const markedSchema = z.strictObject({ answer: jsonSchema, cpuSeconds: z.number().nonnegative() });

/** Integers beyond 2^53 as text, as `run_program.py` has it. */
const printAnswer = `
def _exact(value):
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value) if abs(value) <= 2**53 else str(value)
    if isinstance(value, (list, tuple)):
        return [_exact(element) for element in value]
    if isinstance(value, dict):
        return {key: _exact(element) for key, element in value.items()}
    return value

import json as _json
print(${JSON.stringify(`\n${marker}`)} + _json.dumps({"answer": _exact(_answer), "cpuSeconds": _seconds}, allow_nan=False))
`;

const solve = `
class _NoTools:
    def call(self, name, /, **arguments):
        raise RuntimeError("a cell reaches no tools")

import time as _time
_started = _time.process_time()
_answer = solve(_NoTools())
_seconds = _time.process_time() - _started
`;

/** `cpuSeconds` is what the kernel says of `solve` alone. `InputFault` where the environment has no `python` tool. */
export async function attemptAsCells(
  { toolHost }: AttemptParts,
  environment: Environment,
  program: Program,
  { access, signal, withoutDocuments }: AttemptOptions,
): Promise<AttemptResult> {
  if (access === 'none' || !environment.tools.some(({ name }) => name === 'python'))
    throw new InputFault('A program can only run through the python tool where that tool is within reach.', {
      code: 'python-tool-absent',
    });
  const options = signal ? { signal } : {};
  await using session = await toolHost.open(environment, {
    ...options,
    ...(withoutDocuments && { withoutDocuments }),
  });
  let text = '';
  let failed: string | null = null;
  for (const code of [program.source, solve, printAnswer]) {
    const reply = await session.call({ tool: 'python', arguments: { code } }, options);
    text = reply.text;
    if (reply.isError) {
      failed = reply.text;
      break;
    }
  }
  const measured = { calls: [...session.log], toolCalls: session.log.length, runtime: session.runtime };
  const marked = failed === null ? readMarked(text) : null;
  if (marked === null) {
    const message = failed ?? 'no answer was printed';
    return { outcome: 'crashed', message, ending: endingOf(message), cpuSeconds: 0, ...measured };
  }
  const outcome = acceptAnswer(marked.answer);
  return outcome.outcome === 'answered'
    ? { ...outcome, cpuSeconds: marked.cpuSeconds, ...measured }
    : { ...outcome, ending: 'exited', cpuSeconds: marked.cpuSeconds, ...measured };
}

function readMarked(text: string): z.infer<typeof markedSchema> | null {
  const line = text.split('\n').findLast((line) => line.startsWith(marker));
  if (line === undefined) return null;
  try {
    return markedSchema.parse(JSON.parse(line.slice(marker.length)));
  } catch {
    return null;
  }
}

const limitEndings = ['cpu-limit', 'memory-limit', 'process-limit', 'disk-limit', 'wall-limit'] as const;

function endingOf(message: string): Ending {
  const ending = (['signalled', ...limitEndings] as const).find((how) =>
    message.startsWith(kernelStopped(how)),
  );
  return ending ?? 'exited';
}
