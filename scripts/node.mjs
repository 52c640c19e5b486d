// Finds the Node that runs Touchstone. Needs nothing installed.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Where Node keeps what it compiled: each start of the command is then 0.3 s shorter. Best effort, safe to delete. */
export const compileCache = `${root}/node_modules/.cache/compiled`;

/** Node 26 from the lock file where the platform has it; else the running Node, if it can strip types (>= 22.18). */
export function modernNode() {
  const packaged = `${root}/node_modules/node-${process.platform}-${process.arch}/bin/node`;
  if (existsSync(packaged)) return packaged;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  console.error(
    `Touchstone needs Node 22.18 or newer to run TypeScript; this is ${process.versions.node} and no packaged Node was found for ` +
      `${process.platform}-${process.arch}. Run "npm ci", or install a newer Node.`,
  );
  process.exit(78);
}
