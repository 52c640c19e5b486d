/**
 * The gate `new`, at the moment of publication: is this item a near-duplicate of a lower published item of its family in
 * this run? Other families and other runs are not looked at: which of them happen to be there would decide who enters.
 */
import { hashText } from '@touchstone/contracts';
import { findNear, type Candidate, type Connection, type Decision, type Signature } from '@touchstone/db';
import { answerNew, completeCertificate, nearDuplicateSignature } from '@touchstone/verifiers';

/**
 * Rows a band. Of 128 minima 32 bands of 4: two items 0.8 alike, the least that can matter, share none of them with
 * probability (1 - 0.8^4)^32 = 5e-8.
 */
const ROWS_PER_BAND = 4;
const MINIMA = 128;

export async function decideNew(
  verify: Connection<'verify'>,
  { run, family, candidate }: { run: string; family: string; candidate: Candidate },
): Promise<Decision> {
  const values = nearDuplicateSignature(candidate.task, candidate.secret);
  const signature = packed(values);
  const near = await findNear(verify, { run, family, bands: signature.bands });
  const earlier = near.map((other) => ({ id: other.task, signature: unpacked(other.minhash) }));
  const answer = answerNew(values, earlier);
  const certificate = completeCertificate(candidate.certificate, answer);
  return answer.outcome === 'passed'
    ? { publish: true, signature, certificate }
    : { publish: false, gate: 'new', reason: answer.reason };
}

/** Unsigned 32-bit integers, little-endian. */
export function packed(values: readonly number[]): Signature {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setUint32(index * 4, value, true));
  const bands = Array.from({ length: MINIMA / ROWS_PER_BAND }, (_, band) => {
    const rows = values.slice(band * ROWS_PER_BAND, (band + 1) * ROWS_PER_BAND);
    return hashText(`${band}/${rows.join('/')}`).slice(0, 16);
  });
  return { minhash: bytes, bands };
}

export function unpacked(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / 4 }, (_, index) => view.getUint32(index * 4, true));
}
