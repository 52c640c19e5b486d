/** Bytes by their hash, checked against it. The serve role finds only what a published or candidate public half names. */
import { Fault, type BlobReader, type Hash } from '@touchstone/contracts';
import { inArray } from 'drizzle-orm';
import { unpackBlob } from '../blob-bytes.ts';
import type { Connection } from '../connection.ts';
import { blobs } from '../schema/blobs.ts';
import { inBatches } from './by-id.ts';

/** Throws a `Fault`: `blob-missing` for the first hash that nobody stored, `blob-corrupt`. */
export async function readBlobs(
  connection: Connection,
  hashes: readonly Hash[],
): Promise<Map<Hash, Uint8Array>> {
  const rows = await inBatches([...new Set(hashes)], (batch) =>
    connection.run((sql) =>
      sql
        .select({ hash: blobs.hash, compressed: blobs.compressed, size: blobs.size })
        .from(blobs)
        .where(inArray(blobs.hash, batch)),
    ),
  );
  const found = new Map<Hash, Uint8Array>();
  for (const row of rows) found.set(row.hash, await unpackBlob(row));
  for (const hash of hashes) if (!found.has(hash)) throw missing(hash);
  return found;
}

export function blobReader(connection: Connection): BlobReader {
  return {
    readBlob: async (hash) => {
      const bytes = (await readBlobs(connection, [hash])).get(hash);
      if (bytes === undefined) throw missing(hash);
      return bytes;
    },
  };
}

function missing(hash: Hash): Fault {
  return new Fault(`There is no blob ${hash}.`, {
    code: 'blob-missing',
    boundary: 'database',
    retryable: false,
    hint: 'Whoever names a blob must have stored it; the database may be of another corpus.',
  });
}
