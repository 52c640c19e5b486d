/** Content addresses: SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from './json.ts';

export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits (SHA-256)');
/** SHA-256 as 64 hexadecimal digits. */
export type Hash = z.infer<typeof hashSchema>;

/** Hash of bytes as they are (a blob's address is the hash of its uncompressed bytes). */
export function hashBytes(bytes: Uint8Array): Hash {
  return bytesToHex(sha256(bytes));
}

/** Hash of a text's UTF-8 bytes. */
export function hashText(text: string): Hash {
  return hashBytes(utf8ToBytes(text));
}

/** Hash of a JSON value in canonical form. */
export function hashJson(value: unknown): Hash {
  return hashText(canonicalJson(value));
}

/** Keyed hash (HMAC-SHA-256, RFC 2104) of a JSON value, as hexadecimal. */
export function keyedHash(key: string, value: unknown): Hash {
  return bytesToHex(hmac(sha256, utf8ToBytes(key), utf8ToBytes(canonicalJson(value))));
}
