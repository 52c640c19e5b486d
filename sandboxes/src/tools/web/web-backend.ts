/**
 * `search`, `open` and `find` over the frozen offline web: a stack of pages, each with a cursor. Runs in this process,
 * since nothing foreign runs: queries are words to look up, and what a document says is only ever shown.
 */
import {
  InputFault,
  type JsonObject,
  type OfflineWeb,
  type RealisedRuntime,
  type Rows,
  type SandboxDriver,
  type ToolResult,
} from '@touchstone/contracts';
import { foundMax, pagesMax, windowLinesMax } from '../../web/limits.ts';
import type { ToolBackend } from '../backend.ts';
import { documentPage, oneLine, resultsPage, showWindow, type Page } from './page.ts';

/** The tools that this backend does. */
export const webToolNames: ReadonlySet<string> = new Set(['search', 'open', 'find']);

const windowLines = 100;

export function openWebBackend(parts: {
  web: OfflineWeb;
  driver: SandboxDriver;
  withoutDocuments?: readonly string[] | undefined;
}): ToolBackend {
  return new WebBackend(parts.web, parts.driver.name, new Set(parts.withoutDocuments ?? []));
}

class WebBackend implements ToolBackend {
  readonly runtime: RealisedRuntime;
  readonly #web: OfflineWeb;
  readonly #hidden: ReadonlySet<string>;
  readonly #pages: Page[] = [];

  constructor(web: OfflineWeb, driver: string, hidden: ReadonlySet<string>) {
    this.#web = web;
    this.#hidden = hidden;
    // No sandbox answers: the index does, in this process. What answered is the web, by its hash, and what indexed it.
    this.runtime = {
      driver,
      runtime: `offline web, Node ${process.versions.node}`,
      packages: { sqlite: process.versions['sqlite'] ?? 'unknown' },
      imageHash: web.hash,
    };
  }

  async call(tool: string, args: JsonObject): Promise<ToolResult> {
    if (this.#pages.length >= pagesMax) return refused(`A session has at most ${pagesMax} pages.`);
    switch (tool) {
      case 'search':
        return this.#search(text(args['query']), wholeNumber(args['topn'], 10));
      case 'open':
        return this.#open(args);
      default:
        return this.#find(text(args['pattern']), wholeNumber(args['cursor'], -1));
    }
  }

  async snapshot(): Promise<Rows> {
    throw new InputFault('The offline web has no rows to take a snapshot of.', { code: 'no-world' });
  }

  async reset(): Promise<void> {
    this.#pages.length = 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async #search(query: string, topn: number): Promise<ToolResult> {
    const limit = Math.max(1, Math.min(50, topn));
    // Hidden ones may fill the first places.
    const hits = await this.#web.search(query, { limit: limit + this.#hidden.size });
    const seen = hits.filter(({ id }) => !this.#hidden.has(id)).slice(0, limit);
    return this.#push(resultsPage(query, seen), 0, windowLinesMax);
  }

  async #open(args: JsonObject): Promise<ToolResult> {
    const { id } = args;
    const first = Math.max(0, wholeNumber(args['loc'], 0));
    const count = Math.max(1, Math.min(windowLinesMax, wholeNumber(args['num_lines'], windowLines)));
    if (typeof id === 'string' && !/^-?\d+$/.test(id.trim())) return this.#openDocument(id, first, count);
    const found = this.#page(wholeNumber(args['cursor'], -1));
    if (typeof found === 'string') return refused(found);
    // A window of the page itself; it keeps its cursor.
    if (id === undefined) return show(found.cursor, found.page, first, count);
    const link = Number(id);
    const target = found.page.links[link];
    if (target === undefined)
      return refused(
        found.page.links.length === 0
          ? `Page ${found.cursor} has no links.`
          : `Page ${found.cursor} has no link ${link}; its links are 0 to ${found.page.links.length - 1}.`,
      );
    return this.#openDocument(target, first, count);
  }

  async #openDocument(idOrUrl: string, first: number, count: number): Promise<ToolResult> {
    const document = await this.#web.open(idOrUrl);
    if (document === null || this.#hidden.has(document.id))
      return refused(`There is no document ${JSON.stringify(idOrUrl.slice(0, 200))}.`);
    return this.#push(documentPage(document, { mayLink: (id) => !this.#hidden.has(id) }), first, count);
  }

  /** Shows the page if the window has a line of it; only then is it a page of the session. */
  #push(page: Page, first: number, count: number): ToolResult {
    const result = show(this.#pages.length, page, first, count);
    if (!result.isError) this.#pages.push(page);
    return result;
  }

  #find(pattern: string, cursor: number): ToolResult {
    const found = this.#page(cursor);
    if (typeof found === 'string') return refused(found);
    const wanted = oneLine(pattern).toLowerCase();
    if (wanted === '') return refused('The pattern is empty.');
    const places = placesOf(found.page, wanted);
    const title = `Find results for ${JSON.stringify(oneLine(pattern))} in ${found.page.title}`;
    const lines = places
      .slice(0, foundMax)
      .flatMap((line, index) => [
        ...(index > 0 ? [''] : []),
        `# match at L${line}`,
        ...found.page.lines.slice(line, line + 3),
      ]);
    if (places.length === 0) lines.push(`No match in page ${found.cursor}.`);
    if (places.length > foundMax) lines.push('', `${places.length - foundMax} more places are not shown.`);
    // Links shown here are those of the page they stand on, so their ids hold.
    return this.#push({ title, url: found.page.url, lines, links: found.page.links }, 0, windowLinesMax);
  }

  #page(cursor: number): { cursor: number; page: Page } | string {
    const at = cursor === -1 ? this.#pages.length - 1 : cursor;
    const page = this.#pages[at];
    if (page !== undefined) return { cursor: at, page };
    return this.#pages.length === 0
      ? 'No page has been opened yet; search first, or open a document by its id or address.'
      : `There is no page ${cursor}; pages are 0 to ${this.#pages.length - 1}.`;
  }
}

/** Lines on which the pattern begins. It may run over the end of a wrapped line, and link frames are not part of it. */
function placesOf(page: Page, wanted: string): number[] {
  let text = '';
  const starts: number[] = [];
  for (const line of page.lines) {
    starts.push(text.length);
    text += `${line.replace(/【\d+†([^†】]*)(?:†[^】]*)?】/gu, '$1').toLowerCase()} `;
  }
  const places: number[] = [];
  let line = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    while (line + 1 < starts.length && (starts[line + 1] as number) <= at) line += 1;
    if (places.at(-1) !== line) places.push(line);
  }
  return places;
}

function show(cursor: number, page: Page, first: number, count: number): ToolResult {
  if (first >= page.lines.length)
    return refused(
      `The page has ${page.lines.length} lines, 0 to ${page.lines.length - 1}; there is no line ${first}.`,
    );
  return { text: showWindow(cursor, page, first, count), isError: false };
}

function refused(text: string): ToolResult {
  return { text, isError: true };
}

function wholeNumber(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : otherwise;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
