/**
 * Under which user the server runs. Postgres refuses to run as root; a container often has nobody else.
 * As an ordinary user: as oneself. As root: in a user namespace where root appears as 65534 (files stay root's, and a
 * home that only root may enter works). Where namespaces are forbidden, as in an unprivileged container: as 65534 with
 * the one capability that lets it reach its files under root's home.
 */
import { spawnSync } from 'node:child_process';
import { chownSync, lchownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@touchstone/contracts';

export interface Identity {
  kind: 'self' | 'user-namespace' | 'capability';
  /** Put before the server's command line. */
  prefix: readonly string[];
  /** Owner of the data directory as the rest of the system sees it; null: whoever made it. */
  owner: number | null;
}

const nobody = 65534;

const identities: Record<Identity['kind'], Identity> = {
  self: { kind: 'self', prefix: [], owner: null },
  'user-namespace': {
    kind: 'user-namespace',
    prefix: ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`],
    owner: 0,
  },
  capability: {
    kind: 'capability',
    prefix: [
      'setpriv',
      `--reuid=${nobody}`,
      `--regid=${nobody}`,
      '--clear-groups',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
    ],
    owner: nobody,
  },
};

/** Tries each way with a program that does nothing; `environment` is the server's. */
export function chooseIdentity(environment: Record<string, string>): Identity {
  if (process.getuid?.() !== 0) return identities.self;
  for (const identity of [identities['user-namespace'], identities.capability]) {
    const command = commandAs(identity, 'true', []);
    if (spawnSync(command.program, command.argv, { env: environment, stdio: 'ignore' }).status === 0)
      return identity;
  }
  throw new Fault('Postgres does not run as root, and neither `unshare --user` nor `setpriv` works here.', {
    code: 'embedded-root',
    boundary: 'configuration',
    retryable: false,
    hint: 'Run touchstone as an ordinary user, or set DATABASE_URL to a Postgres server.',
  });
}

/** The command line that runs `program` as this identity. Both wrappers exec: the process id is the program's. */
export function commandAs(
  identity: Identity,
  program: string,
  argv: readonly string[],
): { program: string; argv: string[] } {
  const [first = program, ...rest] = [...identity.prefix, program, ...argv];
  return { program: first, argv: rest };
}

/** Gives the data directory to the identity: a machine may have changed what it allows since it was made. */
export function ownDataDirectory(dataDirectory: string, identity: Identity): void {
  if (identity.owner === null || lstatSync(dataDirectory).uid === identity.owner) return;
  chownTree(dataDirectory, identity.owner);
}

function chownTree(path: string, owner: number): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) chownTree(child, owner);
    else lchownSync(child, owner, owner);
  }
  // The folder itself last: a chown that was cut short is noticed and finished at the next start.
  chownSync(path, owner, owner);
}
