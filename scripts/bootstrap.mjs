// `npm run quickstart` and `npm test`: installs the locked dependencies if they are missing, then runs the real program.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { modernNode, root } from './node.mjs';

install();
const [what, ...rest] = process.argv.slice(2);
if (what === 'quickstart') run(modernNode(), [`${root}/scripts/touchstone.mjs`, 'quickstart', ...rest]);
else if (what === 'test') run(modernNode(), [`${root}/scripts/test.mjs`, ...rest]);
else fail(`Expected "quickstart" or "test", got "${what ?? ''}".`);

/** npm writes node_modules/.package-lock.json last, so its presence with our lock's name and version means a whole install. */
function install() {
  const marker = `${root}/node_modules/.package-lock.json`;
  if (existsSync(marker) && sameLock(marker)) return;
  console.log('Installing the locked dependencies (npm ci) …');
  const started = Date.now();
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], true);
  console.log(`Installed in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

function sameLock(marker) {
  const locked = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')).packages;
  const installed = JSON.parse(readFileSync(marker, 'utf8')).packages;
  return Object.entries(locked).every(
    ([path, entry]) =>
      path === '' ||
      entry.link ||
      entry.optional ||
      entry.devOptional ||
      !path.includes('node_modules/') ||
      installed[path]?.version === entry.version,
  );
}

function run(command, args, goOn = false) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) fail(`Could not start ${command}: ${error.message}`);
  if (status !== 0 || !goOn) process.exit(status ?? 1);
}

function fail(message) {
  console.error(message);
  process.exit(64);
}
