/**
 * A pinned package as a file on this machine: from the cache when its hash is right, else from its registry by the
 * ordinary client. Nothing of a package is ever run here. Does not know what is inside.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Fault, attribute } from '@touchstone/contracts';
import pRetry from 'p-retry';
import { unavailable, wrongHash } from './faults.ts';
import { fetchBytesPerMsMin, fetchRetries, fetchTimeoutMs } from './limits.ts';
import { downloadFromNpm } from './npm.ts';
import type { Pin } from './pins.ts';
import { pinId } from './pins.ts';
import { downloadFromPypi } from './pypi.ts';

export interface SourceProgress {
  /** Source id, for example `npm:vega-datasets@3.2.1`. */
  source: string;
  event: 'fetch-started' | 'fetch-progressed' | 'fetch-retried' | 'source-ready';
  /** So far; the registry clients that report none leave it at 0. */
  bytes: number;
  bytesTotal: number;
}

export interface SourceOptions {
  /** `TOUCHSTONE_HOME`; packages go below `sources/`. */
  home: string;
  onProgress?: (progress: SourceProgress) => void;
  signal?: AbortSignal;
}

/** Puts the file of a pin into a folder and gives its path; the caller checks the hash. */
export type Download = (
  pin: Pin,
  folder: string,
  options: { onBytes: (bytes: number) => void; signal: AbortSignal },
) => Promise<string>;

const registries: Record<Pin['registry'], Download> = { npm: downloadFromNpm, pypi: downloadFromPypi };

/**
 * Path of the verified file, `<home>/sources/<sha256>`. Several processes may call this at once: each downloads into
 * its own folder, and a rename puts the same bytes there. Throws a `Fault` of boundary `source`.
 */
export async function fetchPackage(
  pin: Pin,
  options: SourceOptions & { download?: Download },
): Promise<string> {
  const folder = path.join(options.home, 'sources');
  const kept = path.join(folder, pin.sha256);
  const report = (event: SourceProgress['event'], bytes: number) =>
    options.onProgress?.({ source: pinId(pin), event, bytes, bytesTotal: pin.bytes });

  // A damaged file in the cache counts as none.
  if ((await hashFile(kept)) === pin.sha256) return kept;

  await mkdir(folder, { recursive: true });
  const temporary = await mkdtemp(path.join(folder, `.fetch-${randomUUID().slice(0, 8)}-`));
  try {
    report('fetch-started', 0);
    const download = options.download ?? registries[pin.registry];
    const file = await pRetry((attempt) => attemptDownload(pin, temporary, attempt, download, options), {
      retries: fetchRetries,
      signal: options.signal,
      shouldRetry: ({ error }) => error instanceof Fault && error.retryable,
      onFailedAttempt: () => void report('fetch-retried', 0),
    });
    await rename(file, kept);
    report('source-ready', pin.bytes);
    return kept;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function attemptDownload(
  pin: Pin,
  temporary: string,
  attempt: number,
  download: Download,
  options: SourceOptions,
): Promise<string> {
  const folder = path.join(temporary, String(attempt));
  await mkdir(folder);
  const patienceMs = Math.max(fetchTimeoutMs, pin.bytes / fetchBytesPerMsMin);
  const deadline = AbortSignal.timeout(patienceMs);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  const onBytes = (bytes: number) =>
    options.onProgress?.({ source: pinId(pin), event: 'fetch-progressed', bytes, bytesTotal: pin.bytes });
  try {
    const file = await download(pin, folder, { onBytes, signal });
    const found = await hashFile(file);
    if (found !== pin.sha256) throw wrongHash(pin, found ?? 'none (no file came)');
    return file;
  } catch (thrown) {
    options.signal?.throwIfAborted();
    if (deadline.aborted)
      throw unavailable(pin, `nothing complete after ${Math.round(patienceMs / 1000)} s.`, thrown);
    throw attribute(thrown, 'source');
  }
}

/** SHA-256 of a file, or null where there is none. */
async function hashFile(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw attribute(thrown, 'source');
  }
  return hash.digest('hex');
}
