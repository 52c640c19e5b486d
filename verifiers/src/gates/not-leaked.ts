/** The answer is not lying about: not in what the task shows, not in the sandbox where an attempt works. */
import { readFileSync } from 'node:fs';
import { type Environment, type GateAnswer, type Hash, type Json } from '@touchstone/contracts';
import { z } from 'zod';
import type { Evidence } from '../evidence.ts';
import { percent } from '../statistics/percent.ts';
import { answer } from './answer.ts';
import { notLeakedInImage } from './leaked-in-image.ts';
import { secretsOf, type Secret } from './secrets-of.ts';

const listProgram = readFileSync(new URL('../python/list_sandbox.py', import.meta.url), 'utf8');

const listingSchema = z.object({
  variables: z.record(z.string(), z.string()),
  files: z.array(z.object({ path: z.string(), text: z.string() })),
  complete: z.boolean(),
});

interface Place {
  where: string;
  bytes: Buffer;
}

/** The part that needs no sandbox: the chance rate, and everything the task itself shows. */
export async function leakInDraft(evidence: Evidence): Promise<GateAnswer> {
  const { chance } = evidence.secret.trials;
  const { chanceMax } = evidence.settings;
  if (chance > chanceMax) {
    const reason = `A lazy but well-formed answer passes with probability ${percent(chance)}; at most ${percent(chanceMax)} is allowed.`;
    return answer('not-leaked', 'failed', reason);
  }
  return search(evidence, await publicPlaces(evidence));
}

/** The whole gate: also environment variables and files of a sandbox like that of an attempt. */
export async function notLeaked(evidence: Evidence): Promise<GateAnswer> {
  const run = await evidence.run(
    { name: 'list-sandbox', how: 'Lists what an attempt can see.', source: listingSource(evidence) },
    { access: 'full', through: throughTool(evidence.task.environment) ? 'python-tool' : 'process' },
    attemptOnly(evidence.task.environment),
  );
  if (run.outcome !== 'answered') {
    return answer('not-leaked', 'abstained', `The sandbox of an attempt could not be listed: ${run.message}`);
  }
  const parsed = listingSchema.safeParse('answer' in run.submission ? run.submission.answer : null);
  if (!parsed.success) {
    return answer('not-leaked', 'abstained', 'The list of what an attempt can see could not be read.');
  }
  const listing = parsed.data;
  const seen: Place[] = [
    ...Object.entries(listing.variables).map(([name, value]) => place(`environment variable ${name}`, value)),
    ...listing.files.map(({ path, text }) => place(`file ${path} of the sandbox`, text)),
    ...listing.files.map(({ path }) => place(`the name of file ${path}`, path)),
  ];
  const inSight = search(evidence, [...(await publicPlaces(evidence)), ...seen]);
  const found = inSight.outcome === 'passed' ? await notLeakedInImage(evidence, inSight) : inSight;
  if (listing.complete) return found;
  return {
    ...found,
    notes: [...found.notes, 'the listing was cut: not every file of the sandbox was read whole'],
  };
}

function search(evidence: Evidence, places: readonly Place[]): GateAnswer {
  const secrets = secretsOf(evidence);
  const hits = secrets.flatMap((secret) => hitsOf(secret, places));
  const chance = percent(evidence.secret.trials.chance);
  const tallies = [
    {
      kind: 'place searched',
      tried: places.length,
      asExpected: places.length - new Set(hits.map(({ where }) => where)).size,
    },
  ];
  const [hit] = hits;
  if (hit) {
    const notes = hits.map(({ what, where }) => `${what} stands in ${where}`);
    return answer('not-leaked', 'failed', `The answer leaks: ${hit.what} stands in ${hit.where}.`, {
      tallies,
      notes,
    });
  }
  const answerIsSearched = secrets.some(({ what }) => what.includes('answer'));
  const short = answerIsSearched ? '' : ' The answer itself is shorter than 32 bits and was not looked for.';
  const reason = `${secrets.length} secrets are absent from ${places.length} places; a lazy, well-formed answer passes with probability ${chance}.${short}`;
  return answer('not-leaked', 'passed', reason, { tallies });
}

function hitsOf({ what, text }: Secret, places: readonly Place[]): { what: string; where: string }[] {
  const bytes = Buffer.from(text);
  return places.filter((somewhere) => somewhere.bytes.includes(bytes)).map(({ where }) => ({ what, where }));
}

async function publicPlaces({ task, ports }: Evidence): Promise<Place[]> {
  const { files, world, tools } = task.environment;
  const read = async (where: string, hash: Hash): Promise<Place> => ({
    where,
    bytes: Buffer.from(await ports.blobs.readBlob(hash)),
  });
  return [
    place('the instruction', task.instruction),
    ...tools.map((tool) =>
      place(`the tool ${tool.name}`, `${tool.description}\n${JSON.stringify(tool.inputSchema)}`),
    ),
    place('the answer format', JSON.stringify(task.answerFormat)),
    ...(await Promise.all(files.map((file) => read(`the file ${file.path}`, file.blob)))),
    ...(world
      ? [await read('the rows of the world', world.rows), await read('the tools of the world', world.program)]
      : []),
  ];
}

function place(where: string, text: string): Place {
  return { where, bytes: Buffer.from(text) };
}

/** Where an agent computes: in the kernel of the `python` tool where there is one, else in a process. */
function throughTool({ tools }: Environment): boolean {
  return tools.some((tool) => tool.name === 'python');
}

/** Without the world: its sandbox is another one, which no attempt enters. */
function attemptOnly(environment: Environment): Environment {
  return {
    ...environment,
    world: null,
    web: null,
    tools: environment.tools.filter((tool) => tool.name === 'python'),
  };
}

/** Blobs are named by the SHA-256 of their bytes, so the program can tell public files by their hash. */
function listingSource({ task }: Evidence): string {
  const hashes: Json = task.environment.files.map((file) => file.blob);
  return listProgram.replace('PUBLIC_FILES = set()', `PUBLIC_FILES = set(${JSON.stringify(hashes)})`);
}
