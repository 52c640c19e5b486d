/** npm packages, by the user's own npm: its registry, its mirror, its certificates. No script of the package runs. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { missing, unavailable } from './faults.ts';
import type { Download } from './fetch-package.ts';
import { registrySilenceMsMax } from './limits.ts';
import { runClient } from './run-client.ts';

export const downloadFromNpm: Download = async (pin, folder, { signal }) => {
  const argv = ['pack', `${pin.name}@${pin.version}`, '--ignore-scripts', '--pack-destination', folder];
  // Attempts are counted by whoever called; npm's own two more, with waits of 10 s and 60 s, would hide an unreachable
  // registry for minutes.
  const patience = ['--fetch-retries=0', `--fetch-timeout=${registrySilenceMsMax}`];
  const options = [...patience, '--loglevel=error'];
  const { failed } = await runClient(pin, 'npm', [...argv, ...options], { cwd: folder, signal });
  if (failed !== null) {
    // E404: no such package; ETARGET: no such version; ENOVERSIONS: none at all.
    if (/\b(E404|ETARGET|ENOVERSIONS)\b/.test(failed)) throw missing(pin, failed);
    throw unavailable(pin, failed);
  }
  const file = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (file === undefined) throw unavailable(pin, 'npm pack wrote no file.');
  return path.join(folder, file);
};
