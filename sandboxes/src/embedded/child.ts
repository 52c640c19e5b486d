/**
 * The interpreter child: loads one pyodide interpreter from its snapshot, says `ready`, runs one job and ends. It runs
 * as its own process under `node --permission` (see `isolation.ts`) and is not trusted by the host once it has a job.
 * Copied without its types into the runtime folder beside pyodide's files, so it imports nothing of this repository.
 *
 *   child.ts snapshot   makes `snapshot.bin` and `child.mjs` beside it (trusted, nothing foreign has run)
 *   child.mjs check     loads the snapshot and ends
 *   child.mjs serve     descriptors: 0, 1, 2 are the program's, 3 speaks `messages.ts`
 */
import childProcess from 'node:child_process';
import fs from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import os from 'node:os';
import { Writable } from 'node:stream';
import type { Ended, FileHeader, Job, Link } from './messages.ts';

/** Not in the types of a program without a browser. */
declare const WebAssembly: {
  Memory: { prototype: Memory };
  /** Of a module it gives the instance, of bytes both. */
  instantiate: (code: unknown, imports: unknown) => Promise<{ instance?: Instance } & Instance>;
};
interface Instance {
  exports: Record<string, unknown>;
}
interface Memory {
  buffer: ArrayBuffer;
  grow: (this: Memory, pages: number) => number;
}

interface Node {
  contents: Uint8Array;
  usedBytes: number;
  mtime: number;
  mode: number;
}
interface FileSystem {
  mkdirTree(path: string): void;
  writeFile(path: string, bytes: Uint8Array, options?: { canOwn?: boolean }): void;
  readFile(path: string): Uint8Array;
  readdir(path: string): string[];
  readlink(path: string): string;
  symlink(target: string, path: string): void;
  utime(path: string, atime: number, mtime: number): void;
  lookupPath(path: string, options?: { follow?: boolean }): { node: Node };
  isDir(mode: number): boolean;
  isLink(mode: number): boolean;
  isFile(mode: number): boolean;
  ErrnoError: new (errno: number) => Error;
  filesystems: {
    MEMFS: {
      ops_table: {
        file: {
          node: { setattr: (node: Node, attributes: { size?: number }) => void };
          stream: { write: (...rest: WriteArguments) => number };
        };
      };
      createNode(parent: unknown, name: string, mode: number, device: number): Node;
    };
  };
}
type WriteArguments = [
  stream: { node: Node },
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number,
  canOwn?: boolean,
];
interface Pyodide {
  FS: FileSystem;
  runPython(source: string): unknown;
  makeMemorySnapshot(): Uint8Array;
  setStdin(options: { read: (buffer: Uint8Array) => number; isatty: boolean }): void;
  setStdout(options: { write: (buffer: Uint8Array) => number; isatty: boolean }): void;
  setStderr(options: { write: (buffer: Uint8Array) => number; isatty: boolean }): void;
  globals: {
    get: (name: string) => (job: string, waitMs: (ms: number) => void) => string;
    delete: (name: string) => void;
  };
}

const folder = new URL('.', import.meta.url).pathname;
const mode = process.argv[2];
/** What of the virtual file system outlives the child. */
const roots = ['work', 'tmp'];
/** What an empty file counts for, as in the host's tree. */
const entryBytes = 512;
/** Of WebAssembly. */
const pageBytes = 65_536;
/** A time in the past that no write of the program can give by chance: files that keep it were not written to. */
const untouched = Math.floor(Date.now() / 1000) * 1000 - 1001;

closeDoors();
if (mode === 'snapshot') await makeSnapshot();
else if (mode === 'check') await loadSnapshot();
else await serve();

/** What pyodide would reach for and must not get. The process boundary is what holds; this only makes it tidy. */
function closeDoors(): void {
  Object.assign(process, {
    // Pyodide's only use of it; the permission model would make it a fatal error.
    binding(name: string) {
      if (name === 'constants') return { os: os.constants, fs: fs.constants };
      throw new Error(`There is no binding ${name} here.`);
    },
  });
  // Pyodide asks Node's own streams for their descriptors, and those would make them non-blocking: it then sleeps 100 ms
  // whenever one is not ready, at every tool call.
  const stream = (fd: number): object => {
    const write = (chunk: Uint8Array, _encoding: string, done: () => void) => (writeSome(fd, chunk), done());
    return Object.assign(fd === 0 ? {} : new Writable({ write }), { fd });
  };
  for (const [fd, name] of ['stdin', 'stdout', 'stderr'].entries())
    Object.defineProperty(process, name, { value: stream(fd) });
  // `os.system` calls it and would die of the refusal: 127 is what a shell says of a missing program.
  Object.assign(childProcess, { spawnSync: () => ({ status: 127, signal: null }) });
}

async function load(options: Record<string, unknown>): Promise<Pyodide> {
  const url = new URL('pyodide.mjs', import.meta.url).href;
  const { loadPyodide } = (await import(url)) as { loadPyodide: (options: unknown) => Promise<Pyodide> };
  // The hash seed is part of the snapshot; a fixed one makes every machine order sets alike.
  const env = { HOME: '/tmp', PYTHONHASHSEED: '0' };
  // An empty `js` module: Python sees nothing of JavaScript's globals.
  return loadPyodide({
    indexURL: folder,
    jsglobals: {},
    _sysExecutable: '/usr/bin/python3',
    env,
    ...options,
  });
}

