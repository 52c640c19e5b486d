/**
 * A pool of connections that all act as one role. A statement whose connection is lost is tried again on a new one:
 * everything written here is idempotent, so twice is once. Does not know what is asked of the database.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { databaseFault, isLostConnection } from './database-fault.ts';
import { connectMsMax, idleConnectionMsMax, poolConnectionsMax, reconnectTriesMax } from './limits.ts';

export type Role = 'serve' | 'verify' | 'curate';

/** SQL by drizzle, on one connection. */
export type Sql = NodePgDatabase & { $client: PoolClient };

/** What statements are handed. The type says the role: what reads secrets accepts `Connection<'verify'>` only. */
export interface Connection<R extends Role = Role> {
  readonly role: R;
  /** Runs statements on one connection; throws a `Fault` of boundary `database`. May run `act` again. */
  run<T>(act: (sql: Sql) => Promise<T>): Promise<T>;
  /** As `run`, in one transaction. */
  transaction<T>(act: (sql: Sql) => Promise<T>): Promise<T>;
}

export interface PoolConnection<R extends Role | 'owner'> {
  readonly role: R;
  run<T>(act: (sql: Sql) => Promise<T>): Promise<T>;
  transaction<T>(act: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface PoolOptions<R extends Role | 'owner'> {
  role: R;
  config: PoolConfig;
  /** Brings a lost server back where that is in our hands; the returned fields replace those of `config`. */
  revive: () => Promise<Partial<PoolConfig>>;
  signal?: AbortSignal | undefined;
}

export function openPool<R extends Role | 'owner'>(options: PoolOptions<R>): PoolConnection<R> {
  const pool = new Pool({
    max: poolConnectionsMax,
    connectionTimeoutMillis: connectMsMax,
    idleTimeoutMillis: idleConnectionMsMax,
    keepAlive: true,
    ...options.config,
    ...(options.role !== 'owner' && { options: asRole(options.config.options, options.role) }),
  });
  // An idle connection that dies is dropped by the pool; whoever asks next gets a new one.
  pool.on('error', () => undefined);

  async function run<T>(act: (sql: Sql) => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      options.signal?.throwIfAborted();
      try {
        return await onConnection(pool, act);
      } catch (thrown) {
        const lost = isLostConnection(thrown) && !pool.ending;
        if (!lost || tries >= reconnectTriesMax) throw databaseFault(thrown);
        await sleep(100 * 2 ** tries, undefined, { signal: options.signal });
        Object.assign(pool.options, await options.revive());
      }
    }
  }
  let closing: Promise<void> | undefined;
  return {
    role: options.role,
    run,
    transaction: (act) => run((sql) => inTransaction(sql, act)),
    close: () => (closing ??= pool.end()),
  };
}

async function onConnection<T>(pool: Pool, act: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A connection in use reports its loss here as well as to the statement.
  const ignore = () => undefined;
  client.on('error', ignore);
  let broken = false;
  try {
    return await act(drizzle(client, { casing: 'snake_case' }));
  } catch (thrown) {
    broken = isLostConnection(thrown);
    throw thrown;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

async function inTransaction<T>(sql: Sql, act: (sql: Sql) => Promise<T>): Promise<T> {
  const client = sql.$client;
  await client.query('BEGIN');
  let result: T;
  try {
    result = await act(sql);
  } catch (thrown) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw thrown;
  }
  await client.query('COMMIT');
  return result;
}

/** As a startup option, so that no statement can run before it; RESET ROLE comes back to it. */
function asRole(given: string | undefined, role: Role): string {
  return [given, `-c role=touchstone_${role}`].filter(Boolean).join(' ');
}
