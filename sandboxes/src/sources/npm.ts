/** npm packages, by the user's own npm: its registry, its mirror, its certificates. No script of the package runs. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { missing, unavailable } from './faults.ts';
import type { Download } from './fetch-package.ts';
import { runClient } from './run-client.ts';

export const downloadFromNpm: Download = async (pin, folder, { signal }) => {
  const argv = ['pack', `${pin.name}@${pin.version}`, '--ignore-scripts', '--pack-destination', folder];
  const { failed } = await runClient(pin, 'npm', [...argv, '--loglevel=error'], { cwd: folder, signal });
  if (failed !== null) {
    // E404: no such package; ETARGET: no such version; ENOVERSIONS: none at all.
    if (/\b(E404|ETARGET|ENOVERSIONS)\b/.test(failed)) throw missing(pin, failed);
    throw unavailable(pin, failed);
  }
  const file = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (file === undefined) throw unavailable(pin, 'npm pack wrote no file.');
  return path.join(folder, file);
};
