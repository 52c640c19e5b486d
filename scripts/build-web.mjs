// Builds the page where what it is made of has changed since the last build, into a folder beside and then into place, so that
// a server never serves half a page. `touchstone serve` calls it; nothing built is committed. Alone: node scripts/build-web.mjs
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { modernNode, root } from './node.mjs';

const web = join(root, 'apps/web');
const dist = join(web, 'dist');
const madeOf = ['apps/web/src', 'apps/web/public', 'contracts/src'];
const madeOfFiles = ['apps/web/index.html', 'apps/web/vite.config.ts', 'package-lock.json'];

/** True where there is a page to serve. Says what it does only where it builds. */
export function buildWeb(say = (text) => console.error(text)) {
  const fingerprint = fingerprintOf();
  const stamp = join(dist, '.built-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return true;
  const started = Date.now();
  say('Building the page …');
  const fresh = `${dist}.${process.pid}`;
  const vite = join(
    dirname(createRequire(join(web, 'package.json')).resolve('vite/package.json')),
    'bin/vite.js',
  );
  const { status, stdout, stderr, error } = spawnSync(
    modernNode(),
    [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'],
    { cwd: web, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
  );
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    say(`The page could not be built:\n${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`);
    return existsSync(stamp);
  }
  writeFileSync(join(fresh, '.built-from'), fingerprint);
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
  say(`Built the page in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  return true;
}

function fingerprintOf() {
  const hash = createHash('sha256');
  // Node 20 may run this: it has no glob yet.
  const files = madeOf.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const file of [...files, ...madeOfFiles.map((file) => join(root, file))].sort()) {
    const bytes = readFileSync(file);
    hash.update(`${file.slice(root.length)}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

if (process.argv[1] === import.meta.filename) process.exit(buildWeb() ? 0 : 1);
