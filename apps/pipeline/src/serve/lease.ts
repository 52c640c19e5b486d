/**
 * This process as a server of episodes: says that it lives, and ends what processes that died left open. One on this
 * machine is seen to be dead at once; one elsewhere when it has been silent for its lease, twice looked at.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import {
  endLostEpisodes,
  endServer,
  forgetOldRequests,
  readServers,
  registerServer,
  renewServer,
  type Database,
  type ServerIdentity,
} from '@touchstone/db';
import { abstention } from './api-verdict.ts';
import { heartbeatMs } from './limits.ts';

export interface Lease {
  /** Changes when this server was taken for gone. */
  readonly id: string;
  /** Says that no new episode will be opened under this id. */
  end(): Promise<void>;
}

export interface LeaseOptions {
  /** Of an episode whose server died. */
  say: (text: string) => void;
  /** This server was taken for gone and its episodes were ended: it begins anew under another id. */
  onLost: () => void;
}

const lostVerdict = abstention({
  code: 'server-lost',
  boundary: 'internal',
  message: 'The process that held the episode died before there was a verdict.',
  retryable: true,
});

export async function takeLease(serve: Database['serve'], options: LeaseOptions): Promise<Lease> {
  let server = thisProcess();
  const silent = new Map<string, number>();
  await registerServer(serve, server);
  await reap(serve, server.id, silent, options.say);
  await forgetOldRequests(serve);

  let beating: Promise<void> | null = null;
  const beat = async () => {
    try {
      if (!(await renewServer(serve, server.id))) {
        server = { ...server, id: newServerId() };
        await registerServer(serve, server);
        options.onLost();
      }
      await reap(serve, server.id, silent, options.say);
    } catch (thrown) {
      options.say(`the database could not be told that this server lives (${(thrown as Error).message})`);
    }
  };
  const timer = setInterval(() => {
    beating ??= beat().finally(() => {
      beating = null;
    });
  }, heartbeatMs);
  timer.unref();
  return {
    get id() {
      return server.id;
    },
    async end() {
      clearInterval(timer);
      await beating;
      await endServer(serve, server.id);
    },
  };
}

async function reap(
  serve: Database['serve'],
  own: string,
  silent: Map<string, number>,
  say: (text: string) => void,
): Promise<void> {
  const here = placeOfThisProcess();
  for (const server of await readServers(serve)) {
    if (server.id === own) continue;
    const isDead = server.place === here && !isAlive(server);
    if (!server.late) silent.delete(server.id);
    else silent.set(server.id, silent.get(server.id) ?? performance.now());
    // After an outage of the database every server is late until it has had its turn to speak.
    const since = silent.get(server.id);
    const isSilent = since !== undefined && performance.now() - since > 2 * heartbeatMs;
    if (!isDead && !isSilent) continue;
    await endServer(serve, server.id);
    silent.delete(server.id);
  }
  const ended = await endLostEpisodes(serve, JSON.stringify(lostVerdict));
  if (ended.length > 0) say(`${ended.length} episodes of a server that died were ended, abstained`);
}

function thisProcess(): ServerIdentity {
  return {
    id: newServerId(),
    place: placeOfThisProcess(),
    processId: process.pid,
    processStart: startOf('self') ?? '',
  };
}

function newServerId(): string {
  return `server_${randomUUID().replaceAll('-', '')}`;
}

/** Where a process id means something: this boot of this machine, in this namespace of processes. */
function placeOfThisProcess(): string {
  const boot = quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const namespace = quietly(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot ?? 'unknown boot', namespace ?? 'unknown namespace'].join(' ');
}

function isAlive({ processId, processStart }: ServerIdentity): boolean {
  const start = startOf(String(processId));
  if (start !== null) return start === processStart;
  // No such process, or a machine without /proc.
  return startOf('self') === null && quietly(() => process.kill(processId, 0)) === true;
}

/** Field 22 of `/proc/PID/stat`: clock ticks from boot to start. Null where there is no such process. */
function startOf(process: string): string | null {
  const text = quietly(() => readFileSync(`/proc/${process}/stat`, 'utf8'));
  // The name, in brackets, may hold spaces and brackets itself.
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
