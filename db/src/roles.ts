/** The three database roles. They belong to the server, so they are made before, not by, the migrations of one database. */
import { Fault } from '@touchstone/contracts';
import type { PoolClient } from 'pg';

const roles = ['touchstone_serve', 'touchstone_verify', 'touchstone_curate'] as const;

/** Makes the roles and lets the login act as them. Throws a `Fault` (`database-roles`) that says what to run where it may not. */
export async function ensureRoles(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ login: string }>('SELECT current_user AS login');
  const login = client.escapeIdentifier(rows[0]?.login ?? '');
  try {
    for (const role of roles) {
      if (!(await roleExists(client, role))) await createRole(client, role);
      if (!(await mayAct(client, role))) await client.query(`GRANT ${role} TO ${login}`);
    }
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== '42501') throw thrown;
    throw new Fault('The database login may not create the roles that keep secrets apart.', {
      code: 'database-roles',
      boundary: 'database',
      retryable: false,
      hint:
        'As an administrator of the server run: ' +
        roles.map((role) => `CREATE ROLE ${role} NOLOGIN; `).join('') +
        `GRANT ${roles.join(', ')} TO ${login};`,
      cause: thrown,
    });
  }
}

async function roleExists(client: PoolClient, role: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  return rowCount === 1;
}

async function createRole(client: PoolClient, role: string): Promise<void> {
  try {
    await client.query(`CREATE ROLE ${role} NOLOGIN`);
  } catch (thrown) {
    // Somebody else, from another database of this server, made it a moment ago.
    if (!['42710', '23505'].includes((thrown as { code?: string }).code ?? '')) throw thrown;
  }
}

/** Superusers may; a member may where its membership allows SET (PostgreSQL 16 tells them apart). */
async function mayAct(client: PoolClient, role: string): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `SELECT pg_has_role(current_user, $1, CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) AS may`,
    [role],
  );
  return rows[0]?.may === true;
}
