/** `touchstone serve`: the API and the page, until it is stopped; what runs then may finish. */
import { compose, readConfig } from '@touchstone/pipeline';
import { InvalidArgumentError } from 'commander';
import { examples, type AddCommand } from '../command.ts';
import type { Terminal } from '../terminal.ts';

interface ServeCommandOptions {
  host: string;
  port: number;
  allowHost?: string[];
}

export const addServe: AddCommand = (program, terminal) => {
  program
    .command('serve')
    .description('serve the API and the page; Ctrl-C lets running requests finish')
    .option('--host <address>', 'where to listen; beyond loopback a key is needed', '127.0.0.1')
    .option('--port <n>', 'port, 0 for any free one', portNumber, 4400)
    .option('--allow-host <name...>', 'further names that clients may use for this server')
    .addHelpText(
      'after',
      examples([
        'touchstone serve',
        'touchstone keys make laptop --role curator && touchstone serve --host 0.0.0.0 --allow-host box.example.com',
      ]),
    )
    .action((options: ServeCommandOptions) => serveUntilStopped(terminal, options));
};

async function serveUntilStopped(terminal: Terminal, options: ServeCommandOptions): Promise<void> {
  // Loaded here: the other commands start faster without a server in memory.
  const { startApi } = await import('@touchstone/api');
  // Not the terminal's signal: what runs when it fires must still reach the database.
  await using parts = compose(readConfig(), { say: (activity) => terminal.note(`${activity} …`) });
  await using api = await startApi(parts, {
    host: options.host,
    port: options.port,
    allowHosts: options.allowHost ?? [],
    log: (text) => terminal.note(text),
  });
  terminal.line(
    `Touchstone is at ${api.address} (API under ${api.address}/api/v1, document at ${api.address}/openapi.json)`,
  );
  for (const remark of api.remarks) terminal.note(remark);
  terminal.note('Ctrl-C ends it; requests that run may finish.');
  terminal.sayHowToGoOn('To serve again: touchstone serve');
  await aborted(terminal.signal);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError(`Expected a port from 0 to 65535, got "${text}".`);
  return port;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
