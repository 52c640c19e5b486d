/**
 * The `OfflineWeb` port over an index file. Read-only; the file is opened when it is first needed and may be closed
 * between any two calls. What the file gives is checked: a document against its hash, all of them against the web's.
 */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import {
  Fault,
  attribute,
  type Hash,
  type OfflineWeb,
  type WebDocument,
  type WebHit,
} from '@touchstone/contracts';
import { readLine } from './documents.ts';
import { INDEX_VERSION, lineHash } from './index-file.ts';
import { hitsMax, titleWeight } from './limits.ts';
import { chooseTerms, matchExpression } from './query.ts';
import { snippetOf } from './snippet.ts';

interface Statements {
  database: DatabaseSync;
  frequency: StatementSync;
  vocabulary: StatementSync;
  matches: StatementSync;
  byNumber: StatementSync;
  byIdOrUrl: StatementSync;
  page: StatementSync;
}

/** Documents read at once when all are read. */
const batch = 500;

export class IndexedWeb implements OfflineWeb {
  readonly hash: Hash;
  readonly documentCount: number;
  readonly #file: string;
  readonly #onUse: (web: IndexedWeb) => void;
  readonly #onCorrupt: (web: IndexedWeb) => void;
  #statements: Statements | null = null;

  /** Throws a `Fault` with code `web-index-corrupt` unless the file is a whole index of this web. */
  constructor(
    file: string,
    hash: Hash,
    hooks: { onUse?: (web: IndexedWeb) => void; onCorrupt?: (web: IndexedWeb) => void } = {},
  ) {
    this.#file = file;
    this.hash = hash;
    this.#onUse = hooks.onUse ?? (() => {});
    this.#onCorrupt = hooks.onCorrupt ?? (() => {});
    this.documentCount = this.#guarded(({ database }) => {
      const meta = new Map(
        database
          .prepare('SELECT name, value FROM meta')
          .all()
          .map((row) => [row['name'], row['value']]),
      );
      if (meta.get('version') !== String(INDEX_VERSION) || meta.get('hash') !== hash)
        throw new CorruptIndex('it is of another web or version');
      const [pages, size] = ['page_count', 'page_size'].map((name) =>
        Number(database.prepare(`PRAGMA ${name}`).get()?.[name]),
      );
      if ((pages as number) * (size as number) !== statSync(file).size)
        throw new CorruptIndex('its length is wrong');
      return Number(meta.get('documents'));
    });
  }

  async search(query: string, { limit, language }: { limit: number; language?: string }): Promise<WebHit[]> {
    return this.#guarded((statements) => {
      const terms = chooseTerms(query, (folded) => countDocuments(statements, folded));
      const expression = matchExpression(terms, language);
      if (expression === null) return [];
      const most = Math.max(0, Math.min(hitsMax, Math.trunc(limit)));
      return statements.matches.all(expression, most).map(({ number }) => {
        const { id, title, url, language, text } = this.#read(statements.byNumber.get(number as number));
        return { id, title, url, language, snippet: snippetOf(text, terms) };
      });
    });
  }

  /** By id, else by address. */
  async open(id: string): Promise<WebDocument | null> {
    return this.#guarded((statements) => {
      const row = statements.byIdOrUrl.get(id, id);
      return row === undefined ? null : this.#read(row);
    });
  }

  async *documents(): AsyncGenerator<WebDocument> {
    const sha256 = createHash('sha256');
    for (let after = 0; ; after += batch) {
      const rows = this.#guarded(({ page }) => page.all(after, batch));
      for (const row of rows) {
        sha256.update(row['line'] as string).update('\n');
        yield readLine(row['line'] as string);
      }
      if (rows.length < batch) break;
    }
    if (sha256.digest('hex') !== this.hash)
      this.#guarded(() => {
        throw new CorruptIndex('its documents are not those of the web');
      });
  }

  /** Gives the file back until the next call. */
  close(): void {
    this.#statements?.database.close();
    this.#statements = null;
  }

  #read(row: Record<string, unknown> | undefined): WebDocument {
    const line = row?.['line'];
    if (typeof line !== 'string' || lineHash(line) !== row?.['sha256'])
      throw new CorruptIndex('a document is not what was put in');
    return readLine(line);
  }

  /** Whatever SQLite finds wrong with the file ends here, as one kind of fault. */
  #guarded<T>(act: (statements: Statements) => T): T {
    let isOpen = this.#statements !== null;
    try {
      this.#statements ??= openStatements(this.#file);
      isOpen = true;
      this.#onUse(this);
      return act(this.#statements);
    } catch (thrown) {
      if (!isCorruption(thrown, isOpen)) throw attribute(thrown, 'internal');
      this.close();
      this.#onCorrupt(this);
      throw new Fault(`The index of the web ${this.hash} cannot be used: ${(thrown as Error).message}.`, {
        code: 'web-index-corrupt',
        boundary: 'source',
        retryable: true,
        hint: 'The file was thrown away; the index is made anew when it is next needed.',
        cause: thrown,
      });
    }
  }
}

class CorruptIndex extends Error {}

/** SQLITE_CORRUPT, SQLITE_CANTOPEN and SQLITE_NOTADB, also as extended codes; a missing table says SQLITE_ERROR. */
function isCorruption(thrown: unknown, isOpen: boolean): boolean {
  if (thrown instanceof CorruptIndex) return true;
  const { code, errcode = 0 } = thrown as { code?: string; errcode?: number };
  return code === 'ERR_SQLITE_ERROR' && [11, 14, 26, ...(isOpen ? [] : [1])].includes(errcode & 0xff);
}

function openStatements(file: string): Statements {
  const address = pathToFileURL(file);
  // Nobody changes a finished index, so nothing need be locked; a rename over it leaves this one as it was.
  address.searchParams.set('immutable', '1');
  const database = new DatabaseSync(address, { readOnly: true });
  try {
    database.exec('PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY');
    database.exec('CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, page, row)');
    return {
      database,
      frequency: database.prepare('SELECT documents FROM frequency WHERE term = ?'),
      vocabulary: database.prepare('SELECT doc FROM temp.vocabulary WHERE term = ?'),
      matches: database.prepare(
        `SELECT rowid AS number FROM page WHERE page MATCH ? ORDER BY bm25(page, ${titleWeight}, 1, 0), rowid LIMIT ?`,
      ),
      byNumber: database.prepare('SELECT line, sha256 FROM document WHERE number = ?'),
      byIdOrUrl: database.prepare(
        `SELECT line, sha256 FROM document WHERE id = ? UNION ALL
         SELECT * FROM (SELECT line, sha256 FROM document WHERE url = ? ORDER BY number LIMIT 1) LIMIT 1`,
      ),
      page: database.prepare('SELECT line FROM document WHERE number > ? ORDER BY number LIMIT ?'),
    };
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function countDocuments({ frequency, vocabulary }: Statements, folded: string): number {
  const count = frequency.get(folded)?.['documents'] ?? vocabulary.get(folded)?.['doc'] ?? 0;
  return Number(count);
}
