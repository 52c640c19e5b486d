/**
 * The events of one episode, fetched by range and never dropped: outlines of all, bodies of those on screen. A page that
 * the server answers in part is asked for again from where it broke off; a page that fails says so in its place and can be
 * tried again. Does not know how it is shown, nor where the events come from.
 */
import type { z } from 'zod';
import type { transcriptEventSchema, transcriptPageSchema } from '@touchstone/contracts/api';

export type TranscriptEvent = z.infer<typeof transcriptEventSchema>;
export type TranscriptPage = z.infer<typeof transcriptPageSchema>;

/** Events `from` (inclusive) to `to` (exclusive). */
export interface EventRange {
  from: number;
  to: number;
}

/** Where events come from. The answer may hold fewer than asked, from the beginning of the range on. */
export type FetchEvents = (
  range: EventRange & { bodies: boolean },
  signal: AbortSignal,
) => Promise<TranscriptPage>;

/** Small enough for one paint; large enough that a screen rarely needs two. */
const bodyPageEvents = 50;
/** An outline is about 150 bytes: a request of 150 KB. */
const outlinePageEvents = 1_000;
/** Bodies kept; those farthest from the screen go first and are fetched again when scrolled to. */
export const bodiesMax = 1_500;

export interface KnownEvent {
  event: TranscriptEvent;
  body: 'here' | 'coming' | 'large';
}

type PageState = { state: 'loading' } | { state: 'loaded' } | { state: 'failed'; message: string };

export class TranscriptStore {
  readonly #fetch: FetchEvents;
  #abort = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #outlines: (TranscriptEvent | undefined)[] = [];
  readonly #bodies = new Map<number, TranscriptEvent>();
  readonly #bodyPages = new Map<number, PageState>();
  readonly #outlinePages = new Map<number, PageState>();
  #total: number | null = null;
  #version = 0;
  #outlinesKnown = 0;
  #errorsKnown = 0;

  constructor(fetch: FetchEvents) {
    this.#fetch = fetch;
  }

  /** Null until the first answer. */
  get total(): number | null {
    return this.#total;
  }

