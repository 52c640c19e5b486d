/** Bytes by the hash of their uncompressed form. */
import type { Hash } from './hash.ts';

export interface BlobReader {
  /** The bytes; a `Fault` with code `blob-missing` when nobody stored them. */
  readBlob(hash: Hash): Promise<Uint8Array>;
}
