/** Two one-way streams as one duplex stream, for drivers whose porter reads and writes on different pipes. */
import { Duplex, type Readable, type Writable } from 'node:stream';

/** Destroying the result destroys both; the end or an error of either is the end of the result. */
export function joinStreams(readable: Readable, writable: Writable): Duplex {
  const joined = new Duplex({
    read: () => void readable.resume(),
    write: (chunk: Uint8Array, _encoding, done) => {
      if (writable.destroyed) done(new Error('the pipe to the sandbox is closed'));
      else writable.write(chunk, done);
    },
    final: (done) => void writable.end(done),
    destroy: (error, done) => {
      readable.destroy();
      writable.destroy();
      done(error);
    },
  });
  readable.on('data', (chunk: Uint8Array) => {
    if (!joined.push(chunk)) readable.pause();
  });
  readable.on('end', () => joined.push(null));
  readable.on('error', (error) => joined.destroy(error));
  writable.on('error', (error) => joined.destroy(error));
  return joined;
}
