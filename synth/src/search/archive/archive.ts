/**
 * An invented archive: the dated records of an institution that never was, as the documents of a frozen offline web.
 * A maker simulates the institution and renders its records; this file seals them: links where a record names another,
 * JSON lines in order of ids, and the hash that names them all. It knows no institution.
 */
import { canonicalJson, hashBytes, type Licence, type WebDocument } from '@touchstone/contracts';
import type { AskedWeb } from '../draft.ts';

/** A record as its maker writes it. */
export interface ArchiveRecord {
  /** Unique in the archive, a path segment: lower-case letters, digits and hyphens, for example `notice-96-2012`. */
  id: string;
  title: string;
  /** Lines end with \n. A record named in it is written `[[id|words]]`: the words stay, and become a link. */
  text: string;
}

export interface Archive extends AskedWeb {
  /** Decides the split: an archive falls into one split with all that is asked of it. */
  splitKey: string;
  bytes: Uint8Array;
  documents: readonly WebDocument[];
}

/** So many items of one family and random seed ask one archive: made once, stored once. */
export const itemsPerArchive = 40;

/** Which archive an item asks. */
export function archiveNumber(item: number): number {
  return Math.floor(item / itemsPerArchive);
}

export interface SealOptions {
  /** Of the institution, as people say it, for example `the Harbour Office of Varnell`. */
  name: string;
  /** Host part of the addresses and prefix of the ids, unique to the archive, for example `varnell`. */
  slug: string;
  splitKey: string;
}

/** Throws a `RangeError` for an id used twice or a link to a record that is not there: a maker's mistake. */
export function sealArchive(options: SealOptions, records: readonly ArchiveRecord[]): Archive {
  const ids = new Set(records.map(({ id }) => id));
  if (ids.size < records.length) throw new RangeError('Expected every record to have its own id.');
  const documents = records
    .map((record) => documentOf(options.slug, record, ids))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const bytes = new TextEncoder().encode(documents.map((each) => `${canonicalJson(each)}\n`).join(''));
  return {
    splitKey: options.splitKey,
    hash: hashBytes(bytes),
    bytes,
    documents,
    addresses: new Map(documents.map(({ id, url }) => [id, url])),
    licence: licenceOf(options.name),
  };
}

function licenceOf(name: string): Licence {
  return {
    spdx: 'Apache-2.0',
    sources: [
      {
        source: 'touchstone:archive',
        spdx: 'CC0-1.0',
        attribution: `Touchstone (invented records of ${name})`,
      },
    ],
  };
}

/** Id of a record's document, as answers cite it. */
export function documentId(slug: string, record: string): string {
  return `${slug}/${record}`;
}

function documentOf(slug: string, { id, title, text }: ArchiveRecord, ids: ReadonlySet<string>): WebDocument {
  const links: WebDocument['links'] = [];
  let plain = '';
  let from = 0;
  for (const mark of text.matchAll(/\[\[([^|\]]+)\|([^\]]+)\]\]/g)) {
    const [whole, target, words] = mark as unknown as [string, string, string];
    if (!ids.has(target)) throw new RangeError(`Record ${id} names ${target}, which is not there.`);
    plain += text.slice(from, mark.index);
    links.push({ start: plain.length, end: plain.length + words.length, document: documentId(slug, target) });
    plain += words;
    from = mark.index + whole.length;
  }
  plain += text.slice(from);
  return {
    id: documentId(slug, id),
    title,
    url: `https://archive.example/${documentId(slug, id)}`,
    language: 'en',
    licence: 'CC0-1.0',
    attribution: 'Touchstone (invented records)',
    text: plain.endsWith('\n') ? plain : `${plain}\n`,
    links,
  };
}
