/** A blob between its bytes and its row: zstd (RFC 8878) in, checked against its hash both ways. */
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { Fault, hashBytes, type Hash } from '@touchstone/contracts';
import { blobBytesMax } from './limits.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

export interface PackedBlob {
  hash: Hash;
  compressed: Buffer;
  size: number;
}

/** Throws a `Fault`: `blob-hash` when the bytes are not those of the hash, `blob-too-large`. */
export async function packBlob(hash: Hash, bytes: Uint8Array): Promise<PackedBlob> {
  if (bytes.byteLength > blobBytesMax) {
    throw new Fault(`A blob of ${bytes.byteLength} bytes is larger than the ${blobBytesMax} that are kept.`, {
      code: 'blob-too-large',
      boundary: 'database',
      retryable: false,
    });
  }
  if (hashBytes(bytes) !== hash) throw wrongBytes(hash, 'were handed in');
  return { hash, compressed: await compress(bytes), size: bytes.byteLength };
}

/** Throws a `Fault` (`blob-corrupt`) when what is stored is not what was put in. */
export async function unpackBlob(blob: PackedBlob): Promise<Uint8Array> {
  let bytes: Buffer;
  try {
    bytes = await decompress(blob.compressed, { maxOutputLength: Math.max(blob.size, 1) });
  } catch (cause) {
    throw wrongBytes(blob.hash, 'are stored', cause);
  }
  if (hashBytes(bytes) !== blob.hash) throw wrongBytes(blob.hash, 'are stored');
  return bytes;
}

function wrongBytes(hash: Hash, how: 'were handed in' | 'are stored', cause?: unknown): Fault {
  return new Fault(`Other bytes ${how} under blob ${hash} than those it names.`, {
    code: how === 'are stored' ? 'blob-corrupt' : 'blob-hash',
    boundary: 'database',
    retryable: false,
    ...(how === 'are stored' && {
      hint: 'The database was damaged or changed by hand; remove the task or restore a backup.',
    }),
    cause,
  });
}
