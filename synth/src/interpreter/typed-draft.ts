/**
 * Makes the draft of an interpreter task from what a family has worked out: the instruction, the answer, the program
 * that finds it another way, and the mistakes with the answers they lead to. Refuses a draft whose mistakes are harmless.
 * Does not know what is counted or why.
 */
import {
  canonicalJson,
  hashBytes,
  refusal,
  type AnswerType,
  type Draft,
  type Game,
  type Hash,
  type Json,
  type Licence,
  type Lineage,
  type Refusal,
  type TaskSecret,
} from '@touchstone/contracts';
import { interpreterEnvironment, toolCallsMax } from './environment.ts';

/** Source of tasks that are made from nothing but this repository's code. */
const generatorLicence: Licence = {
  spdx: 'Apache-2.0',
  sources: [{ source: 'touchstone:generator', spdx: 'Apache-2.0', attribution: 'Touchstone' }],
};

/** A plausible mistake and the answer that it really leads to. */
export interface Mistake {
  how: string;
  answer: Json;
}

export interface TypedDraft {
  instruction: string;
  answerType: AnswerType;
  expected: Json;
  alternatives?: Json[];
  reference: TaskSecret['reference'];
  mistakes: Mistake[];
  solvers: TaskSecret['trials']['solvers'];
  /** Probability that a lazy, well-formed answer passes. */
  chance: number;
  files?: { path: string; bytes: Uint8Array }[];
  packages?: string[];
  licence?: Licence;
  /** By default the item range (fifty items of one seed). */
  splitKey?: string;
}

/** Lazy answers must pass less than once in a hundred. */
const chanceMax = 0.01;
const mistakesMin = 2;

export function typedDraft(game: Game, lineage: Lineage, parts: TypedDraft): Draft | Refusal {
  const wrong = distinctMistakes(parts);
  if (wrong.length < mistakesMin)
    return refusal(
      'mistakes-harmless',
      `Only ${wrong.length} of ${parts.mistakes.length} plausible mistakes change the answer.`,
    );
  if (parts.chance > chanceMax)
    return refusal('guessable', `A lazy answer passes with probability ${parts.chance}.`);
  const files = (parts.files ?? []).map((file) => ({ ...file, blob: hashBytes(file.bytes) }));
  return {
    task: {
      schemaVersion: 1,
      category: 'interpreter',
      language: 'en',
      instruction: parts.instruction,
      environment: interpreterEnvironment({
        packages: parts.packages ?? [],
        files: files.map(({ path, blob, bytes }) => ({ path, blob, bytes: bytes.length })),
      }),
      answerFormat: { kind: 'typed', type: parts.answerType },
      budget: { toolCallsMax },
      licence: parts.licence ?? generatorLicence,
    },
    secret: {
      schemaVersion: 1,
      salt: game.salt,
      reference: parts.reference,
      verifier: {
        executor: 'typed-answer',
        version: 1,
        expected: parts.expected,
        alternatives: parts.alternatives ?? [],
      },
      trials: {
        right: [{ kind: 'answer', answer: parts.expected }],
        wrong: wrong.map(({ how, answer }) => ({ how, submission: { kind: 'answer', answer } })),
        solvers: parts.solvers,
        chance: parts.chance,
      },
      lineage,
      splitKey: parts.splitKey ?? itemRange(lineage),
    },
    blobs: new Map<Hash, Uint8Array>(files.map(({ blob, bytes }) => [blob, bytes])),
  };
}

/** Mistakes that change the answer, one for each answer. */
function distinctMistakes({ mistakes, expected, alternatives = [] }: TypedDraft): Mistake[] {
  const seen = new Set([expected, ...alternatives].map(canonicalJson));
  return mistakes.filter(({ answer }) => {
    const key = canonicalJson(answer);
    return !seen.has(key) && seen.add(key);
  });
}

/** Generators without material are split by ranges of fifty items. */
function itemRange({ family, familyVersion, randomSeed, item }: Lineage): string {
  return `${family}@${familyVersion}/${randomSeed}/${Math.floor(item / 50)}`;
}
