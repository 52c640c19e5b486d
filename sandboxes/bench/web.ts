/**
 * Known-item search over a built web: the query is a document's first sentence without the words of its title; is the
 * document found, and how long does it take on one core. Run: node sandboxes/bench/web.ts [vital|whole] [n] [seed] [least characters of a text]
 */
import { homedir } from 'node:os';
import path from 'node:path';
import { createRng, webNames, type WebDocument, type WebName } from '@touchstone/contracts';
import { WebShelf } from '../src/web/web-shelf.ts';
import { foldedWords } from '../src/web/query.ts';

const name: WebName = webNames.find((each) => each === process.argv[2]) ?? 'whole';
const count = Number(process.argv[3] ?? 300);
const seed = Number(process.argv[4] ?? 1);
const charsMin = Number(process.argv[5] ?? 0);
const home = process.env['TOUCHSTONE_HOME'] ?? path.join(homedir(), '.cache', 'touchstone');

const shelf = new WebShelf({ home, driver: () => Promise.reject(new Error('build the web first')) });
const web = await shelf.open(name);

// Reservoir sampling: one pass, the same documents for the same seed.
const rng = createRng(`${seed}/known-item`);
const sample: WebDocument[] = [];
let seen = 0;
for await (const document of web.documents()) {
  if (document.text.length < charsMin || queryOf(document) === null) continue;
  seen += 1;
  if (sample.length < count) sample.push(document);
  else {
    const at = rng.integer(0, seen - 1);
    if (at < count) sample[at] = document;
  }
}

let first = 0;
let firstTen = 0;
const wallMs: number[] = [];
const cpuMs: number[] = [];
for (const document of sample) {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const hits = await web.search(queryOf(document) ?? '', { limit: 10 });
  wallMs.push(performance.now() - startedAt);
  const used = process.cpuUsage(cpu);
  cpuMs.push((used.user + used.system) / 1000);
  const rank = hits.findIndex(({ id }) => id === document.id);
  if (rank === 0) first += 1;
  if (rank >= 0) firstTen += 1;
}

console.log(
  JSON.stringify({
    web: name,
    documents: web.documentCount,
    eligible: seen,
    n: sample.length,
    seed,
    charsMin,
    hitAt1: round(first / sample.length),
    hitAt10: round(firstTen / sample.length),
    wallMs: summary(wallMs),
    cpuMs: summary(cpuMs),
  }),
);

/** Null where fewer than four words are left: such a sentence names nothing to find it by. */
function queryOf({ title, text }: WebDocument): string | null {
  const [sentence = ''] = text.split(/(?<=[.!?])\s|\n/u, 1);
  const titleWords = new Set([...foldedWords(title)].map(({ folded }) => folded));
  const words = [...foldedWords(sentence)].filter(({ folded }) => !titleWords.has(folded));
  return words.length < 4 ? null : words.map(({ folded }) => folded).join(' ');
}

function summary(values: number[]): { p50: number; p95: number; max: number } {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
