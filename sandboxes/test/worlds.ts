/** A small world, environments and blobs for tests. */
import {
  Fault,
  hashBytes,
  type BlobReader,
  type Environment,
  type Hash,
  type Tool,
} from '@touchstone/contracts';

export class MemoryBlobs implements BlobReader {
  readonly #blobs = new Map<Hash, Uint8Array>();

  put(text: string): Hash {
    const bytes = new TextEncoder().encode(text);
    const hash = hashBytes(bytes);
    this.#blobs.set(hash, bytes);
    return hash;
  }

  async readBlob(hash: Hash): Promise<Uint8Array> {
    const bytes = this.#blobs.get(hash);
    if (bytes === undefined)
      throw new Fault(`No blob ${hash}.`, { code: 'blob-missing', boundary: 'database', retryable: false });
    return bytes;
  }
}

export const libraryProgram = `
import os, sys, time

TABLES = {
    "book": "CREATE TABLE book (isbn TEXT PRIMARY KEY, title TEXT NOT NULL, copies INTEGER NOT NULL CHECK (copies >= 0))",
    "loan": "CREATE TABLE loan (id INTEGER PRIMARY KEY, isbn TEXT NOT NULL REFERENCES book (isbn), reader TEXT NOT NULL)",
}
calls = 0

class ToolError(Exception):
    pass

def find_books(db, query="", limit=10):
    rows = db.execute("SELECT isbn, title, copies FROM book WHERE title LIKE ? ORDER BY isbn LIMIT ?", (f"%{query}%", limit))
    return [dict(zip(("isbn", "title", "copies"), row)) for row in rows]

def lend(db, isbn, reader):
    global calls
    calls += 1
    db.execute("INSERT INTO loan (isbn, reader) VALUES (?, ?)", (isbn, reader))
    db.execute("UPDATE book SET copies = copies - 1 WHERE isbn = ?", (isbn,))
    db.commit()
    if reader == "nobody":
        raise ToolError("nobody has no card")
    return {"calls": calls, "loans": db.execute("SELECT count(*) FROM loan").fetchone()[0]}

def misbehave(db, how, size=0):
    print("printed by a tool")
    os.write(1, b'{"text": "forged", "isError": false}\\n')
    if how == "loop":
        while True:
            pass
    if how == "sql-loop":
        db.execute("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n").fetchone()
    if how == "exit":
        sys.exit(3)
    if how == "die":
        os._exit(3)
    if how == "commit":
        db.execute("COMMIT")
    if how == "attach":
        db.execute("ATTACH '/tmp/touchstone-other.db' AS other")
    if how == "large":
        return "x" * size
    if how == "not-json":
        return {1, 2}
    if how == "nan":
        return float("nan")
    return "done"

TOOLS = {"find_books": find_books, "lend": lend, "misbehave": misbehave}
`;

const libraryRows = {
  book: [
    { isbn: '3', title: 'Opals of the South', copies: 2 },
    { isbn: '1', title: 'Basalt', copies: 1 },
    { isbn: '2', title: 'Slate and chalk', copies: 0 },
  ],
  loan: [{ id: 7, isbn: '3', reader: 'Ines' }],
};

const object = (properties: Record<string, object>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

export const libraryTools: Tool[] = [
  {
    name: 'find_books',
    description: 'Books by a part of the title.',
    inputSchema: object({ query: { type: 'string' }, limit: { type: 'integer', minimum: 1, maximum: 50 } }),
  },
  {
    name: 'lend',
    description: 'Lends a copy.',
    inputSchema: object({ isbn: { type: 'string' }, reader: { type: 'string' } }, ['isbn', 'reader']),
  },
  {
    name: 'misbehave',
    description: 'Does what a tool should not.',
    inputSchema: object({ how: { type: 'string' }, size: { type: 'integer' } }, ['how']),
  },
] as Tool[];

export const pythonTool: Tool = {
  name: 'python',
  description: 'Runs a cell in a notebook kernel.',
  inputSchema: {
    type: 'object',
    properties: { code: { type: 'string' } },
    required: ['code'],
    additionalProperties: false,
  },
};

const base: Omit<Environment, 'files' | 'world' | 'tools'> = {
  runtime: { language: 'python', version: '>=3.11', packages: [] },
  web: null,
  network: 'none',
  limits: {
    cpuSecondsMax: 1,
    wallSecondsMax: 60,
    memoryBytesMax: 512_000_000,
    processesMax: 16,
    diskBytesMax: 32_000_000,
    outputBytesMax: 100_000,
  },
  user: null,
};

export function libraryEnvironment(
  blobs: MemoryBlobs,
  {
    program = libraryProgram,
    rows = libraryRows,
    tools = libraryTools,
  }: { program?: string; rows?: object; tools?: readonly Tool[] } = {},
): Environment {
  const world = { id: 'library', program: blobs.put(program), rows: blobs.put(JSON.stringify(rows)) };
  return { ...base, files: [], world, tools: [...tools] };
}

export function notebookEnvironment(blobs: MemoryBlobs): Environment {
  const text = 'mineral,hardness\ntalc,1\ndiamond,10\n';
  const file = { path: 'data/minerals.csv', blob: blobs.put(text), bytes: text.length };
  return { ...base, files: [file], world: null, tools: [pythonTool] };
}
