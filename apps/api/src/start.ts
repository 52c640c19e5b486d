/** Starts the API over composed rooms, and ends it in order: requests, then what serves them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InputFault } from '@touchstone/contracts';
import { refreshStale, type Parts } from '@touchstone/pipeline';
import { createApp } from './app.ts';
import { episodesEndMsMax } from './limits.ts';
import { loopbackNames } from './middleware/same-site.ts';
import { openApiParts } from './open-parts.ts';
import { serve } from './server.ts';

export interface StartOptions {
  host: string;
  port: number;
  /** Further names that clients may use for this server. */
  allowHosts: readonly string[];
  log: (text: string) => void;
}

export interface RunningApi extends AsyncDisposable {
  readonly address: string;
  /** What whoever started it should know. */
  readonly remarks: readonly string[];
}

/** Throws an `InputFault` (`key-needed`) where it would listen beyond loopback and nobody has a key. */
export async function startApi(parts: Parts, options: StartOptions): Promise<RunningApi> {
  const { host, port, allowHosts, log } = options;
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const stack = new AsyncDisposableStack();
  try {
    const apiParts = stack.use(await openApiParts(parts));
    // Another version than the one that served before may make other certificates stale.
    await refreshStale(await parts.database());
    const keys = await apiParts.keyring.list();
    const usable = keys.filter(({ revokedAt }) => revokedAt === null);
    if (!isLoopbackHost(host) && usable.length === 0) throw keyNeeded(host);
    const app = createApp(apiParts, {
      version,
      hosts: [nameInUrl(host), ...allowHosts],
      pageFolder: fileURLToPath(new URL('../../web/dist', import.meta.url)),
      log,
    });
    const server = stack.use(await serve(app, { host, port }, { drain: apiParts.drain }));
    const remarks = usable.length > 0 ? [] : [keys.length === 0 ? openToLoopback : nobodyMay];
    // Ends what a process that died left open, and warms what the first episode needs.
    apiParts.serving().catch((thrown: Error) => log(`episodes cannot be served yet: ${thrown.message}`));
    let ended: Promise<void> | null = null;
    const end = async () => {
      apiParts.drain.begin();
      // While it still listens: an open episode wants its calls answered.
      await apiParts.endEpisodes(episodesEndMsMax);
      await stack.disposeAsync();
    };
    return { address: server.address, remarks, [Symbol.asyncDispose]: () => (ended ??= end()) };
  } catch (thrown) {
    await stack.disposeAsync();
    throw thrown;
  }
}

const openToLoopback =
  'There are no keys: whoever can reach loopback on this machine is a curator. touchstone keys make NAME makes one.';
const nobodyMay =
  'Every key is revoked, so nobody may ask anything. touchstone keys make NAME --role curator makes one.';

function isLoopbackHost(host: string): boolean {
  return (loopbackNames as readonly string[]).includes(nameInUrl(host)) || host.startsWith('127.');
}

function nameInUrl(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

function keyNeeded(host: string): InputFault {
  return new InputFault(`Listening on ${host} reaches beyond this machine, and there is no key.`, {
    code: 'key-needed',
    hint: 'Make one first: touchstone keys make NAME --role curator. Or leave --host out.',
  });
}
