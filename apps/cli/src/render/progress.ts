/**
 * A run as it goes: bars where somebody watches a terminal, plain lines otherwise. Never silent for more than a few
 * seconds: whatever takes long (initdb, a download, a snapshot) says so through `say`.
 */
import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import { byCategory, proven, type RunProgress } from '@touchstone/pipeline';
import type { Terminal } from '../terminal.ts';
import { duration, refusals } from './text.ts';

export interface ProgressView extends Disposable {
  update(progress: RunProgress): void;
  /** What is going on now, one short line. */
  say(activity: string): void;
  /** A result to show at once, above the bars. */
  show(text: string): void;
}

/** Plain lines come this often. */
const PLAIN_INTERVAL_MS = 5_000;

export function openProgress(terminal: Terminal, now: () => number = Date.now): ProgressView {
  return terminal.watched ? bars(now) : plainLines(terminal, now);
}

/** Proven tasks per minute since this process began, and what is left at that rate. */
function rateOf(startedAt: number, now: () => number) {
  let first: number | null = null;
  return (progress: RunProgress): string => {
    const done = progress.families.reduce((sum, family) => sum + proven(family), 0);
    const wanted = progress.families.reduce(
      (sum, family) => sum + (family.givenUp ? proven(family) : family.quota),
      0,
    );
    first ??= done;
    const minutes = (now() - startedAt) / 60_000;
    const perMinute = (done - first) / minutes;
    if (progress.ended) return 'done';
    if (done >= wanted) return 'lower item numbers, which go first, are still being proven';
    if (!(perMinute > 0)) return 'time left not known yet';
    return `${perMinute.toFixed(1)} proven a minute, about ${duration(((wanted - done) / perMinute) * 60)} left`;
  };
}

function bars(now: () => number): ProgressView {
  const multi = new MultiBar(
    {
      format: '{category} {bar} {value}/{total} proven · {drafted} drafted · refused {refused}',
      hideCursor: true,
      clearOnComplete: false,
      barsize: 20,
      forceRedraw: true,
      gracefulExit: false,
      linewrap: false,
    },
    Presets.rect,
  );
  const byName = new Map<string, SingleBar>();
  const rate = rateOf(now(), now);
  let status: SingleBar | null = null;
  const setStatus = (text: string) => {
    status ??= multi.create(1, 0, { text }, { format: '{text}' });
    status.update(0, { text });
  };
  return {
    update(progress) {
      for (const each of byCategory(progress.families)) {
        const payload = {
          category: each.category.padEnd(12),
          drafted: each.drafted,
          refused: refusals(each.refused),
        };
        const bar = byName.get(each.category) ?? multi.create(each.quota, 0, payload);
        byName.set(each.category, bar);
        bar.update(proven(each), payload);
      }
      setStatus(rate(progress));
    },
    say: setStatus,
    show: (text) => void multi.log(`${text}\n`),
    [Symbol.dispose]: () => multi.stop(),
  };
}

function plainLines(terminal: Terminal, now: () => number): ProgressView {
  const rate = rateOf(now(), now);
  const startedAt = now();
  let activity = 'starting';
  let latest: RunProgress | null = null;
  let printedAt = now();
  const print = (text: string) => {
    printedAt = now();
    terminal.note(`[${duration((now() - startedAt) / 1000)}] ${text}`);
  };
  const counts = (progress: RunProgress) =>
    byCategory(progress.families)
      .map(
        (each) =>
          `${each.category} ${proven(each)}/${each.quota} proven of ${each.drafted} drafted, refused ${refusals(each.refused)}`,
      )
      .join('; ');
  let printedCounts = '';
  const again = () => {
    if (latest === null) return print(`still ${activity} …`);
    const line = counts(latest);
    // Nothing came out since the last line: what is being waited for matters more.
    const waiting = line === printedCounts && activity !== 'starting' ? ` (last: ${activity})` : '';
    printedCounts = line;
    print(`${line}; ${rate(latest)}${waiting}`);
  };
  const timer = setInterval(() => {
    if (now() - printedAt >= PLAIN_INTERVAL_MS - 500) again();
  }, 1000);
  return {
    update: (progress) => (latest = progress),
    say(text) {
      if (text === activity) return;
      activity = text;
      print(text);
    },
    show: (text) => terminal.note(text),
    [Symbol.dispose]() {
      clearInterval(timer);
      if (latest) print(`${counts(latest)}; ${rate(latest)}`);
    },
  };
}
