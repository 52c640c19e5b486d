/** Every key of the API, revoked ones too, oldest first. */
import type { Key } from '@touchstone/contracts/api';
import type { Connection } from '../connection.ts';
import { apiKeys } from '../schema/api-keys.ts';

export interface StoredKey extends Key {
  /** SHA-256 of the secret, hexadecimal. */
  hash: string;
}

export async function readApiKeys(verify: Connection<'verify'>): Promise<StoredKey[]> {
  const rows = await verify.run((sql) => sql.select().from(apiKeys).orderBy(apiKeys.createdAt, apiKeys.id));
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}
