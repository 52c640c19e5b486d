/** Where every interpreter task is attempted: one stateful notebook, no network. One definition for all families. */
import type { Environment, Limits, Tool } from '@touchstone/contracts';

/** The one tool of an interpreter environment. */
const pythonTool: Tool = {
  name: 'python',
  description:
    'Runs a cell of Python 3 in a notebook that keeps its state from call to call, and returns what the cell printed and ' +
    'the value of its last expression, or the traceback. There is no network. Files of the task are in the working directory.',
  inputSchema: {
    type: 'object',
    properties: { code: { type: 'string', description: 'The cell: Python source, any number of lines.' } },
    required: ['code'],
    additionalProperties: false,
  },
};

/** Ten times what a reference program may use, so that a slower but honest method still gets through. */
const limits: Limits = {
  cpuSecondsMax: 120,
  /** Backstop for a stuck notebook; a busy machine needs a few times the CPU seconds. */
  wallSecondsMax: 600,
  /** Counting by enumeration keeps up to a few million small tuples. */
  memoryBytesMax: 1024 ** 3,
  processesMax: 16,
  diskBytesMax: 256 * 1024 ** 2,
  /** A cell that prints more is looking at its data the wrong way. */
  outputBytesMax: 1024 ** 2,
};

/** Enough for a careful solver (look, compute, check another way) and too few to try answers one after another. */
export const toolCallsMax = 30;

export function interpreterEnvironment(
  options: { packages?: readonly string[]; files?: Environment['files'] } = {},
): Environment {
  return {
    runtime: { language: 'python', version: '>=3.11', packages: [...(options.packages ?? [])] },
    files: options.files ?? [],
    world: null,
    web: null,
    tools: [pythonTool],
    network: 'none',
    limits,
    user: null,
  };
}
