/** Ports for families that need none: touching one is a test failure. */
import type { GamePorts } from '../src/index.ts';

export const absentPorts = {
  webs: absent('webs'),
  tables: absent('tables'),
  repositories: absent('repositories'),
  lab: absent('lab'),
  signal: new AbortController().signal,
} as GamePorts;

function absent(name: string): object {
  return new Proxy({}, { get: () => assertAbsent(name) });
}

function assertAbsent(name: string): never {
  throw new Error(`A family that declares no need touched the port ${name}.`);
}
