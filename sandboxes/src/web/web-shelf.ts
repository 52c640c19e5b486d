/**
 * The webs of this machine: index files under `<home>/webs/<hash>.sqlite`, made when they are first needed, shared by
 * every process, and each opened once in this one. Implements `WebStore`. Does not know what is in a document.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import {
  Fault,
  InputFault,
  webNames,
  type BlobReader,
  type Hash,
  type OfflineWeb,
  type SandboxDriver,
  type WebName,
  type WebStore,
} from '@touchstone/contracts';
import type { SourceOptions } from '../sources/fetch-package.ts';
import { buildWebLines, pinnedWebs } from './build-web.ts';
import { buildIndex } from './index-file.ts';
import { IndexedWeb } from './indexed-web.ts';
import { abandonedHours, archiveBytesMax, keptArchivesMax, openWebsMax } from './limits.ts';

export interface WebShelfOptions extends SourceOptions {
  /** Opened only when a web is built from its packages. */
  driver: () => Promise<SandboxDriver>;
  /** What goes on: one short line. */
  say?: (activity: string) => void;
}

/** What is known of a named web without opening it. */
export interface WebState {
  name: WebName;
  hash: Hash;
  documentCount: number;
  /** Bytes of the index file; null where it is not built. */
  bytes: number | null;
}

export class WebShelf implements WebStore, Disposable {
  readonly #options: WebShelfOptions;
  readonly #folder: string;
  readonly #webs = new Map<Hash, Promise<IndexedWeb>>();
  /** Whose files are open, longest unused first. */
  readonly #inUse = new Set<IndexedWeb>();

  constructor(options: WebShelfOptions) {
    this.#options = options;
    this.#folder = path.join(options.home, 'webs');
  }

