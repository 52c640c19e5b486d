/**
 * Makes the draft of a search task from what a family has worked out: the instruction, the answer, the documents it rests on,
 * the program that reads them and the mistakes with the answers they lead to. Knows no web and no family.
 */
import {
  canonicalJson,
  refusal,
  webTools,
  type AnswerType,
  type Draft,
  type Game,
  type Hash,
  type Json,
  type JsonObject,
  type Licence,
  type Limits,
  type Lineage,
  type Program,
  type Refusal,
  type Submission,
  type Trials,
} from '@touchstone/contracts';
import { programFor, pythonFile } from '../interpreter/program.ts';

/** A plausible mistake and the answer (without `sources`) that it leads to. */
export interface SearchMistake {
  how: string;
  answer: JsonObject;
}

/** The web that is asked. */
export interface AskedWeb {
  hash: Hash;
  /** The documents as JSON lines, where the web is not a built one but comes as a blob of the draft. */
  bytes?: Uint8Array;
  /** Id → address of every document that may be cited, and of some that may not. */
  addresses: ReadonlyMap<string, string>;
  licence: Licence;
}

export interface SearchDraft {
  web: AskedWeb;
  instruction: string;
  /** Fields of the answer; `sources`, the documents cited, is added. */
  fields: Readonly<Record<string, AnswerType>>;
  /** Field → value; the value of a text may be a list of spellings, the usual one first. */
  answer: JsonObject;
  /** Ids of documents. */
  evidence: {
    /** Those without which the answer cannot be reached: each must be cited. */
    required: readonly string[];
    /** Others that a careful person might cite. */
    permitted: readonly string[];
  };
  mistakes: readonly SearchMistake[];
  reference: Program;
  solvers: Trials['solvers'];
  /** Probability that a lazy, well-formed answer passes, by counting. */
  chance: number;
  toolCallsMax: number;
  splitKey: string;
}

/** Programs that search mostly wait for tools. */
const limits: Limits = {
  cpuSecondsMax: 60,
  /** Backstop; a busy machine needs a few times the CPU seconds. */
  wallSecondsMax: 600,
  memoryBytesMax: 512 * 1024 ** 2,
  processesMax: 16,
  diskBytesMax: 64 * 1024 ** 2,
  /** A program may print the pages that it reads. */
  outputBytesMax: 4 * 1024 ** 2,
};

/** Lazy answers must pass less than once in a hundred. */
export const chanceMax = 0.01;
const mistakesMin = 3;
/** Nobody cites more; a verifier takes 200. */
const citedMax = 100;
/** That one document is left out is one mistake: of more documents it says no more. */
const leftOutMax = 3;

export function searchDraft(game: Game, lineage: Lineage, parts: SearchDraft): Draft | Refusal {
  const { web, fields } = parts;
  const mistakes = distinctMistakes(fields, parts.answer, parts.mistakes);
  if (mistakes.length < mistakesMin)
    return refusal(
      'mistakes-harmless',
      `Only ${mistakes.length} of ${parts.mistakes.length} plausible mistakes change the answer.`,
    );
  if (parts.chance > chanceMax)
    return refusal('guessable', `A lazy answer passes with probability ${parts.chance}.`);
  const required = [...new Set(parts.evidence.required)].sort();
  const permitted = [...new Set(parts.evidence.permitted)].filter((id) => !required.includes(id)).sort();
  const addressOf = (id: string) => web.addresses.get(id) as string;
  // A document may be cited by its id or by its address.
  const namesOf = (id: string) => [id, addressOf(id)];
  return {
    task: {
      schemaVersion: 1,
      category: 'search',
      language: 'en',
      instruction: parts.instruction,
      environment: {
        runtime: { language: 'python', version: '>=3.11', packages: [] },
        files: [],
        world: null,
        web: { hash: web.hash },
        tools: [...webTools],
        network: 'none',
        limits,
        user: null,
      },
      answerFormat: {
        kind: 'typed',
        type: { kind: 'record', fields: { ...fields, sources: { kind: 'citations' } } },
      },
      budget: { toolCallsMax: parts.toolCallsMax },
      licence: web.licence,
    },
    secret: {
      schemaVersion: 1,
      salt: game.salt,
      reference: parts.reference,
      verifier: {
        executor: 'typed-answer',
        version: 1,
        expected: {
          ...parts.answer,
          sources: { required: required.map(namesOf), permitted: permitted.map(namesOf) },
        },
        alternatives: [],
      },
      trials: {
        right: [
          answered(spelt(fields, parts.answer, 0), required),
          answered(
            spelt(fields, parts.answer, -1),
            [...required, ...permitted].slice(0, citedMax).reverse().map(addressOf),
          ),
        ],
        wrong: [
          ...mistakes.map(({ how, answer }) => ({
            how,
            submission: answered(spelt(fields, answer, 0), required),
          })),
          ...wrongCitations(parts, required, permitted),
        ],
        solvers: parts.solvers,
        chance: parts.chance,
      },
      lineage,
      splitKey: parts.splitKey,
    },
    blobs: new Map(web.bytes === undefined ? [] : [[web.hash, web.bytes]]),
  };
}