async function makeSnapshot(): Promise<void> {
  const python = await load({ _makeSnapshot: true });
  addPackages(python);
  const source = JSON.stringify(fs.readFileSync(`${folder}bootstrap.py`, 'utf8'));
  python.runPython(
    `exec(compile(${source}, '<bootstrap>', 'exec'), _bootstrap := {'__name__': '_bootstrap', '__bootstrap_name__': '<bootstrap>'})\n` +
      `run = _bootstrap.pop('run'); del _bootstrap\nimport gc; gc.collect(); del gc`,
  );
  fs.writeFileSync(`${folder}snapshot.bin`, python.makeMemorySnapshot());
  const program = stripTypeScriptTypes(fs.readFileSync(`${folder}child.ts`, 'utf8'));
  fs.writeFileSync(`${folder}child.mjs`, program);
}

/** Packages that lie unpacked in `site/` become one archive in the virtual file system, and are imported. */
function addPackages(python: Pyodide): void {
  const site = `${folder}site`;
  if (!fs.existsSync(site)) return;
  for (const entry of fs.readdirSync(site, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const inside = `${entry.parentPath.slice(site.length)}/${entry.name}`;
    python.FS.mkdirTree(`/tmp/site${inside.slice(0, inside.lastIndexOf('/'))}`);
    python.FS.writeFile(`/tmp/site${inside}`, new Uint8Array(fs.readFileSync(`${site}${inside}`)));
  }
  const source = JSON.stringify(fs.readFileSync(`${folder}site_archive.py`, 'utf8'));
  python.runPython(`exec(compile(${source}, '<site>', 'exec'), {'__name__': '_site_archive'})`);
  fs.writeFileSync(`${folder}site.zip`, python.FS.readFile('/lib/site.zip'));
}

async function serve(): Promise<void> {
  const memory = limitMemory();
  const python = await loadSnapshot();
  const run = python.globals.get('run');
  python.globals.delete('run');
  // Kept: after a fatal error pyodide's own property throws.
  const files = python.FS;
  if (fs.existsSync(`${folder}site.zip`)) {
    files.writeFile('/lib/site.zip', new Uint8Array(fs.readFileSync(`${folder}site.zip`)), { canOwn: true });
  }
  say({ kind: 'ready' });
  const job = readJob(files);
  memory.allow(job.memoryBytesMax);
  const disk = limitDisk(files, job.diskBytesMax);
  python.setStdin({ read: (buffer) => readSome(0, buffer), isatty: false });
  python.setStdout({ write: (buffer) => writeSome(1, buffer), isatty: false });
  python.setStderr({ write: (buffer) => writeSome(2, buffer), isatty: false });
  let exitCode: number | null = null;
  let outOfMemory = false;
  try {
    const { program, arguments: rest, cwd, env } = job;
    const answer = JSON.parse(run(JSON.stringify({ program, arguments: rest, cwd, env }), waitMs)) as [
      number,
      boolean,
    ];
    [exitCode, outOfMemory] = answer;
  } catch (thrown) {
    exitCode = exitStatus(thrown);
    outOfMemory = exitCode === null && memory.refused;
  }
  disk.lift();
  report(files, job, { exitCode, outOfMemory, diskRefused: disk.refused });
}

async function loadSnapshot(): Promise<Pyodide> {
  const snapshot = fs.readFileSync(`${folder}snapshot.bin`);
  // The module starts with 30 MB; a snapshot with packages in it needs more from the beginning.
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (code, imports) => {
    const result = await instantiate(code, imports);
    for (const value of Object.values((result.instance ?? result).exports)) {
      if (Object.getPrototypeOf(value) !== WebAssembly.Memory.prototype) continue;
      const memory = value as Memory;
      const missing = snapshot.length - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    }
    return result;
  };
  const python = await load({ _loadSnapshot: snapshot });
  WebAssembly.instantiate = instantiate;
  return python;
}

/** `os._exit` arrives as an object with a status; a signal that the program sent itself as one above 128. */
function exitStatus(thrown: unknown): number | null {
  const status = (thrown as { status?: unknown } | null)?.status;
  if (typeof status !== 'number') return null;
  return status > 128 && status < 160 ? null : status & 0xff;
}

/** Bounds the growth of the wasm memory: a refused growth is a `MemoryError` in Python. */
function limitMemory(): { allow(bytes: number): void; readonly refused: boolean } {
  const grow = WebAssembly.Memory.prototype.grow;
  let grownMax = Infinity;
  let grown = 0;
  let refused = false;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (grown + pages * pageBytes > grownMax) {
      refused = true;
      throw new RangeError('over the memory limit');
    }
    grown += pages * pageBytes;
    return grow.call(this, pages);
  };
  return {
    allow(bytes) {
      grown = 0;
      grownMax = bytes;
    },
    get refused() {
      return refused;
    },
  };
}

