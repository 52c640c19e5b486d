/**
 * The files of one embedded sandbox between programs: a tree held by the host, bounded, and given to each program
 * whole. Below `work/` and `tmp/`, in plain form. Knows nothing of how it travels.
 */
import type { Ended, FileHeader, Link } from './messages.ts';
import { treeEntriesMax } from './limits.ts';

export class DiskFull extends Error {}

/** A file cannot be where a link or a folder is, nor below a link or a file. */
export class PathTaken extends Error {}

/** What one file or folder costs beside its bytes: a bomb of empty files must end too. */
const entryBytes = 512;

export class FileTree {
  readonly #bytesMax: number;
  readonly #files = new Map<string, Uint8Array>();
  #folders = new Set<string>();
  #links = new Map<string, string>();

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Everything a job needs, in one order for headers and contents. */
  snapshot(): { files: FileHeader[]; contents: Uint8Array[]; folders: string[]; links: Link[] } {
    const files: FileHeader[] = [];
    const contents: Uint8Array[] = [];
    for (const [path, bytes] of this.#files) {
      files.push({ path, bytes: bytes.length });
      contents.push(bytes);
    }
    const links = [...this.#links].map(([path, target]) => ({ path, target }));
    return { files, contents, folders: [...this.#folders], links };
  }

  /** Adds or replaces files. Throws `DiskFull` or `PathTaken`, and then nothing is changed. */
  put(files: readonly { path: string; bytes: Uint8Array }[]): void {
    const merged = new Map(this.#files);
    for (const { path, bytes } of files) merged.set(path, bytes);
    this.#checkPlaces(
      files.map((file) => file.path),
      merged,
    );
    this.#check(merged, this.#folders.size + this.#links.size);
    this.#replace(merged);
  }

  /** Takes over what a program left. Throws `DiskFull` if it is more than the sandbox may hold. */
  merge(ended: Ended, body: Uint8Array): void {
    const merged = new Map(this.#files);
    for (const path of ended.deleted) merged.delete(path);
    let offset = 0;
    for (const { path, bytes } of ended.files) {
      // A copy: a view would keep the whole message alive.
      merged.set(path, body.slice(offset, offset + bytes));
      offset += bytes;
    }
    this.#check(merged, ended.folders.length + ended.links.length);
    this.#folders = new Set(ended.folders);
    this.#links = new Map(ended.links.map(({ path, target }) => [path, target]));
    this.#replace(merged);
  }

  /** Whether a link stands on the way to a path or is the path: nothing is written or read through it. */
  isBehindLink(path: string): boolean {
    return [...foldersAbove(path), path].some((part) => this.#links.has(part));
  }

  has(path: string): boolean {
    return this.#files.has(path) || this.#folders.has(path) || this.under(path).length > 0;
  }

  isFile(path: string): boolean {
    return this.#files.has(path);
  }

  /** Regular files that are the path or lie below it. */
  under(path: string): { path: string; bytes: Uint8Array }[] {
    return [...this.#files]
      .filter(([name]) => name === path || name.startsWith(`${path}/`))
      .map(([name, bytes]) => ({ path: name, bytes }));
  }

  #replace(files: Map<string, Uint8Array>): void {
    this.#files.clear();
    for (const [path, bytes] of files) this.#files.set(path, bytes);
  }

  #checkPlaces(paths: readonly string[], files: ReadonlyMap<string, Uint8Array>): void {
    const folders = new Set(this.#folders);
    for (const path of files.keys()) for (const folder of foldersAbove(path)) folders.add(folder);
    for (const path of paths) {
      const above = foldersAbove(path).find((folder) => this.#links.has(folder) || files.has(folder));
      if (above !== undefined) throw new PathTaken(`${path} lies below ${above}, which is no folder`);
      if (this.#links.has(path) || folders.has(path)) throw new PathTaken(`${path} is a link or a folder`);
    }
  }

  #check(files: ReadonlyMap<string, Uint8Array>, others: number): void {
    const entries = files.size + others;
    let bytes = entries * entryBytes;
    for (const content of files.values()) bytes += content.length;
    if (bytes > this.#bytesMax || entries > treeEntriesMax) {
      throw new DiskFull(
        `${entries} entries of ${bytes} bytes are more than the ${this.#bytesMax} bytes of the sandbox`,
      );
    }
  }
}

/** `work/a/b` lies below `work` and `work/a`. */
function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
}
