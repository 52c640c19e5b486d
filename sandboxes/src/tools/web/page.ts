/**
 * A page as an agent reads it: numbered lines, links as 【id†title†domain】. Pure. The form is that of the search agent
 * of the DeepSeek-V3.2 report: `[cursor] title (url)`, `**viewing lines [a - b] of n**`, `L12: …`.
 */
import type { WebDocument, WebHit } from '@touchstone/contracts';
import { lineCharsMax } from '../../web/limits.ts';

export interface Page {
  title: string;
  url: string;
  lines: readonly string[];
  /** Ids of documents; a link's id is its place here. */
  links: readonly string[];
}

/** Results as a page of links: three lines a hit (link, address, passage) and an empty one between. */
export function resultsPage(query: string, hits: readonly WebHit[]): Page {
  const lines: string[] = ['# Search Results', ''];
  if (hits.length === 0) lines.push('No documents match.');
  hits.forEach((hit, id) => {
    if (id > 0) lines.push('');
    lines.push(linkText(id, hit.title, hit.url), `URL: ${oneLine(hit.url)}`, ...wrap(oneLine(hit.snippet)));
  });
  return { title: oneLine(query), url: 'search-results', lines, links: hits.map(({ id }) => id) };
}

/** A document: its title, its text with links in place. A link to a document that may not be seen stays plain text. */
export function documentPage(document: WebDocument, { mayLink }: { mayLink: (id: string) => boolean }): Page {
  const links: string[] = [];
  const source = harmless(document.text);
  let text = '';
  let end = 0;
  for (const link of document.links) {
    if (!mayLink(link.document)) continue;
    const shown = source.slice(link.start, link.end);
    // A link that runs over a line would be cut by the lines.
    if (shown.includes('\n')) continue;
    let id = links.indexOf(link.document);
    if (id < 0) id = links.push(link.document) - 1;
    text += source.slice(end, link.start) + linkText(id, shown, document.url);
    end = link.end;
  }
  text += source.slice(end);
  const paragraphs = text.replace(/\n$/, '').split('\n');
  return {
    title: oneLine(document.title),
    url: oneLine(document.url),
    lines: paragraphs.flatMap(wrap),
    links,
  };
}

/** Lines `first` to `last` of a page, both counted from 0 and shown. */
export function showWindow(cursor: number, page: Page, first: number, count: number): string {
  const last = Math.min(page.lines.length, first + count) - 1;
  const shown = page.lines.slice(first, last + 1).map((line, index) => `L${first + index}: ${line}`);
  return [
    `[${cursor}] ${page.title} (${page.url})`,
    `**viewing lines [${first} - ${last}] of ${page.lines.length}**`,
    '',
    ...shown,
  ].join('\n');
}

function linkText(id: number, title: string, url: string): string {
  const host = hostOf(url);
  // The sign that divides a link; inside a title it would end it.
  const plain = oneLine(title)
    .replace(/[【】†]/gu, ' ')
    .trim();
  return `【${id}†${plain}${host === '' ? '' : `†${host}`}】`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

/**
 * Text of a document that cannot pass for the frame round it: no other line ends, no invisible or direction-changing
 * characters, no brackets of links. A character for a character, so that places in the text stay where they are.
 */
function harmless(text: string): string {
  return text
    .replace(/(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => ' '.repeat(character.length))
    .replaceAll('【', '[')
    .replaceAll('】', ']');
}

export function oneLine(text: string): string {
  return harmless(text).replace(/\s+/gu, ' ').trim();
}

/** A paragraph in lines of at most `lineCharsMax` code units where it has spaces; links are not broken. */
function wrap(paragraph: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of paragraph.split(/ (?![^【】]*】)/u)) {
    if (line !== '' && line.length + 1 + piece.length > lineCharsMax) {
      lines.push(line);
      line = piece;
    } else line = line === '' ? piece : `${line} ${piece}`;
  }
  lines.push(line);
  return lines;
}
