/**
 * The repaired code is nowhere in the sandbox of an attempt: not only where it works, but in everything it can read, for
 * package managers bundle copies of libraries (pip `packaging` and `idna`, npm `semver` and `ini`).
 */
import { readFileSync } from 'node:fs';
import type { Environment, GateAnswer } from '@touchstone/contracts';
import { z } from 'zod';
import type { Evidence } from '../evidence.ts';
import { changedTree, publicTree } from '../public-tree.ts';
import { answer } from './answer.ts';
import { normalised, referenceHunks } from './reference-hunks.ts';

const searchProgram = readFileSync(new URL('../python/find_in_image.py', import.meta.url), 'utf8');
/** Reading an image of half a gigabyte takes some seconds; the attempt's own limit may be lower. */
const searchCpuSeconds = 60;
const searchMemoryBytes = 2 * 1024 * 1024 * 1024;

const reportSchema = z.object({
  hits: z.array(z.object({ run: z.number().int(), path: z.string() })),
  files: z.number().int(),
  bytes: z.number().int(),
  unread: z.array(z.string()),
});

/** Adds to what the gate has found so far, which passed. Only for tasks that hand in a tree. */
export async function notLeakedInImage(evidence: Evidence, soFar: GateAnswer): Promise<GateAnswer> {
  const after = changedTree(evidence.draft, evidence.right);
  if (after === null) return soFar;
  const { runs, known } = referenceHunks(publicTree(evidence.draft), after);
  if (runs.length === 0) {
    const note = `what the reference adds is no secret: all ${known} runs of its lines stand in the public tree too, or are too short to be looked for`;
    return { ...soFar, notes: [...soFar.notes, note] };
  }
  const told = runs.filter((run) => `\n${normalised(evidence.task.instruction).join('\n')}\n`.includes(run));
  if (told.length > 0) return leaked(soFar, runs.length, ['the instruction']);
  const run = await evidence.run(
    { name: 'find-in-image', how: 'Looks for the repaired code.', source: sourceFor(runs) },
    { access: 'full' },
    bare(evidence.task.environment),
  );
  if (run.outcome !== 'answered')
    return answer('not-leaked', 'abstained', `The image of an attempt could not be searched: ${run.message}`);
  const parsed = reportSchema.safeParse('answer' in run.submission ? run.submission.answer : null);
  if (!parsed.success)
    return answer('not-leaked', 'abstained', 'What was found in the image could not be read.');
  const { hits, files, bytes, unread } = parsed.data;
  if (hits.length > 0) return leaked(soFar, runs.length, [...new Set(hits.map(({ path }) => path))]);
  const megabytes = Math.round(bytes / 1e6);
  const reason = `${soFar.reason} ${runs.length} runs of lines of the reference stand in none of ${files} files (${megabytes} MB) that an attempt can read, compiled programs aside.`;
  const notes = unread.length > 0 ? [`not looked into: ${unread.join(', ')}`] : [];
  // It verifies code tasks, but nobody attempts them there.
  if (run.runtime?.driver === 'embedded')
    notes.push('the image of the drivers on which an agent attempts this task was not searched');
  const tally = { kind: 'file of the image searched', tried: files, asExpected: files };
  return { ...soFar, reason, tallies: [...soFar.tallies, tally], notes: [...soFar.notes, ...notes] };
}

function leaked(soFar: GateAnswer, runs: number, places: string[]): GateAnswer {
  const [first] = places;
  const reason = `The repaired code stands where an attempt can read it: in ${first ?? ''} (of ${runs} runs of lines looked for).`;
  return answer('not-leaked', 'failed', reason, {
    tallies: soFar.tallies,
    notes: places.map((place) => `lines of the reference stand in ${place}`),
  });
}

/** The files and nothing else: what a tool holds besides is searched by the other half of the gate. */
function bare(environment: Environment): Environment {
  const { limits } = environment;
  return {
    ...environment,
    world: null,
    web: null,
    tools: [],
    limits: {
      ...limits,
      cpuSecondsMax: Math.max(limits.cpuSecondsMax, searchCpuSeconds),
      memoryBytesMax: Math.max(limits.memoryBytesMax, searchMemoryBytes),
    },
  };
}

/** JSON text is Python text here: strings and a list alone. */
function sourceFor(runs: readonly string[]): string {
  return searchProgram.replace('RUNS = []', () => `RUNS = ${JSON.stringify(runs)}`);
}
