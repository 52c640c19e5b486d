/** Stores bytes by their hash. Twice is once; a blob that becomes public or kept stays so. */
import { hashBytes, type Hash } from '@touchstone/contracts';
import { packBlob, type PackedBlob } from '../blob-bytes.ts';
import { withoutConflict } from '../conflict.ts';
import type { Connection, Sql } from '../connection.ts';
import { blobBatchBytesMax } from '../limits.ts';
import { lockBodies } from '../locks.ts';

/** Stores blobs for themselves, whether or not a task names them; returns their hashes in order. Secret until a task makes them public. */
export async function writeBlobs(
  verify: Connection<'verify'>,
  contents: readonly Uint8Array[],
): Promise<Hash[]> {
  const hashes = contents.map(hashBytes);
  const blobs = new Map(contents.map((bytes, index) => [hashes[index] ?? '', bytes]));
  await withoutConflict(verify, async (sql) => {
    await lockBodies(sql, 'write');
    await insertBlobs(sql, blobs, { isPublic: () => false, kept: true });
  });
  return hashes;
}

/** Under the bodies lock. Only what is missing is compressed and sent, many blobs a statement. */
export async function insertBlobs(
  sql: Sql,
  blobs: ReadonlyMap<Hash, Uint8Array>,
  options: { isPublic: (hash: Hash) => boolean; kept: boolean },
): Promise<void> {
  // In one order everywhere: two transactions that write the same blobs wait for each other and never in a circle.
  const hashes = [...blobs.keys()].sort();
  const { rows } = await sql.$client.query<{ hash: string }>(
    'SELECT hash FROM touchstone.blobs WHERE hash = ANY($1)',
    [hashes],
  );
  const known = new Set(rows.map((row) => row.hash));
  let batch: PackedBlob[] = [];
  let batchBytes = 0;
  for (const hash of hashes) {
    const bytes = blobs.get(hash);
    if (known.has(hash) || bytes === undefined) continue;
    const packed = await packBlob(hash, bytes);
    batch.push(packed);
    batchBytes += packed.compressed.byteLength;
    if (batchBytes < blobBatchBytesMax) continue;
    await insertBatch(sql, batch, options);
    batch = [];
    batchBytes = 0;
  }
  if (batch.length > 0) await insertBatch(sql, batch, options);
  if (known.size > 0) await raiseFlags(sql, [...known].sort(), options);
}

async function insertBatch(
  sql: Sql,
  batch: readonly PackedBlob[],
  options: { isPublic: (hash: Hash) => boolean; kept: boolean },
): Promise<void> {
  await sql.$client.query(
    `INSERT INTO touchstone.blobs AS known (hash, compressed, size, public, kept)
     SELECT hash, compressed, size, public, $5 FROM unnest($1::text[], $2::bytea[], $3::int[], $4::boolean[])
       AS given (hash, compressed, size, public)
     ON CONFLICT (hash) DO UPDATE SET public = known.public OR excluded.public, kept = known.kept OR excluded.kept`,
    [
      batch.map((blob) => blob.hash),
      batch.map((blob) => blob.compressed),
      batch.map((blob) => blob.size),
      batch.map((blob) => options.isPublic(blob.hash)),
      options.kept,
    ],
  );
}

async function raiseFlags(
  sql: Sql,
  known: readonly Hash[],
  options: { isPublic: (hash: Hash) => boolean; kept: boolean },
): Promise<void> {
  await sql.$client.query(
    `UPDATE touchstone.blobs SET public = public OR hash = ANY($2), kept = kept OR $3
     WHERE hash = ANY($1) AND ((NOT public AND hash = ANY($2)) OR (NOT kept AND $3))`,
    [known, known.filter(options.isPublic), options.kept],
  );
}
