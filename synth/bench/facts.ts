/**
 * Draws a seeded sample of what each pattern reads, for a person to judge, and measures how often the twin extractors agree.
 * Reads a web as JSON lines; prints, or writes the sample that docs/facts.md and the test judge.
 *
 *   node synth/bench/facts.ts WEB.jsonl [--pattern birth-day-fr] [--sample 34] [--json sample.json]
 *   node synth/bench/facts.ts WEB.jsonl --agreement
 */
import { createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createRng, type WebDocument } from '@touchstone/contracts';
import { isTaxon, type Fact, type Pattern } from '../src/search/facts/fact.ts';
import { hosts } from '../src/search/facts/hosts.ts';
import { hostsByWords } from '../src/search/facts/hosts-words.ts';
import { lifeOf, type Agreed } from '../src/search/facts/lives.ts';
import { patterns } from '../src/search/facts/patterns.ts';
import { wingspan, wingspanBySex } from '../src/search/facts/wingspans.ts';
import { wingspanByWords } from '../src/search/facts/wingspans-words.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pattern: { type: 'string', default: '' },
    sample: { type: 'string', default: '34' },
    json: { type: 'string' },
    seed: { type: 'string', default: 'facts' },
    agreement: { type: 'boolean', default: false },
  },
});
const [file] = positionals;
if (file === undefined) throw new Error('Expected the JSON lines of a web.');

async function* documents(): AsyncGenerator<WebDocument> {
  for await (const line of createInterface({ input: createReadStream(file as string) }))
    yield JSON.parse(line) as WebDocument;
}

interface Judged {
  pattern: string;
  document: string;
  language: string;
  /** What the pattern reads in the excerpt, with offsets into it. */
  excerpt: string;
  facts: Pick<Fact, 'property' | 'value'>[];
}

function applies(pattern: Pattern, document: WebDocument): boolean {
  return pattern.language === document.language && (pattern.about === 'taxa') === isTaxon(document);
}

async function sample(): Promise<void> {
  const chosen = patterns.filter(({ id }) => id.startsWith(values.pattern));
  const found = new Map<string, { document: WebDocument; facts: Fact[] }[]>(chosen.map(({ id }) => [id, []]));
  for await (const document of documents())
    for (const pattern of chosen) {
      const facts = applies(pattern, document) ? pattern.read(document) : [];
      if (facts.length > 0) found.get(pattern.id)?.push({ document, facts });
    }
  const judged: Judged[] = [];
  for (const [id, all] of found) {
    const rng = createRng(`${values.seed}/${id}`);
    const drawn = rng.sample(all, Math.min(Number(values.sample), all.length));
    console.log(`## ${id}: ${all.length} found, ${drawn.length} drawn`);
    for (const { document, facts } of drawn) {
      const { start, end } = (facts[0] as Fact).evidence;
      const around = document.text.slice(Math.max(0, start - 90), end + 60).replace(/\n/g, ' // ');
      console.log(
        `  ${document.title} | ${facts.map(({ value }) => JSON.stringify(value)).join(' ')} | ${around}`,
      );
      judged.push({
        pattern: id,
        document: document.id,
        language: document.language,
        excerpt: document.text,
        facts: facts.map(({ property, value }) => ({ property, value })),
      });
    }
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(judged, null, 1)}\n`);
}

async function agreement(): Promise<void> {
  const tally = new Map<string, { agree: number; differ: number }>();
  const count = (what: string, seen: boolean, agree: boolean) => {
    if (!seen) return;
    const entry = tally.get(what) ?? { agree: 0, differ: 0 };
    if (agree) entry.agree++;
    else entry.differ++;
    tally.set(what, entry);
  };
  for await (const document of documents()) {
    if (document.language === 'fr') {
      const life = lifeOf(document);
      const told = (what: string, value: Agreed<string | object> | undefined) =>
        count(what, value !== undefined && value !== null, value !== 'unclear');
      told('day of birth', life?.birthDay);
      told('day of death', life?.deathDay);
      told('place of birth', life?.birthPlace);
    }
    if (!isTaxon(document)) continue;
    const words = wingspanByWords(document.text);
    const plants = hosts.read(document)[0]?.value;
    const plantsByWords = hostsByWords(document.text);
    const listed = plants?.kind === 'names' ? [...plants.names].sort().join() : '';
    count(
      'larval plants',
      listed !== '' || plantsByWords !== null,
      listed === [...(plantsByWords ?? [])].sort().join(),
    );
    const sexes = wingspanBySex
      .read(document)
      .map(({ value }) => (value.kind === 'range' ? [value.min, value.max] : []));
    const bySexWords = words?.male && words.female ? [words.male, words.female] : [];
    count(
      'wingspan of each sex',
      sexes.length > 0 || bySexWords.length > 0,
      sorted(sexes) === sorted(bySexWords),
    );
    const one = wingspan.read(document)[0]?.value;
    const both = words?.both ?? null;
    count(
      'wingspan',
      one !== undefined || both !== null,
      one?.kind === 'range' && both?.[0] === one.min && both[1] === one.max,
    );
  }
  for (const [what, { agree, differ }] of tally)
    console.log(
      `${what}: ${agree} agree, ${differ} differ (${((100 * agree) / (agree + differ)).toFixed(1)} %)`,
    );
}

function sorted(ranges: readonly (readonly number[])[]): string {
  return ranges
    .map((range) => range.join('-'))
    .sort()
    .join();
}

await (values.agreement ? agreement() : sample());
