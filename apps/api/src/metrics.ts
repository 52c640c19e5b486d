/** What the process counts, for Prometheus. Each process has a registry of its own, handed to whoever counts. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { FairGate } from './fair-gate.ts';

export interface Metrics {
  readonly registry: Registry;
  /** One answered request; `route` is the pattern, never a path with ids. */
  answered(request: { method: string; route: string; status: number; seconds: number }): void;
}

interface Episodes {
  open: number;
  verifying: number;
  held: { sandboxes: number; bytes: number };
  worlds: { hosts: number; sessions: number };
}

export interface Counted {
  gate: FairGate;
  /** Null until episodes are served. */
  episodes?: () => Episodes | null;
}

export function createMetrics({ gate, episodes = () => null }: Counted): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'touchstone_http_requests_total',
    help: 'Answered requests.',
    labelNames,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'touchstone_http_request_seconds',
    help: 'From the first byte of a request to the head of its answer.',
    labelNames: ['method', 'route'] as const,
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 120],
    registers: [registry],
  });
  const turns = new Gauge({
    name: 'touchstone_sandbox_turns',
    help: 'Work in sandboxes on behalf of requests.',
    labelNames: ['state'] as const,
    registers: [registry],
    collect() {
      turns.set({ state: 'running' }, gate.taken);
      turns.set({ state: 'waiting' }, gate.waiting);
    },
  });
  const live = new Gauge({
    name: 'touchstone_episodes',
    help: 'Episodes that have not ended.',
    labelNames: ['state'] as const,
    registers: [registry],
    collect() {
      const now = episodes();
      live.set({ state: 'open' }, now?.open ?? 0);
      live.set({ state: 'verifying' }, now?.verifying ?? 0);
    },
  });
  const held = new Gauge({
    name: 'touchstone_episodes_held',
    help: 'What open episodes are reckoned to take: sandboxes, bytes of memory, sessions of shared worlds and their processes.',
    labelNames: ['what'] as const,
    registers: [registry],
    collect() {
      const now = episodes();
      held.set({ what: 'sandboxes' }, now?.held.sandboxes ?? 0);
      held.set({ what: 'bytes' }, now?.held.bytes ?? 0);
      held.set({ what: 'world_sessions' }, now?.worlds.sessions ?? 0);
      held.set({ what: 'world_processes' }, now?.worlds.hosts ?? 0);
    },
  });
  return {
    registry,
    answered({ method, route, status, seconds: took }) {
      requests.inc({ method, route, status: String(status) });
      seconds.observe({ method, route }, took);
    },
  };
}
