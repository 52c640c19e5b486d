/** Makes, revokes and marks keys of the API. */
import { and, eq, isNull, lt, or } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import type { StoredKey } from '../read/read-api-keys.ts';
import { apiKeys } from '../schema/api-keys.ts';

/** Twice with the same id is once. */
export async function insertApiKey(verify: Connection<'verify'>, key: StoredKey): Promise<void> {
  const row = { ...key, createdAt: new Date(key.createdAt), lastUsedAt: null, revokedAt: null };
  await verify.run((sql) => sql.insert(apiKeys).values(row).onConflictDoNothing());
}

/** A key that is revoked already stays as it was. */
export async function revokeApiKey(verify: Connection<'verify'>, id: string, at: Date): Promise<void> {
  await verify.run((sql) =>
    sql
      .update(apiKeys)
      .set({ revokedAt: at })
      .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt))),
  );
}

/** Never sets the time back. */
export async function markApiKeyUsed(verify: Connection<'verify'>, id: string, at: Date): Promise<void> {
  await verify.run((sql) =>
    sql
      .update(apiKeys)
      .set({ lastUsedAt: at })
      .where(and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, at)))),
  );
}
