/**
 * Makes the index of a web: one SQLite file with the documents' lines and a contentless FTS5 table over titles and
 * texts. Does not know where the file is kept.
 */
import { createHash, hash as hashOnce } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { InputFault, type Hash } from '@touchstone/contracts';
import { linesOf, malformed, parseLine } from './documents.ts';
import { documentsMax, storedFrequencyMin } from './limits.ts';
import { languageToken } from './query.ts';

/** Moves when the layout or what is indexed changes: an older file is made anew. */
export const INDEX_VERSION = 1;

/** Enough documents for merging the index into one piece to pay; small archives are opened in a moment as they are. */
const optimizeFrom = 20_000;

const schema = `
  PRAGMA page_size = 4096;
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA cache_size = -64000;
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE document (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, url TEXT NOT NULL, line TEXT NOT NULL, sha256 TEXT NOT NULL
  );
  CREATE TABLE frequency (term TEXT PRIMARY KEY, documents INTEGER NOT NULL) WITHOUT ROWID;
  CREATE VIRTUAL TABLE page USING fts5(
    title, body, language, content = '', tokenize = 'unicode61 remove_diacritics 2'
  );
  CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, page, row);
`;

export interface BuiltIndex {
  hash: Hash;
  documentCount: number;
}

/** Hash of one line as it is kept beside it. */
export function lineHash(line: string): string {
  return hashOnce('sha256', line, 'hex').slice(0, 32);
}

/**
 * Builds the index of these lines at `file`, which must not exist, and gives the hash of the lines. `InputFault` when
 * they are not those of a web. `onDocument` is told the count, for progress; an abort ends it with the signal's reason.
 */
export async function buildIndex(
  file: string,
  lines: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { onDocument, signal }: { onDocument?: (count: number) => void; signal?: AbortSignal | undefined } = {},
): Promise<BuiltIndex> {
  const database = new DatabaseSync(file);
  try {
    database.exec(schema);
    database.exec('BEGIN');
    const insertDocument = database.prepare('INSERT INTO document VALUES (?, ?, ?, ?, ?)');
    const insertPage = database.prepare(
      'INSERT INTO page (rowid, title, body, language) VALUES (?, ?, ?, ?)',
    );
    const sha256 = createHash('sha256');
    const targets = new Set<string>();
    const ids = new Set<string>();
    let last = '';
    for await (const line of linesOf(lines)) {
      const document = parseLine(line);
      if (ids.size > 0 && document.id <= last)
        throw malformed('the ids are not in order, or one is there twice', line);
      if (ids.size >= documentsMax) throw malformed(`there are more than ${documentsMax} documents`, '');
      last = document.id;
      ids.add(last);
      sha256.update(line).update('\n');
      for (const link of document.links) targets.add(link.document);
      insertDocument.run(ids.size, last, document.url, line, lineHash(line));
      insertPage.run(ids.size, document.title, document.text, languageToken(document.language));
      if (ids.size % 1000 === 0) {
        onDocument?.(ids.size);
        // Others in this process get their turn, and an abort is seen.
        await new Promise((resolve) => setImmediate(resolve));
        signal?.throwIfAborted();
      }
    }
    for (const target of targets)
      if (!ids.has(target))
        throw malformed(`a link leads to ${JSON.stringify(target)}, which is not there`, '');
    if (ids.size === 0) throw new InputFault('A web needs at least one document.', { code: 'web-malformed' });
    const built = { hash: sha256.digest('hex'), documentCount: ids.size };
    finish(database, built);
    return built;
  } finally {
    database.close();
  }
}

function finish(database: DatabaseSync, { hash, documentCount }: BuiltIndex): void {
  database.exec('COMMIT');
  if (documentCount >= optimizeFrom) database.exec("INSERT INTO page (page) VALUES ('optimize')");
  database.exec('BEGIN');
  database
    .prepare('INSERT INTO frequency SELECT term, doc FROM temp.vocabulary WHERE doc >= ?')
    .run(storedFrequencyMin);
  database.exec('CREATE INDEX document_url ON document (url)');
  const insertMeta = database.prepare('INSERT INTO meta VALUES (?, ?)');
  insertMeta.run('version', String(INDEX_VERSION));
  insertMeta.run('hash', hash);
  insertMeta.run('documents', String(documentCount));
  database.exec('COMMIT');
}
