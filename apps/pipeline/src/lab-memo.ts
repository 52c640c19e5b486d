/** What experiments showed, kept in the database: drafting an item again, anywhere, runs nothing again. */
import type { Json, Observation } from '@touchstone/contracts';
import { readObservation, writeObservation, type Connection } from '@touchstone/db';
import type { LabMemo } from '@touchstone/sandboxes';

export function memoInDatabase(verify: Connection<'verify'>): LabMemo {
  return {
    get: async (hash) => ((await readObservation(verify, hash)) ?? null) as Observation | null,
    put: (hash, observation) => writeObservation(verify, hash, observation as unknown as Json),
  };
}
