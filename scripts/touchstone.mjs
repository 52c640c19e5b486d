#!/usr/bin/env node
// The `touchstone` command. Plain JavaScript, because the Node that starts it may be too old for TypeScript: it hands over
// to the Node 26 that the lock file brings, where the platform has one.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { buildWeb } from './build-web.mjs';
import { compileCache, modernNode, root } from './node.mjs';

// The page is built where it is not there yet or has changed; nothing built is committed.
const [command] = process.argv.slice(2);
if (command === 'serve') buildWeb();

const child = spawn(
  modernNode(),
  ['--disable-warning=ExperimentalWarning', `${root}/apps/cli/src/main.ts`, ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
  },
);
// The terminal sends Ctrl-C to the whole group: the child decides how to end, this process only waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
