/**
 * Worlds of attempts by the dozen in a few processes: a session costs a database in memory and no sandbox. The tools were
 * written by the compiler of worlds and run no code of an attempt, so sessions may share a process; what dies with it
 * abstains. Verification does not use it: it replays in a sandbox of its own.
 */
import { availableParallelism } from 'node:os';
import type { BlobReader, Environment, SandboxDriver, World } from '@touchstone/contracts';
import type { BackendParts, ToolBackend } from '../backend.ts';
import { startHost, type WorldHost } from './world-host.ts';

export interface WorldPool extends AsyncDisposable {
  /** As `openWorld`; the session is one of many in its process. */
  open(
    parts: Pick<BackendParts, 'environment' | 'signal'> & { world: World; blobs: BlobReader },
  ): Promise<ToolBackend>;
  /** Processes and the sessions in them. */
  stats(): { hosts: number; sessions: number };
}

export function createWorldPool({ driver }: { driver: SandboxDriver }): WorldPool {
  const hosts = new Set<WorldHost>();
  let closed = false;
  /** One opening at a time chooses, so that a hundred at once do not start a hundred processes. */
  let choosing: Promise<unknown> = Promise.resolve();

  async function choose(environment: Environment, world: World, signal?: AbortSignal): Promise<WorldHost> {
    for (const host of hosts) if (!host.alive) hosts.delete(host);
    const fitting = [...hosts]
      .filter((host) => host.hasRoom(environment.runtime.version))
      .sort((a, b) => Number(b.holds(world)) - Number(a.holds(world)) || a.sessions - b.sessions);
    const [best] = fitting;
    // One that has the world already, or any once every processor has a process.
    if (best !== undefined && (best.holds(world) || hosts.size >= availableParallelism())) return best;
    const started = await startHost(driver, environment.runtime.version, signal);
    hosts.add(started);
    return started;
  }

  return {
    async open({ environment, world, blobs, signal }) {
      const chosen = choosing.then(async () => {
        const host = await choose(environment, world, signal);
        // Held before anybody else chooses.
        return { host, opening: host.open({ environment, world, blobs }) };
      });
      choosing = chosen.catch(() => undefined);
      const { host, opening } = await chosen;
      const session = await opening;
      return {
        runtime: session.runtime,
        call: (tool, args) => session.call(tool, args),
        snapshot: () => session.snapshot(),
        reset: () => session.reset(),
        async [Symbol.asyncDispose]() {
          await session[Symbol.asyncDispose]();
          // One stays for whoever comes next.
          if (host.sessions > 0 || (hosts.size <= 1 && host.alive && !closed)) return;
          hosts.delete(host);
          await host[Symbol.asyncDispose]();
        },
      };
    },
    stats: () => ({
      hosts: hosts.size,
      sessions: [...hosts].reduce((sum, host) => sum + host.sessions, 0),
    }),
    async [Symbol.asyncDispose]() {
      closed = true;
      await choosing;
      await Promise.all([...hosts].map((host) => host[Symbol.asyncDispose]()));
      hosts.clear();
    },
  };
}
