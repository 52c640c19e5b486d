/** Requests by their idempotency key: begun once, answered once, the answer given again to the same request. */
import type { Connection, Sql } from '../connection.ts';
import { requestKeptDays } from '../limits.ts';

export interface RequestName {
  /** Of the API key. */
  keyId: string;
  /** For example `open`. */
  operation: string;
  idempotencyKey: string;
}

export type RequestState =
  | { state: 'begun' }
  | { state: 'answered'; answer: string; serverId: string }
  /** Somebody executes it, or died doing so. */
  | { state: 'running'; serverId: string }
  /** The key was used for something else. */
  | { state: 'different' };

/** `begun` means that the caller, and nobody else, executes it now. */
export async function beginRequest(
  serve: Connection,
  name: RequestName,
  { requestHash, serverId }: { requestHash: string; serverId: string },
): Promise<RequestState> {
  const { keyId, operation, idempotencyKey } = name;
  return serve.run(async ({ $client }) => {
    const inserted = await $client.query(
      `INSERT INTO touchstone.idempotent_requests (key_id, operation, idempotency_key, request_hash, server_id)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [keyId, operation, idempotencyKey, requestHash, serverId],
    );
    if (inserted.rowCount === 1) return { state: 'begun' };
    const { rows } = await $client.query<{ hash: string; server: string; answer: string | null }>(
      `SELECT request_hash AS hash, server_id AS server, answer FROM touchstone.idempotent_requests
       WHERE key_id = $1 AND operation = $2 AND idempotency_key = $3`,
      [keyId, operation, idempotencyKey],
    );
    const [found] = rows;
    // Forgotten in between: its execution failed, and is tried again by whoever asks again.
    if (found === undefined) return { state: 'running', serverId: '' };
    if (found.hash !== requestHash) return { state: 'different' };
    if (found.answer !== null) return { state: 'answered', answer: found.answer, serverId: found.server };
    return { state: 'running', serverId: found.server };
  });
}

/** Takes over from a server that is gone, or whose answer has become void. False where somebody was quicker. */
export async function takeOverRequest(
  serve: Connection,
  name: RequestName,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const { rowCount } = await serve.run((sql) =>
    sql.$client.query(
      `UPDATE touchstone.idempotent_requests SET server_id = $5, answer = NULL, begun_at = now()
       WHERE key_id = $1 AND operation = $2 AND idempotency_key = $3 AND server_id = $4`,
      [name.keyId, name.operation, name.idempotencyKey, from, to],
    ),
  );
  return rowCount === 1;
}

/** After a failure: the same key may be tried again. */
export async function forgetRequest(serve: Connection, name: RequestName): Promise<void> {
  await serve.run((sql) =>
    sql.$client.query(
      `DELETE FROM touchstone.idempotent_requests
       WHERE key_id = $1 AND operation = $2 AND idempotency_key = $3 AND answer IS NULL`,
      [name.keyId, name.operation, name.idempotencyKey],
    ),
  );
}

export async function forgetOldRequests(serve: Connection): Promise<void> {
  await serve.run((sql) =>
    sql.$client.query(
      'DELETE FROM touchstone.idempotent_requests WHERE begun_at < now() - make_interval(days => $1)',
      [requestKeptDays],
    ),
  );
}

/** In the transaction of what it answers. False where it has been answered before. */
export async function storeAnswer(sql: Sql, name: RequestName, answer: string): Promise<boolean> {
  const { rowCount } = await sql.$client.query(
    `UPDATE touchstone.idempotent_requests SET answer = $4
     WHERE key_id = $1 AND operation = $2 AND idempotency_key = $3 AND answer IS NULL`,
    [name.keyId, name.operation, name.idempotencyKey, answer],
  );
  return rowCount === 1;
}
