/**
 * A client process for tests: fills the disk under its home with blobs, prints the fault, frees some space and prints
 * whether everything acknowledged is there.
 */
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@touchstone/contracts';
import { openDatabase, readBlobs, writeBlobs } from '../src/index.ts';

const [home = '', ballastBytes = '0'] = process.argv.slice(2);
const ballast = join(home, 'ballast');
const acknowledged: string[] = [];
writeFileSync(ballast, Buffer.alloc(Number(ballastBytes)));
try {
  await using database = await openDatabase({ home, applicationName: 'disk-filler' });
  for (;;) acknowledged.push(...(await writeBlobs(database.verify, [randomBytes(2 ** 20)])));
} catch (thrown) {
  if (!(thrown instanceof Fault)) throw thrown;
  console.log(`fault ${thrown.code}`);
}
rmSync(ballast);
await using database = await openDatabase({ home, applicationName: 'disk-filler' });
const found = await readBlobs(database.verify, acknowledged);
console.log(found.size === acknowledged.length ? 'all there' : 'some lost');