/** Bounds what a job adds to the virtual file system, with the error of a full disk (ENOSPC, 51 in WASI). */
function limitDisk(files: FileSystem, bytesMax: number): { lift(): void; readonly refused: boolean } {
  const { MEMFS } = files.filesystems;
  const { stream, node: nodeOperations } = MEMFS.ops_table.file;
  const given = measure(files, roots);
  const before = measure(files) - given;
  let limit = before + bytesMax;
  let used = before + given;
  let refused = false;
  const take = (bytes: number): void => {
    // What was deleted is noticed only here: counting it as it goes would need a hook in every way of deleting.
    if (used + bytes > limit) used = measure(files);
    if (used + bytes > limit) {
      refused = true;
      throw new files.ErrnoError(51);
    }
    used += bytes;
  };
  const { write } = stream;
  stream.write = (...rest) => {
    const [{ node }, , , length, position] = rest;
    take(Math.max(0, position + length - node.usedBytes));
    return write(...rest);
  };
  const { setattr } = nodeOperations;
  nodeOperations.setattr = (node, attributes) => {
    if (attributes.size !== undefined) take(Math.max(0, attributes.size - node.usedBytes));
    setattr(node, attributes);
  };
  const create = MEMFS.createNode.bind(MEMFS);
  MEMFS.createNode = (...rest) => {
    take(entryBytes);
    return create(...rest);
  };
  return {
    lift() {
      limit = Infinity;
    },
    get refused() {
      return refused;
    },
  };
}

/** Bytes below some folders; by default of all that is memory. */
function measure(files: FileSystem, folders: readonly string[] = ['']): number {
  let bytes = 0;
  walk(files, folders, (_path, node) => {
    bytes += entryBytes + (files.isFile(node.mode) ? node.usedBytes : 0);
  });
  return bytes;
}

/** Everything below some folders, without following links. */
function walk(
  files: FileSystem,
  folders: readonly string[],
  visit: (path: string, node: Node) => void,
): void {
  const pending = [...folders];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const name of files.readdir(`/${path}`)) {
      const below = path === '' ? name : `${path}/${name}`;
      if (['.', '..'].includes(name) || ['dev', 'proc'].includes(below)) continue;
      const { node } = files.lookupPath(`/${below}`, { follow: false });
      visit(below, node);
      if (files.isDir(node.mode)) pending.push(below);
    }
  }
}

function readJob(files: FileSystem): Job {
  const job = JSON.parse(Buffer.from(readExactly(readExactly(4).readUInt32BE(0))).toString('utf8')) as Job;
  for (const root of roots) files.mkdirTree(`/${root}`);
  for (const path of job.folders) files.mkdirTree(`/${path}`);
  for (const { path, bytes } of job.files) {
    files.mkdirTree(`/${path.slice(0, path.lastIndexOf('/'))}`);
    files.writeFile(`/${path}`, new Uint8Array(readExactly(bytes)), { canOwn: true });
    files.utime(`/${path}`, untouched, untouched);
  }
  for (const { path, target } of job.links) files.symlink(target, `/${path}`);
  return job;
}

function report(
  files: FileSystem,
  job: Job,
  ending: Pick<Ended, 'exitCode' | 'outOfMemory' | 'diskRefused'>,
): void {
  const given = new Set(job.files.map((file) => file.path));
  const changed: FileHeader[] = [];
  const contents: Uint8Array[] = [];
  const folders: string[] = [];
  const links: Link[] = [];
  walk(files, roots, (path, node) => {
    if (files.isDir(node.mode)) folders.push(path);
    else if (files.isLink(node.mode)) links.push({ path, target: files.readlink(`/${path}`) });
    else if (files.isFile(node.mode)) {
      if (given.delete(path) && node.mtime === untouched) return;
      const bytes = node.contents.subarray(0, node.usedBytes);
      changed.push({ path, bytes: bytes.length });
      contents.push(bytes);
    }
  });
  say({ kind: 'ended', ...ending, files: changed, folders, links, deleted: [...given] }, contents);
  // The host reads the process's CPU time now and then ends it: it never exits by itself.
  readSome(3, new Uint8Array(1));
}

function say(header: { kind: 'ready' } | Ended, contents: readonly Uint8Array[] = []): void {
  const text = Buffer.from(JSON.stringify(header), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  for (const bytes of [length, text, ...contents]) {
    for (let sent = 0; sent < bytes.length;) sent += writeSome(3, bytes.subarray(sent));
  }
}

function readExactly(bytes: number): Buffer {
  const buffer = Buffer.allocUnsafeSlow(bytes);
  for (let got = 0; got < bytes;) {
    const count = readSome(3, buffer.subarray(got));
    // The host is gone: nothing here is worth going on for.
    if (count === 0) process.exit(0);
    got += count;
  }
  return buffer;
}

function readSome(descriptor: number, buffer: Uint8Array): number {
  return fs.readSync(descriptor, buffer, 0, buffer.length, null);
}

function writeSome(descriptor: number, bytes: Uint8Array): number {
  return bytes.length === 0 ? 0 : fs.writeSync(descriptor, bytes);
}

function waitMs(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
