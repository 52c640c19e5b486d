/** The lab's memo: the first observation of an experiment stays. */
import { canonicalJson, type Hash, type Json } from '@touchstone/contracts';
import type { Connection } from '../connection.ts';
import { observations } from '../schema/observations.ts';

export async function writeObservation(
  verify: Connection<'verify'>,
  experiment: Hash,
  observation: Json,
): Promise<void> {
  await verify.run((sql) =>
    sql
      .insert(observations)
      .values({ hash: experiment, document: canonicalJson(observation) })
      .onConflictDoNothing(),
  );
}
