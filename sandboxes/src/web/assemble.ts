/**
 * From the records that a conversion wrote to the documents of a web: the taxonomy paragraph, licence and attribution,
 * links. Pure. Records come out of a sandbox and are checked.
 */
import { Fault, type WebDocument } from '@touchstone/contracts';
import { z } from 'zod';
import { inOrderOfIds } from './documents.ts';
import { NameTable, WordCounts, type WebLink } from './link-documents.ts';

const ancestorSchema = z.strictObject({ id: z.string(), name: z.string(), rank: z.string() });

export const webRecordSchema = z.strictObject({
  id: z.string().min(1).max(200),
  title: z.string().min(1),
  url: z.string(),
  language: z.string(),
  text: z.string().endsWith('\n'),
  /** Words by which other documents may speak of it. */
  names: z.array(z.string()),
  taxonomy: z
    .strictObject({
      scientificName: z.string(),
      commonName: z.string(),
      rank: z.string(),
      /** Nearest first, up to the first that has a document. */
      ancestors: z.array(ancestorSchema),
      hosts: z.array(z.string()),
    })
    .optional(),
});
export type WebRecord = z.infer<typeof webRecordSchema>;

const wikipedia = 'Wikipedia contributors, CC BY-SA 4.0';

/**
 * Documents in order of ids. Where records of two packages are of the same page, the earlier one stands and takes the
 * other's names: a web has no address twice, and so no two versions of one text. `breathe` is awaited now and then, since
 * all this takes seconds: to let others have their turn, or to stop by throwing.
 */
export async function assembleDocuments(
  records: Iterable<WebRecord>,
  breathe: () => Promise<void> = () => Promise.resolve(),
): Promise<WebDocument[]> {
  const byUrl = new Map<string, WebRecord>();
  const standing = new Map<string, WebRecord>();
  for (const record of records) {
    const same = byUrl.get(record.url);
    if (same === undefined) byUrl.set(record.url, { ...record, names: [...record.names] });
    else same.names.push(...record.names);
    standing.set(record.id, same ?? (byUrl.get(record.url) as WebRecord));
  }
  const counts = new WordCounts();
  let done = 0;
  for (const { text, language } of byUrl.values()) {
    counts.add(text, language);
    if ((done += 1) % 5000 === 0) await breathe();
  }
  const table = new NameTable(byUrl.values(), counts);
  const documents: WebDocument[] = [];
  for (const record of byUrl.values()) {
    const { text, links } = withTaxonomy(record, table, standing);
    const { id, title, url, language, taxonomy } = record;
    const attribution = taxonomy === undefined ? wikipedia : `${wikipedia}; taxonomy: NCBI, public domain`;
    documents.push({ id, title, url, language, licence: 'CC-BY-SA-4.0', attribution, text, links });
    if (documents.length % 5000 === 0) await breathe();
  }
  return inOrderOfIds(documents);
}

/** The last paragraph of a taxon says what the taxonomy knows, and that it is the taxonomy that says so. */
function withTaxonomy(
  record: WebRecord,
  table: NameTable,
  standing: ReadonlyMap<string, WebRecord>,
): { text: string; links: WebLink[] } {
  const links = table.links(record.text, record.language, record.id);
  const { taxonomy } = record;
  if (taxonomy === undefined) return { text: record.text, links };
  let text = `${record.text}Taxonomy (NCBI): `;
  text += [taxonomy.scientificName, ...(taxonomy.rank === '' ? [] : [taxonomy.rank])].join(', ');
  if (taxonomy.commonName !== '') text += `; common name ${taxonomy.commonName}`;
  taxonomy.ancestors.forEach(({ id, name, rank }, step) => {
    text += `; ${step === 0 ? 'parent' : 'above it'} ${rank === 'no rank' ? '' : `${rank} `}`;
    const document = standing.get(id)?.id;
    if (document !== undefined && document !== record.id)
      links.push({ start: text.length, end: text.length + name.length, document });
    text += name;
  });
  if (taxonomy.hosts.length > 0) text += `; hosts: ${taxonomy.hosts.join(', ')}`;
  return { text: `${text}.\n`, links };
}

/** A record of a conversion; a `Fault` for anything else, since the converter is ours. */
export function parseRecord(line: string): WebRecord {
  try {
    return webRecordSchema.parse(JSON.parse(line));
  } catch (thrown) {
    throw new Fault(`A conversion wrote a record that cannot be used: ${line.slice(0, 200)}`, {
      code: 'web-conversion-failed',
      boundary: 'source',
      retryable: false,
      cause: thrown,
    });
  }
}
