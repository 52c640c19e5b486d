/**
 * Makes the draft of a task that asks an archive, from what a family has worked out: the instruction, the answer, the
 * records it rests on, the program that reads them and the mistakes with the answers they lead to. Knows no institution.
 */
import { readFileSync } from 'node:fs';
import {
  canonicalJson,
  refusal,
  webTools,
  type AnswerType,
  type Draft,
  type Game,
  type Json,
  type JsonObject,
  type Limits,
  type Lineage,
  type Program,
  type Refusal,
  type Trials,
} from '@touchstone/contracts';
import type { Archive } from './archive.ts';

/** A plausible mistake and the answer (without `sources`) that it leads to. */
export interface ArchiveMistake {
  how: string;
  answer: JsonObject;
}

export interface ArchiveDraft {
  archive: Archive;
  instruction: string;
  /** Fields of the answer; `sources`, the records cited, is added here. */
  fields: Record<string, AnswerType>;
  /** Field → value; the value of a text field may be a list of spellings, the usual one first. */
  answer: JsonObject;
  evidence: {
    /** Documents without which the answer cannot be reached: each must be cited, and each is taken away in a trial. */
    required: readonly string[];
    /** Others that a careful person might cite. */
    permitted: readonly string[];
  };
  mistakes: readonly ArchiveMistake[];
  reference: Program;
  solvers: Trials['solvers'];
  /** Probability that a lazy, well-formed answer passes, by counting. */
  chance: number;
  toolCallsMax: number;
}

/** Programs that ask an archive mostly wait for tools. */
const limits: Limits = {
  cpuSecondsMax: 60,
  /** Backstop; a busy machine needs a few times the CPU seconds. */
  wallSecondsMax: 600,
  memoryBytesMax: 512 * 1024 ** 2,
  processesMax: 16,
  diskBytesMax: 64 * 1024 ** 2,
  outputBytesMax: 1024 ** 2,
};

/** Lazy answers must pass less than once in a hundred. */
const chanceMax = 0.01;
const mistakesMin = 3;

export function archiveDraft(game: Game, lineage: Lineage, parts: ArchiveDraft): Draft | Refusal {
  const { archive, fields, evidence } = parts;
  const mistakes = distinctMistakes(parts);
  if (mistakes.length < mistakesMin)
    return refusal(
      'mistakes-harmless',
      `Only ${mistakes.length} of ${parts.mistakes.length} plausible mistakes change the answer.`,
    );
  if (parts.chance > chanceMax)
    return refusal('guessable', `A lazy answer passes with probability ${parts.chance}.`);
  const urls = new Map(archive.documents.map(({ id, url }) => [id, url]));
  const namesOf = (id: string) => [id, urls.get(id) as string];
  const required = [...new Set(evidence.required)].sort();
  const permitted = [...new Set(evidence.permitted)].filter((id) => !required.includes(id)).sort();
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
        web: { hash: archive.hash },
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
      licence: {
        spdx: 'Apache-2.0',
        sources: [
          {
            source: 'touchstone:archive',
            spdx: 'CC0-1.0',
            attribution: `Touchstone (invented records of ${archive.name})`,
          },
        ],
      },
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
        right: rightTrials(
          parts,
          required,
          [...required, ...permitted].map((id) => urls.get(id) as string),
        ),
        wrong: [
          ...mistakes.map(({ how, answer }) => ({
            how,
            submission: answered({ ...spelt(fields, answer, 0), sources: required }),
          })),
          ...wrongCitations(parts, required, permitted),
        ],
        solvers: parts.solvers,
        chance: parts.chance,
      },
      lineage,
      splitKey: archive.splitKey,
    },
    blobs: new Map([[archive.hash, archive.bytes]]),
  };
}

function answered(answer: JsonObject): { kind: 'answer'; answer: JsonObject } {
  return { kind: 'answer', answer };
}

/** Nobody cites more; a verifier takes 200. */
const citedMax = 100;

/** The usual spelling citing what must be cited, and the last spelling citing much of what may be, by address. */
function rightTrials({ fields, answer }: ArchiveDraft, required: string[], addresses: string[]) {
  return [
    answered({ ...spelt(fields, answer, 0), sources: required }),
    answered({
      ...spelt(fields, answer, -1),
      sources: addresses.slice(0, Math.max(citedMax, required.length)),
    }),
  ];
}

function wrongCitations(parts: ArchiveDraft, required: string[], permitted: string[]) {
  const right = spelt(parts.fields, parts.answer, 0);
  const known = new Set([...required, ...permitted]);
  const other = parts.archive.documents.find(({ id }) => !known.has(id))?.id;
  return [
    ...required.map((left) => ({
      how: `${left} is not cited`,
      submission: answered({ ...right, sources: required.filter((id) => id !== left) }),
    })),
    ...(other === undefined
      ? []
      : [
          {
            how: 'a record that has nothing to do with it is cited too',
            submission: answered({ ...right, sources: [...required, other] }),
          },
        ]),
  ];
}

/** An answer with one spelling of each text: the one at `index`, counted from the end where negative. */
function spelt(fields: ArchiveDraft['fields'], answer: JsonObject, index: number): JsonObject {
  return Object.fromEntries(
    Object.entries(answer).map(([field, value]) => [
      field,
      fields[field]?.kind === 'text' && Array.isArray(value) ? (value.at(index) as Json) : value,
    ]),
  );
}

/** Mistakes that change the answer, one for each answer. */
function distinctMistakes({ fields, mistakes, answer }: ArchiveDraft): ArchiveMistake[] {
  const seen = new Set([canonicalJson(answer), canonicalJson(spelt(fields, answer, 0))]);
  return mistakes.filter((mistake) => {
    const key = canonicalJson(spelt(fields, mistake.answer, 0));
    return !seen.has(key) && seen.add(key);
  });
}

const reader = readFileSync(new URL('./reader.py', import.meta.url), 'utf8');

/**
 * A program that asks an archive: what the instruction says as `CASE`, then `reader.py` (search, open, dates), then the
 * family's own source with `solve(tools)`. `CASE` must hold nothing that the instruction does not say.
 */
export function archiveProgram(
  python: string,
  data: { [key: string]: Json },
  about: { name: string; how: string },
): Program {
  // A JSON text inside a JSON text is a Python string literal: both escape alike.
  const header = `import json\nCASE = json.loads(${JSON.stringify(canonicalJson(data))})\n\n`;
  return { ...about, source: `${header}${reader}\n${python}` };
}
