/** What the process counts, for Prometheus. Each process has a registry of its own, handed to whoever counts. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { FairGate } from './fair-gate.ts';

export interface Metrics {
  readonly registry: Registry;
  /** One answered request; `route` is the pattern, never a path with ids. */
  answered(request: { method: string; route: string; status: number; seconds: number }): void;
}

export function createMetrics({ gate }: { gate: FairGate }): Metrics {
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
  return {
    registry,
    answered({ method, route, status, seconds: took }) {
      requests.inc({ method, route, status: String(status) });
      seconds.observe({ method, route }, took);
    },
  };
}