function answered(answer: JsonObject, sources: string[]): Submission {
  return { kind: 'answer', answer: { ...answer, sources } };
}

function wrongCitations({ web, fields, answer }: SearchDraft, required: string[], permitted: string[]) {
  const right = spelt(fields, answer, 0);
  const leftOut = required.slice(0, leftOutMax).map((left) => ({
    how: `${left} is not cited`,
    submission: answered(
      right,
      required.filter((id) => id !== left),
    ),
  }));
  const known = new Set([...required, ...permitted]);
  const stray = web.addresses.keys().find((id) => !known.has(id));
  if (stray === undefined) return leftOut;
  const how = 'a document that has nothing to do with it is cited too';
  return [...leftOut, { how, submission: answered(right, [...required, stray]) }];
}

/** Mistakes that change the answer, one for each answer. */
export function distinctMistakes<M extends SearchMistake>(
  fields: SearchDraft['fields'],
  right: JsonObject,
  mistakes: readonly M[],
): M[] {
  const seen = new Set([0, -1].map((index) => canonicalJson(spelt(fields, right, index))));
  return mistakes.filter(({ answer }) => {
    const key = canonicalJson(spelt(fields, answer, 0));
    return !seen.has(key) && seen.add(key);
  });
}

/** An answer with one spelling of each text: the one at `index`, counted from the end where negative. Sets come sorted. */
function spelt(fields: SearchDraft['fields'], answer: JsonObject, index: number): JsonObject {
  const one = (type: AnswerType | undefined, value: Json): Json => {
    if (type?.kind === 'record') return spelt(type.fields, value as JsonObject, index);
    if (!Array.isArray(value)) return value;
    if (type?.kind === 'text') return value.at(index) as Json;
    if (type?.kind === 'list') return value.map((each) => one(type.of, each));
    if (type?.kind === 'set') return value.map((each) => one(type.of, each)).sort(byJson);
    return value;
  };
  return Object.fromEntries(
    Object.entries(answer).map(([field, value]) => [field, one(fields[field], value)]),
  );
}

function byJson(left: Json, right: Json): number {
  return canonicalJson(left) < canonicalJson(right) ? -1 : 1;
}

const reader = pythonFile('reader.py', import.meta.url);

/**
 * A program that asks a web: what the instruction says as `CASE`, then `reader.py` (search, open), then the family's own
 * parts in order, the last with `solve(tools)`. `CASE` must hold nothing that the instruction does not say.
 */
export function searchProgram(
  parts: readonly string[],
  data: JsonObject,
  about: { name: string; how: string },
): Program {
  return programFor([reader, ...parts].join('\n\n'), data, about);
}