  /** A named web. `vital` is built where it is missing (some 10 s and 5 MB of downloads); `whole` only by `build`. */
  async open(name: WebName): Promise<OfflineWeb> {
    const { hash } = pinnedWebs[name];
    return this.#once(hash, async () => {
      const built = await this.#find(hash);
      if (built !== null) return built;
      if (name === 'whole')
        throw new Fault('The web "whole" has not been built on this machine.', {
          code: 'web-not-built',
          boundary: 'configuration',
          retryable: false,
          hint: 'Run: touchstone web build whole (90 MB of downloads, some minutes, 700 MB of disk).',
        });
      return this.#build(name);
    });
  }

  /** A named web, built where it is missing; `again` also where it is there. */
  async build(name: WebName, { again = false }: { again?: boolean } = {}): Promise<OfflineWeb> {
    const { hash } = pinnedWebs[name];
    if (again) this.#forget(hash);
    return this.#once(hash, async () => (again ? null : await this.#find(hash)) ?? (await this.#build(name)));
  }

  /** The web of an environment: a named one, an archive whose index is here, else the blob of that hash. */
  async resolve(hash: Hash, blobs: BlobReader): Promise<OfflineWeb> {
    const name = webNames.find((each) => pinnedWebs[each].hash === hash);
    if (name !== undefined) return this.open(name);
    return this.#once(hash, async () => {
      const built = await this.#find(hash);
      return built ?? this.#index([await blobs.readBlob(hash)], { expected: hash });
    });
  }

  /** The web of these lines: bytes, or the path of a file. `InputFault` when they are not those of a web. */
  async openFromLines(lines: Uint8Array | string): Promise<OfflineWeb> {
    const bytes = typeof lines === 'string' ? (await stat(lines)).size : lines.length;
    if (bytes > archiveBytesMax && typeof lines !== 'string')
      throw new InputFault(`An archive has ${bytes} bytes, more than ${archiveBytesMax}.`, {
        code: 'web-too-large',
      });
    const hash = await hashOf(lines);
    return this.#once(
      hash,
      async () =>
        (await this.#find(hash)) ??
        (await this.#index(typeof lines === 'string' ? createReadStream(lines) : [lines], {
          expected: hash,
        })),
    );
  }

  async list(): Promise<WebState[]> {
    return Promise.all(
      webNames.map(async (name) => {
        const { hash, documentCount } = pinnedWebs[name];
        const found = await stat(this.#fileOf(hash)).catch(() => null);
        return { name, hash, documentCount, bytes: found?.size ?? null };
      }),
    );
  }

  /** Gives all files back; the webs open them again when they are used. */
  [Symbol.dispose](): void {
    for (const web of this.#inUse) web.close();
    this.#inUse.clear();
  }

  #fileOf(hash: Hash): string {
    return path.join(this.#folder, `${hash}.sqlite`);
  }

  #once(hash: Hash, open: () => Promise<IndexedWeb>): Promise<IndexedWeb> {
    const before = this.#webs.get(hash);
    if (before !== undefined) return before;
    const opening = open();
    this.#webs.set(hash, opening);
    opening.catch(() => this.#webs.delete(hash));
    return opening;
  }

  #forget(hash: Hash): void {
    this.#webs.delete(hash);
  }

  /** The web whose index is on disk, or null; an index that cannot be used is thrown away. */
  async #find(hash: Hash): Promise<IndexedWeb | null> {
    const file = this.#fileOf(hash);
    if ((await stat(file).catch(() => null)) === null) return null;
    try {
      const web = this.#openFile(hash);
      // Its last use, for whoever makes room.
      await utimes(file, new Date(), new Date()).catch(() => undefined);
      return web;
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.code === 'web-index-corrupt') return null;
      throw thrown;
    }
  }

  #openFile(hash: Hash): IndexedWeb {
    const file = this.#fileOf(hash);
    return new IndexedWeb(file, hash, {
      onUse: (web) => this.#noteUse(web),
      onCorrupt: (web) => {
        this.#inUse.delete(web);
        this.#forget(hash);
        rmSync(file, { force: true });
      },
    });
  }

  #noteUse(web: IndexedWeb): void {
    this.#inUse.delete(web);
    this.#inUse.add(web);
    if (this.#inUse.size <= openWebsMax) return;
    const [idle] = this.#inUse;
    if (idle === undefined) return;
    this.#inUse.delete(idle);
    idle.close();
  }

  async #build(name: WebName): Promise<IndexedWeb> {
    const say = this.#options.say ?? (() => {});
    const lines = await buildWebLines(name, { ...this.#options, say });
    const { hash, documentCount } = pinnedWebs[name];
    return this.#index(lines, {
      expected: hash,
      onDocument: (count) => {
        if (count % 10_000 === 0)
          say(`indexing ${count.toLocaleString('en')} of ${documentCount.toLocaleString('en')} documents`);
      },
    });
  }

  /** Builds under a name of its own and renames: several processes may do it at once, the last one's equal file stands. */
  async #index(
    lines: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    { expected, onDocument }: { expected: Hash; onDocument?: (count: number) => void },
  ): Promise<IndexedWeb> {
    const { signal } = this.#options;
    await mkdir(this.#folder, { recursive: true });
    const temporary = path.join(this.#folder, `.build-${randomUUID()}.sqlite`);
    try {
      const { hash } = await buildIndex(temporary, lines, { ...(onDocument && { onDocument }), signal });
      if (hash !== expected)
        throw new InputFault(`A web that should be ${expected} has the hash ${hash}.`, {
          code: 'web-hash-mismatch',
        });
      const handle = await open(temporary, 'r+');
      await handle.sync().finally(() => handle.close());
      await rename(temporary, this.#fileOf(expected));
    } finally {
      await rm(temporary, { force: true });
    }
    await this.#makeRoom(expected);
    return this.#openFile(expected);
  }

  /** Deletes what was abandoned in the making and the archives that were not used for longest. */
  async #makeRoom(keep: Hash): Promise<void> {
    const pinned = new Set<string>(webNames.map((name) => `${pinnedWebs[name].hash}.sqlite`));
    const archives: { file: string; usedAt: number }[] = [];
    for (const name of await readdir(this.#folder)) {
      const file = path.join(this.#folder, name);
      const found = await stat(file).catch(() => null);
      if (found === null || !name.endsWith('.sqlite')) continue;
      if (name.startsWith('.build-')) {
        if (Date.now() - found.mtimeMs > abandonedHours * 3_600_000) await rm(file, { force: true });
      } else if (!pinned.has(name) && name !== `${keep}.sqlite`)
        archives.push({ file, usedAt: found.mtimeMs });
    }
    archives.sort((left, right) => right.usedAt - left.usedAt);
    for (const { file } of archives.slice(keptArchivesMax - 1)) await rm(file, { force: true });
  }
}

async function hashOf(lines: Uint8Array | string): Promise<Hash> {
  const sha256 = createHash('sha256');
  if (typeof lines !== 'string') return sha256.update(lines).digest('hex');
  for await (const chunk of createReadStream(lines)) sha256.update(chunk as Uint8Array);
  return sha256.digest('hex');
}
