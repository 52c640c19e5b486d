/** `touchstone serve` over a home with a few published drafts, each a process of its own: the page's tests know no other room. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
const quiet = '--disable-warning=ExperimentalWarning';
const startMsMax = 120_000;

export interface RealServer extends AsyncDisposable {
  address: string;
  /** Published tasks by family. */
  ids: Record<string, string[]>;
}

export async function serveRealTasks(wanted: Readonly<Record<string, number>>): Promise<RealServer> {
  await promisify(execFile)(process.execPath, [root('scripts/build-web.mjs')]);
  const counts = Object.entries(wanted).map(([family, count]) => `${family}=${count}`);
  const publish = [quiet, root('apps/pipeline/test/support/publish-drafts.ts'), ...counts];
  const { stdout } = await promisify(execFile)(process.execPath, publish, { maxBuffer: 10_000_000 });
  const { home, ids } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Pick<RealServer, 'ids'> & {
    home: string;
  };
  const environment = { ...process.env, DATABASE_URL: '', TOUCHSTONE_HOME: home };
  const cli = (...words: string[]) => [quiet, root('apps/cli/src/main.ts'), ...words];
  const server = spawn(process.execPath, cli('serve', '--port', '0'), {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await addressOf(server.stdout, server.stderr);
  return {
    address,
    ids,
    async [Symbol.asyncDispose]() {
      server.kill('SIGTERM');
      if (server.exitCode === null) await once(server, 'exit');
      await promisify(execFile)(process.execPath, cli('down'), { env: environment });
      await promisify(execFile)('rm', ['-rf', home]);
    },
  };
}

/** What the server prints when it listens. */
function addressOf(...streams: NodeJS.ReadableStream[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`The server did not start:\n${said}`)), startMsMax);
    for (const stream of streams)
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const address = /at (http:\/\/[\d.:]+) /.exec(said)?.[1];
        if (address === undefined) return;
        clearTimeout(timer);
        resolve(address);
      });
  });
}
