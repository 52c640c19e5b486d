/** The figures of a yield funnel: bars, losses, and what must not be said on too little data. */
import type { z } from 'zod';
import type { yieldsSchema } from '@touchstone/contracts/api';

export type Yields = z.infer<typeof yieldsSchema>;

/** Under this many published tasks, rates are chance: the page says so instead of printing them. */
export const publishedMin = 20;

export interface FunnelBar {
  step: string;
  title: string;
  count: number;
  lost: number;
  /** Of what reached this step; null where nothing did. */
  lossShare: number | null;
  /** Of the first step, 0 to 1. */
  share: number;
  cpuSeconds: number;
  /** Most frequent first. */
  reasons: Yields['steps'][number]['reasons'];
}

export function barsOf(steps: Yields['steps']): FunnelBar[] {
  const first = steps[0]?.count ?? 0;
  return steps.map((step) => ({
    step: step.step,
    title: step.title,
    count: step.count,
    lost: step.lost,
    lossShare: step.count === 0 ? null : step.lost / step.count,
    share: first === 0 ? 0 : step.count / first,
    cpuSeconds: step.cpuSeconds,
    reasons: step.reasons.toSorted((a, b) => b.count - a.count).slice(0, 3),
  }));
}

/** Published tasks: what the last step holds. */
export function publishedOf(yields: Yields): number {
  return yields.steps.at(-1)?.count ?? 0;
}

export function hasEnough(yields: Yields): boolean {
  return publishedOf(yields) >= publishedMin;
}

/** For example `1 h 05 min`, `12 min`, `40 s`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? `${hours} h ${String(minutes % 60).padStart(2, '0')} min`
    : `${Math.round(hours / 24)} days`;
}
