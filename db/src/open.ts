/** Opens the database: the embedded server, or the one that a URL names. Migrates it and hands out connections by role. */
import { Fault, InputFault } from '@touchstone/contracts';
import type { PoolConfig } from 'pg';
import { openPool, type Connection, type PoolConnection } from './connection.ts';
import { openEmbedded, type EmbeddedServer } from './embedded/embedded.ts';
import { openJobQueue, type JobQueue } from './jobs/job-queue.ts';
import { migrate } from './migrate.ts';

export interface DatabaseOptions {
  /** A shared server (`postgres://…`); left out or undefined: the embedded one under `home`. */
  url?: string | undefined;
  /** TOUCHSTONE_HOME. */
  home: string;
  /** Shown in the server's list of connections. */
  applicationName: string;
  signal?: AbortSignal | undefined;
  onProgress?: ((message: string) => void) | undefined;
}

export interface Database extends AsyncDisposable {
  readonly where: 'embedded' | 'shared';
  /** Serves attempts: sees no secret. */
  readonly serve: Connection<'serve'>;
  /** Drafting, verification, export and curation: sees and writes everything. */
  readonly verify: Connection<'verify'>;
  /** Decides about published tasks: sees no secret, and can add to the audit log but not change it. */
  readonly curate: Connection<'curate'>;
  /** The job queue, opened at the first call. */
  jobs(): Promise<JobQueue>;
  /** Idempotent; the last client of the embedded server stops it. */
  close(): Promise<void>;
}

const databaseName = 'touchstone';

/** Throws a `Fault` of boundary `database` or `configuration`, an `InputFault` for a URL that is none, or the abort reason. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url !== undefined) return connect(options, null, sharedConfig(options.url));
  const server = await openEmbedded(options);
  try {
    const address = await server.ensureRunning();
    await createDatabase({ ...address, database: 'postgres' }, server);
    return await connect(options, server, { ...address, database: databaseName });
  } catch (thrown) {
    await server.close();
    throw thrown;
  }
}

async function connect(
  options: DatabaseOptions,
  server: EmbeddedServer | null,
  base: PoolConfig,
): Promise<Database> {
  const config = { ...base, application_name: options.applicationName };
  const revive = async () => (server === null ? {} : await server.ensureRunning());
  const { signal } = options;
  const owner = openPool({ role: 'owner', config, revive, signal });
  try {
    await migrate(owner);
  } catch (thrown) {
    await owner.close();
    throw thrown;
  }
  const serve = openPool({ role: 'serve', config, revive, signal });
  const verify = openPool({ role: 'verify', config, revive, signal });
  const curate = openPool({ role: 'curate', config, revive, signal });
  const database = assemble(server, { owner, serve, verify, curate });
  try {
    await checkRole(serve);
    await checkRole(verify);
    return database;
  } catch (thrown) {
    await Promise.all([owner.close(), serve.close(), verify.close(), curate.close()]);
    throw thrown;
  }
}

/** A connection pooler between us and the server may drop startup options, and the role with them. */
async function checkRole(connection: Connection): Promise<void> {
  const expected = `touchstone_${connection.role}`;
  const { rows } = await connection.run((sql) =>
    sql.$client.query<{ role: string }>('SELECT current_user AS role'),
  );
  if (rows[0]?.role === expected) return;
  throw new Fault(`Expected to act as ${expected}, but the server says ${rows[0]?.role}.`, {
    code: 'database-roles',
    boundary: 'configuration',
    retryable: false,
    hint: 'Let DATABASE_URL name the server itself, or a pooler that passes startup options on.',
  });
}

function assemble(
  server: EmbeddedServer | null,
  pools: {
    owner: PoolConnection<'owner'>;
    serve: PoolConnection<'serve'>;
    verify: PoolConnection<'verify'>;
    curate: PoolConnection<'curate'>;
  },
): Database {
  let queue: Promise<JobQueue> | undefined;
  let closing: Promise<void> | undefined;
  const close = async () => {
    await (await queue?.catch(() => undefined))?.close();
    await Promise.all(Object.values(pools).map((pool) => pool.close()));
    await server?.close();
  };
  const closeOnce = () => (closing ??= close());
  return {
    where: server === null ? 'shared' : 'embedded',
    serve: pools.serve,
    verify: pools.verify,
    curate: pools.curate,
    jobs: () => (queue ??= openJobQueue(pools.owner)),
    close: closeOnce,
    [Symbol.asyncDispose]: closeOnce,
  };
}

/** The embedded server begins with no database of ours. */
async function createDatabase(config: PoolConfig, server: EmbeddedServer): Promise<void> {
  const pool = openPool({ role: 'owner', config, revive: () => server.ensureRunning() });
  try {
    await pool.run(async (sql) => {
      const found = await sql.$client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName]);
      if (found.rowCount === 1) return;
      await sql.$client.query(`CREATE DATABASE ${databaseName}`).catch((thrown: unknown) => {
        // Two clients that open at once both create it.
        if (!['42P04', '23505'].includes((thrown as { code?: string }).code ?? '')) throw thrown;
      });
    });
  } finally {
    await pool.close();
  }
}

/** `options` of the URL would replace ours, and with them the role; they are taken apart and joined. */
function sharedConfig(given: string): PoolConfig {
  if (!URL.canParse(given) || !/^postgres(ql)?:$/.test(new URL(given).protocol)) {
    throw new InputFault('Expected DATABASE_URL to be of the form postgres://user:password@host:port/name.', {
      code: 'database-url',
      hint: 'Correct DATABASE_URL, or unset it to use the embedded database.',
    });
  }
  const url = new URL(given);
  const sessionOptions = url.searchParams.get('options');
  url.searchParams.delete('options');
  url.searchParams.delete('application_name');
  if (sessionOptions !== null && /role\s*=/.test(sessionOptions)) {
    throw new Fault('DATABASE_URL sets a role of its own, which would undo the separation of secrets.', {
      code: 'database-url',
      boundary: 'configuration',
      retryable: false,
      hint: 'Remove role= from its options.',
    });
  }
  return {
    connectionString: url.href,
    ...(sessionOptions !== null && { options: sessionOptions }),
  };
}
