/**
 * The composition root: every part built from configuration, each opened when it is first needed. Here, and only here,
 * one room is handed to another.
 */
import type { BlobReader, Draft, SandboxDriver, VerifyPorts } from '@touchstone/contracts';
import { Fault } from '@touchstone/contracts';
import { openDatabase, type Database } from '@touchstone/db';
import {
  createAttemptRunner,
  createLab,
  createRepositoryStore,
  createTableStore,
  createToolHost,
  openDriver,
  WebShelf,
  type SourceOptions,
  type SourceProgress,
} from '@touchstone/sandboxes';
import type { GamePorts } from '@touchstone/synth';
import type { Config } from './config.ts';
import { countingDriver } from './counting-driver.ts';
import { memoInDatabase } from './lab-memo.ts';

export type DriverChoice = SandboxDriver['name'] | 'auto';

export interface Parts extends AsyncDisposable {
  readonly config: Config;
  /** What goes on, for whoever watches: one short line. */
  readonly say: (activity: string) => void;
  database(): Promise<Database>;
  driver(choice: DriverChoice): Promise<SandboxDriver>;
  /** The offline webs; a sandbox of this driver converts what has not been built yet. */
  webs(choice: DriverChoice): WebShelf;
  /** What drafting may ask for. */
  gamePorts(choice: DriverChoice, signal: AbortSignal): Promise<GamePorts>;
  /** Fresh ports whose `usage()` counts from zero: one set per certification. */
  verifyPorts(
    choice: DriverChoice,
    options: { blobs: BlobReader; signal?: AbortSignal },
  ): Promise<VerifyPorts>;
}

export function compose(
  config: Config,
  { say = () => {}, signal }: { say?: (activity: string) => void; signal?: AbortSignal } = {},
): Parts {
  const opened = new Map<string, Promise<AsyncDisposable>>();
  // Closed in reverse: what was opened later may stand on what was opened before.
  const once = <T extends AsyncDisposable>(name: string, open: () => Promise<T>): Promise<T> => {
    const before = opened.get(name) as Promise<T> | undefined;
    if (before !== undefined) return before;
    const opening = open();
    opened.set(name, opening);
    opening.catch(() => opened.delete(name));
    return opening;
  };
  const sourceOptions: SourceOptions = {
    home: config.home,
    onProgress: (progress) => say(describeFetch(progress)),
    ...(signal && { signal }),
  };
  const tables = createTableStore(sourceOptions);
  const repositories = createRepositoryStore(sourceOptions);
  const shelves = new Map<DriverChoice, WebShelf>();

  const parts: Parts = {
    config,
    say,
    database: () =>
      once('database', () =>
        openDatabase({
          home: config.home,
          url: config.databaseUrl ?? undefined,
          applicationName: 'touchstone',
          onProgress: say,
          signal,
        }),
      ),
    driver: (choice) =>
      once(`driver ${choice}`, () =>
        openDriver({
          name: choice,
          home: config.home,
          poolSize: config.concurrency,
          onProgress: ({ step, detail }) => say(detail ? `${step}: ${detail}` : step),
          signal,
        }),
      ),
    webs(choice) {
      let shelf = shelves.get(choice);
      shelf ??= new WebShelf({
        home: config.home,
        driver: () => parts.driver(choice),
        onProgress: (progress) => say(describeFetch(progress)),
        say,
        ...(signal && { signal }),
      });
      shelves.set(choice, shelf);
      return shelf;
    },
    async gamePorts(choice, gameSignal) {
      const database = await parts.database();
      const lab = createLab({
        driver: await parts.driver(choice),
        memo: memoInDatabase(database.verify),
      });
      return { webs: parts.webs(choice), tables, repositories, lab, signal: gameSignal };
    },
    async verifyPorts(choice, { blobs, signal: verifySignal }) {
      const driver = countingDriver(await parts.driver(choice));
      const toolHost = createToolHost({ driver, blobs, webs: parts.webs(choice) });
      const attempts = createAttemptRunner({ driver, toolHost, blobs });
      return {
        driver,
        toolHost,
        attempts,
        blobs,
        usage: () => driver.usage(),
        ...(verifySignal && { signal: verifySignal }),
      };
    },
    async [Symbol.asyncDispose]() {
      for (const part of [...opened.values()].reverse())
        await (await part.catch(() => null))?.[Symbol.asyncDispose]();
      opened.clear();
      for (const shelf of shelves.values()) shelf[Symbol.dispose]();
      shelves.clear();
    },
  };
  return parts;
}

/** The bytes that came with a draft. */
export function blobsOf(draft: Draft): BlobReader {
  return {
    readBlob(hash) {
      const bytes = draft.blobs.get(hash);
      return bytes === undefined ? noBlobs.readBlob(hash) : Promise.resolve(bytes);
    },
  };
}

const noBlobs: BlobReader = {
  readBlob: (hash) =>
    Promise.reject(
      new Fault(`There is no blob ${hash}.`, {
        code: 'blob-missing',
        boundary: 'internal',
        retryable: false,
        hint: 'A draft must bring every blob that it names.',
      }),
    ),
};

function describeFetch({ source, event, bytes, bytesTotal }: SourceProgress): string {
  const megabytes = (count: number) => `${(count / 1e6).toFixed(1)} MB`;
  if (event === 'source-ready') return `${source} is here`;
  if (event === 'fetch-retried') return `fetching ${source} again`;
  return bytes > 0
    ? `fetching ${source}: ${megabytes(bytes)} of ${megabytes(bytesTotal)}`
    : `fetching ${source} (${megabytes(bytesTotal)})`;
}
