/**
 * MinHash (Broder 1997) of a task, for the gate `new`: 128 minima over the 3-word shingles of the instruction, numbers
 * kept, since in one family the numbers are the task; then two hashes that must be equal or not: of the right answer and
 * of the material (files and rows). All entries are unsigned 32-bit integers.
 */
import { hashJson, hashText, type TaskPublic, type TaskSecret } from '@touchstone/contracts';

export const permutations = 128;
/** Where the two equality hashes stand, after the minima. */
export const equalityAt = { answer: permutations, material: permutations + 1 };

export function nearDuplicateSignature(task: TaskPublic, secret: TaskSecret): number[] {
  const { files, world, web } = task.environment;
  const material = { files: files.map(({ path, blob }) => [path, blob]), rows: world?.rows ?? null, web };
  return [
    ...minima(shingles(task.instruction)),
    word(hashJson(rightAnswer(secret)), 0),
    word(hashJson(material), 0),
  ];
}

/** Estimated Jaccard similarity of the instructions. */
export function similarity(a: readonly number[], b: readonly number[]): number {
  let equal = 0;
  for (let at = 0; at < permutations; at++) if (a[at] === b[at]) equal++;
  return equal / permutations;
}

/** What is known of the right answer before anything runs: the expected value, else the first right trial or the data. */
function rightAnswer({ verifier, trials }: TaskSecret): unknown {
  if (verifier.executor === 'typed-answer') return verifier.expected;
  return trials.right[0] ?? ('data' in verifier ? verifier.data : verifier.failToPass);
}

function shingles(instruction: string): string[] {
  const words =
    instruction
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+(?:[.,:/-]\p{N}+)*/gu) ?? [];
  if (words.length < 3) return [words.join(' ')];
  return words.slice(2).map((third, index) => `${words[index]} ${words[index + 1]} ${third}`);
}

/** Minima of h(x) = (a·x + b) mod p over a 61-bit Mersenne prime, the usual universal family, cut to 32 bits. */
function minima(items: readonly string[]): number[] {
  const hashes = [...new Set(items)].map((item) => BigInt(`0x${hashText(item).slice(0, 14)}`));
  return coefficients.map(([a, b]) => {
    let least = prime;
    for (const hash of hashes) {
      const value = (a * hash + b) % prime;
      if (value < least) least = value;
    }
    return Number(least >> 29n);
  });
}

const prime = 2n ** 61n - 1n;
const coefficients = Array.from({ length: permutations }, (_, index): readonly [bigint, bigint] => {
  const digest = hashText(`touchstone minhash ${index}`);
  return [(BigInt(`0x${digest.slice(0, 32)}`) % (prime - 1n)) + 1n, BigInt(`0x${digest.slice(32)}`) % prime];
});

function word(hash: string, index: number): number {
  return Number.parseInt(hash.slice(8 * index, 8 * index + 8), 16);
}