  /** Rises with every change: what `useSyncExternalStore` compares. */
  get version(): number {
    return this.#version;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The bodies around `at` first, so that something can be read; then every outline. */
  async open(at: number): Promise<void> {
    if (this.#abort.signal.aborted) this.#abort = new AbortController();
    await this.#loadBodies(pageOf(at, bodyPageEvents));
    await this.loadOutlines();
  }

  /** Ends what is on its way; what has come stays, and the store can be opened again. */
  close(): void {
    this.#abort.abort();
    for (const pages of [this.#bodyPages, this.#outlinePages])
      for (const [page, { state }] of pages) if (state === 'loading') pages.delete(page);
  }

  /** What is known of event `index`. A `large` body comes by itself, when `loadWhole` asks for it. */
  event(index: number): KnownEvent | null {
    const whole = this.#bodies.get(index);
    if (whole !== undefined) return { event: whole, body: isLarge(whole) ? 'large' : 'here' };
    const outline = this.#outlines[index];
    return outline === undefined ? null : { event: outline, body: 'coming' };
  }

  /** The body of one event, however large. */
  async loadWhole(index: number): Promise<void> {
    if (this.event(index)?.body !== 'large') return;
    const { signal } = this.#abort;
    const answer = await this.#fetch({ from: index, to: index + 1, bodies: true }, signal);
    if (signal.aborted) return;
    this.#take(answer, true);
    this.#changed();
  }

  /** Why event `index` is not here, where its page failed. */
  fault(index: number): string | null {
    const page = this.#bodyPages.get(pageOf(index, bodyPageEvents));
    return page?.state === 'failed' ? page.message : null;
  }

  /** Outlines so far, in order; holes where they have not come. */
  get outlines(): readonly (TranscriptEvent | undefined)[] {
    return this.#outlines;
  }

  /** How many outlines are here: what is drawn of all of them is drawn again only when this rises. */
  get outlinesKnown(): number {
    return this.#outlinesKnown;
  }

  /** Errors among them. */
  get errorsKnown(): number {
    return this.#errorsKnown;
  }

  get outlinesComplete(): boolean {
    return (
      this.#total !== null && this.#pagesOf(0, this.#total, outlinePageEvents).every(this.#outlineLoaded)
    );
  }

  /** Why the outline is not complete, where a page of it failed. */
  get outlineFault(): string | null {
    for (const page of this.#outlinePages.values()) if (page.state === 'failed') return page.message;
    return null;
  }

  /** Asks for the bodies of what is on screen. Failed pages are left for `retry`. */
  ensureBodies({ from, to }: EventRange): void {
    const end = Math.min(to, this.#total ?? to);
    for (const page of this.#pagesOf(Math.max(0, from), end, bodyPageEvents))
      if (!this.#bodyPages.has(page)) void this.#loadBodies(page);
    this.#forgetFarBodies((from + to) / 2);
  }

  retry(index: number): void {
    const page = pageOf(index, bodyPageEvents);
    if (this.#bodyPages.get(page)?.state === 'failed') void this.#loadBodies(page);
  }

  /** Every outline that is not here, in order; one request at a time, so that bodies on screen are not kept waiting. */
  async loadOutlines(): Promise<void> {
    for (const page of this.#pagesOf(0, this.#total ?? 0, outlinePageEvents)) {
      if (this.#abort.signal.aborted) return;
      if (!this.#outlineLoaded(page)) await this.#loadOutline(page);
    }
  }

  /** For an episode that still goes on: asks what has been added. */
  async follow(): Promise<void> {
    const known = this.#total ?? 0;
    const answer = await this.#fetch(
      { from: known, to: known + bodyPageEvents, bodies: true },
      this.#abort.signal,
    );
    if (answer.total === known) return;
    // Pages at the old end were complete for the old total only.
    this.#bodyPages.delete(pageOf(known, bodyPageEvents));
    this.#outlinePages.delete(pageOf(known, outlinePageEvents));
    this.#take(answer, true);
    this.#changed();
    await this.loadOutlines();
  }

  /** The next (or previous) event from `index` that is an error, or null; outlines that have not come are not searched. */
  nextError(index: number, step: 1 | -1): number | null {
    for (let at = index + step; at >= 0 && at < (this.#total ?? 0); at += step)
      if (this.event(at)?.event.isError === true) return at;
    return null;
  }

  /** The next (or previous) turn: a message, a submission or the verdict. */
  nextTurn(index: number, step: 1 | -1): number | null {
    for (let at = index + step; at >= 0 && at < (this.#total ?? 0); at += step) {
      const event = this.event(at)?.event;
      if (event !== undefined && event.type !== 'tool-called') return at;
    }
    return null;
  }

  #outlineLoaded = (page: number): boolean => this.#outlinePages.get(page)?.state === 'loaded';

  async #loadBodies(page: number): Promise<void> {
    await this.#load(this.#bodyPages, page, { size: bodyPageEvents, bodies: true });
  }

  async #loadOutline(page: number): Promise<void> {
    await this.#load(this.#outlinePages, page, { size: outlinePageEvents, bodies: false });
  }

  async #load(
    pages: Map<number, PageState>,
    page: number,
    { size, bodies }: { size: number; bodies: boolean },
  ): Promise<void> {
    const { signal } = this.#abort;
    pages.set(page, { state: 'loading' });
    this.#changed();
    try {
      let from = page * size;
      const to = from + size;
      while (from < Math.min(to, this.#total ?? to)) {
        const answer = await this.#fetch({ from, to: Math.min(to, this.#total ?? to), bodies }, signal);
        this.#take(answer, bodies);
        const last = answer.events.at(-1);
        if (last === undefined) {
          if (from >= answer.total) break;
          throw new Error(`The server sent nothing from event ${from} on, of ${answer.total}.`);
        }
        from = last.index + 1;
      }
      pages.set(page, { state: 'loaded' });
    } catch (thrown) {
      if (signal.aborted) return;
      pages.set(page, {
        state: 'failed',
        message: thrown instanceof Error ? thrown.message : String(thrown),
      });
    }
    this.#changed();
  }

  #take(answer: TranscriptPage, bodies: boolean): void {
    this.#total = Math.max(this.#total ?? 0, answer.total);
    for (const event of answer.events) {
      if (bodies) this.#bodies.set(event.index, event);
      if (this.#outlines[event.index] !== undefined) continue;
      this.#outlines[event.index] = bodies ? { ...event, body: null } : event;
      this.#outlinesKnown++;
      if (event.isError) this.#errorsKnown++;
    }
  }

  #forgetFarBodies(around: number): void {
    if (this.#bodies.size <= bodiesMax) return;
    const loaded = [...this.#bodyPages.entries()].filter(([, page]) => page.state === 'loaded');
    loaded.sort(([a], [b]) => distance(b, around) - distance(a, around));
    for (const [page] of loaded) {
      if (this.#bodies.size <= bodiesMax / 2) break;
      for (let index = page * bodyPageEvents; index < (page + 1) * bodyPageEvents; index++)
        this.#bodies.delete(index);
      this.#bodyPages.delete(page);
    }
  }

  #pagesOf(from: number, to: number, size: number): number[] {
    if (to <= from) return [];
    const first = pageOf(from, size);
    return Array.from({ length: pageOf(to - 1, size) - first + 1 }, (_, offset) => first + offset);
  }

  #changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

/** A page leaves out bodies beyond what it may hold. */
function isLarge({ body, bytes }: TranscriptEvent): boolean {
  return body === null && bytes > 4;
}

function pageOf(index: number, size: number): number {
  return Math.floor(index / size);
}

function distance(page: number, around: number): number {
  return Math.abs(page * bodyPageEvents - around);
}
