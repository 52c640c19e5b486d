/** The certificate that a published task is shown and exported with. */
import { Fault, strongestCertificate, type Certificate, type TaskId } from '@touchstone/contracts';

/** Throws a `Fault` (`certificate-missing`) where there is none. */
export function currentCertificate(
  certificates: readonly Certificate[] | undefined,
  id: TaskId,
): Certificate {
  const found = strongestCertificate(certificates ?? []);
  if (found !== null) return found;
  throw new Fault(`The published task ${id} has no certificate.`, {
    code: 'certificate-missing',
    boundary: 'database',
    retryable: false,
    hint: `Prove it again: touchstone certify ${id}.`,
  });
}
