/** A client process for tests: opens the embedded server of a home, says so, and stays until it is told to end. */
import { createInterface } from 'node:readline';
import { openEmbedded } from '../src/embedded/embedded.ts';

const server = await openEmbedded({ home: process.argv[2] ?? '' });
console.log('open');
createInterface({ input: process.stdin }).once('close', () => {
  void server.close().then(() => console.log('closed'));
});
