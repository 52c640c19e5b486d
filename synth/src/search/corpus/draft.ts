/**
 * Makes the draft of a search task over real documents from a question. Knows no family. The licence names the packages and
 * Wikipedia's contributors but not the pages a question rests on: they are the answer. Each document carries its own
 * address, licence and attribution, and `open` shows them.
 */
import {
  canonicalJson,
  refusal,
  webTools,
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
import { readFileSync } from 'node:fs';
import type { Question } from './question.ts';

export interface Programs {
  /** Python source that defines `answer(reader, terms)`; it follows `reader.py`. */
  python: string;
  how: string;
  /** What the shortcut `terms["shortcut"]` of the program does, by name; `no search` must fail, the others may get through. */
  shortcuts: Record<string, string>;
}

export interface CorpusDraft {
  question: Question;
  /** Address of a document. */
  addressOf: (id: string) => string;
  programs: Programs;
  web: Hash;
  packages: readonly string[];
}

/** Programs that search mostly wait for tools. */
const limits: Limits = {
  cpuSecondsMax: 60,
  /** Backstop; a busy machine needs a few times the CPU seconds. */
  wallSecondsMax: 600,
  memoryBytesMax: 512 * 1024 ** 2,
  processesMax: 16,
  diskBytesMax: 64 * 1024 ** 2,
  outputBytesMax: 4 * 1024 ** 2,
};

/** Lazy answers must pass less than once in a hundred. */
const chanceMax = 0.01;
const mistakesMin = 3;
/** A program may search a good deal more than it must, an agent a good deal more than that. */
const toolCallsMax = 400;

export function corpusDraft(game: Game, lineage: Lineage, parts: CorpusDraft): Draft | Refusal {
  const { question } = parts;
  const required = [...new Set(question.evidence.required)].sort();
  const permitted = [...new Set(question.evidence.permitted)].filter((id) => !required.includes(id)).sort();
  // A document may be cited by its id or by its address.
  const named = (id: string) => [id, parts.addressOf(id)];
  const mistakes = distinctMistakes(question);
  if (mistakes.length < mistakesMin)
    return refusal(
      'mistakes-harmless',
      `Only ${mistakes.length} of ${question.mistakes.length} plausible mistakes change the answer.`,
    );
  if (question.chance > chanceMax)
    return refusal('guessable', `A lazy answer passes with probability ${question.chance}.`);
  return {
    task: {
      schemaVersion: 1,
      category: 'search',
      language: 'en',
      instruction: question.instruction,
      environment: {
        runtime: { language: 'python', version: '>=3.11', packages: [] },
        files: [],
        world: null,
        web: { hash: parts.web },
        tools: [...webTools],
        network: 'none',
        limits,
        user: null,
      },
      answerFormat: {
        kind: 'typed',
        type: { kind: 'record', fields: { ...question.fields, sources: { kind: 'citations' } } },
      },
      budget: { toolCallsMax },
      licence: licenceOf(parts.packages),
    },
    secret: {
      schemaVersion: 1,
      salt: game.salt,
      reference: program(parts, null),
      verifier: {
        executor: 'typed-answer',
        version: 1,
        expected: {
          ...question.answer,
          sources: { required: required.map(named), permitted: permitted.map(named) },
        },
        alternatives: [],
      },
      trials: {
        right: rightTrials(parts, required, permitted),
        wrong: [
          ...mistakes.map(({ how, answer }) => ({
            how,
            submission: answered({ ...spelt(question, answer, 0), sources: required }),
          })),
          ...wrongCitations(question, required),
        ],
        solvers: solversOf(parts),
        chance: question.chance,
      },
      lineage,
      splitKey: question.splitKey,
    },
    blobs: new Map(),
  };
}

function licenceOf(packages: readonly string[]): Licence {
  return {
    spdx: 'CC-BY-SA-4.0',
    sources: packages.map((source) => ({
      source,
      spdx: 'CC-BY-SA-4.0',
      attribution: 'Wikipedia contributors; every document names its article, address and licence',
      url: 'https://en.wikipedia.org/wiki/Wikipedia:Copyrights',
    })),
  };
}

function answered(answer: JsonObject): Extract<Submission, { kind: 'answer' }> {
  return { kind: 'answer', answer };
}

function rightTrials(
  { question, addressOf }: CorpusDraft,
  required: string[],
  permitted: string[],
): Submission[] {
  return [
    answered({ ...spelt(question, question.answer, 0), sources: required }),
    answered({
      ...spelt(question, question.answer, -1),
      sources: [...permitted, ...required].reverse().map(addressOf),
    }),
  ];
}

function wrongCitations(question: Question, required: string[]) {
  const right = spelt(question, question.answer, 0);
  return required.slice(0, 3).map((left) => ({
    how: `${left} is not cited`,
    submission: answered({ ...right, sources: required.filter((id) => id !== left) }),
  }));
}

/** An answer with one spelling of each text: the one at `index`, counted from the end where negative. */
function spelt({ fields }: Question, answer: JsonObject, index: number): JsonObject {
  const one = (type: Question['fields'][string] | undefined, value: Json): Json => {
    if (type?.kind === 'text' && Array.isArray(value)) return value.at(index) as Json;
    if (type?.kind === 'set' && Array.isArray(value)) return value.map((each) => one(type.of, each));
    return value;
  };
  return Object.fromEntries(
    Object.entries(answer).map(([field, value]) => [field, one(fields[field], value)]),
  );
}

/** Mistakes that change the answer, one for each answer. */
function distinctMistakes(question: Question): Question['mistakes'] {
  const seen = new Set([0, -1].map((index) => canonicalJson(spelt(question, question.answer, index))));
  return question.mistakes.filter((mistake) => {
    const key = canonicalJson(spelt(question, mistake.answer, 0));
    return !seen.has(key) && seen.add(key);
  });
}

const reader = readFileSync(new URL('./reader.py', import.meta.url), 'utf8');

/** The reference, or a shortcut of it. */
function program({ question, programs }: CorpusDraft, shortcut: string | null): Program {
  const terms = { ...question.terms, shortcut };
  // A JSON text inside a JSON text is a Python string literal: both escape alike.
  const header = `import json\nTERMS = json.loads(${JSON.stringify(canonicalJson(terms))})\n\n`;
  const how = shortcut === null ? programs.how : (programs.shortcuts[shortcut] as string);
  return { name: shortcut ?? 'reads the pages', how, source: `${header}${reader}\n${programs.python}` };
}

/** From weak to strong: no search at all, the program's shortcuts, the reference. */
function solversOf(parts: CorpusDraft): Trials['solvers'] {
  const names = Object.keys(parts.programs.shortcuts);
  return names.map((name) => ({
    ...program(parts, name),
    expect: name === 'no search' ? ('fails' as const) : ('unknown' as const),
  }));
}
