/** Proves a published task again, on this machine: a driver that has not proven it yet, or gates that have changed. */
import type { Certification, Draft } from '@touchstone/contracts';
import { findTask, readCertificates, writeCertificate } from '@touchstone/db';
import { families } from '@touchstone/synth';
import { completeCertificate } from '@touchstone/verifiers';
import { certifyDraft } from './certify-draft.ts';
import type { DriverChoice, Parts } from './compose.ts';
import { createDraftItems } from './draft-items.ts';
import { draftOf } from './verify-task.ts';

export interface CertifiedTask {
  id: string;
  certification: Certification;
}

/** A new certificate becomes the current one of this driver; a refusal changes nothing and is only told. */
export async function certifyTask(
  parts: Parts,
  request: { task: string; driver: DriverChoice; signal: AbortSignal },
): Promise<CertifiedTask> {
  const { verify } = await parts.database();
  const id = await findTask(verify, request.task);
  const draft = await draftOf(parts, id);
  const siblings = await siblingsOf(parts, draft, request);
  const certification = await certifyDraft(
    parts,
    { driver: request.driver, draft, siblings },
    request.signal,
  );
  if (certification.outcome !== 'certified') return { id, certification };
  // Whether it is new was answered when it was published, and stays answered.
  const earlier = (await readCertificates(verify, [id])).get(id) ?? [];
  const answered = earlier.flatMap(({ gates }) => gates).find(({ gate }) => gate === 'new');
  const certificate = answered
    ? completeCertificate(certification.certificate, answered)
    : certification.certificate;
  await writeCertificate(verify, certificate);
  return { id, certification: { outcome: 'certified', certificate } };
}

/** Lower items of its family, drafted again; none when this version no longer has the family as it was. */
async function siblingsOf(
  parts: Parts,
  draft: Draft,
  { driver, signal }: { driver: DriverChoice; signal: AbortSignal },
): Promise<Draft[]> {
  const { family: familyId, familyVersion, randomSeed, item } = draft.secret.lineage;
  const family = families.find((each) => each.id === familyId && each.version === familyVersion);
  if (family === undefined) return [];
  // Their answers are what is tried; their ids, which the key would change, are not.
  const items = createDraftItems({ randomSeed, saltKey: 'siblings' }, await parts.gamePorts(driver, signal));
  return items.siblings(family, item);
}
