/**
 * Documents of a web as JSON lines and back. Does not know where they come from nor how they are searched.
 * A line is the canonical JSON (RFC 8785) of a document; lines stand in code-unit order of the ids and end with \n.
 */
import { InputFault, webDocumentSchema, type WebDocument } from '@touchstone/contracts';
import { documentBytesMax } from './limits.ts';

/**
 * The line of a document, without its \n. Canonical by construction (keys in order, texts and whole numbers only),
 * and six times faster than canonicalising; its twin in the tests is `canonicalJson`.
 */
export function lineOf(document: WebDocument): string {
  const { attribution, id, language, licence, text, title, url } = document;
  const links = document.links.map((link) => ({ document: link.document, end: link.end, start: link.start }));
  return JSON.stringify({ attribution, id, language, licence, links, text, title, url });
}

/** A document from its line; an `InputFault` for anything but a canonical line of a sound document. */
export function parseLine(line: string): WebDocument {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (thrown) {
    throw malformed(`a line is not JSON: ${(thrown as Error).message}`, line);
  }
  const parsed = webDocumentSchema.safeParse(json);
  if (!parsed.success)
    throw malformed(`${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`, line);
  const document = parsed.data;
  if (!line.isWellFormed() || lineOf(document) !== line)
    throw malformed('a line is not canonical JSON', line);
  let end = 0;
  for (const link of document.links) {
    if (link.start < end || link.end <= link.start || link.end > document.text.length)
      throw malformed(`the links of ${document.id} overlap, are out of order or leave the text`, line);
    end = link.end;
  }
  return document;
}

/** A document that was checked when it came in. */
export function readLine(line: string): WebDocument {
  return JSON.parse(line) as WebDocument;
}

/** Code-unit order, which `<` on strings has. */
export function inOrderOfIds<T extends { id: string }>(documents: Iterable<T>): T[] {
  return [...documents].sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));
}

/** Whole lines out of chunks, without their \n; bounded. A last line without its \n is refused. */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest: Uint8Array[] = [];
  let restBytes = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const piece = chunk.subarray(start, end);
      yield decode(decoder, rest.length === 0 ? piece : Buffer.concat([...rest, piece]));
      rest = [];
      restBytes = 0;
      start = end + 1;
    }
    if (start < chunk.length) {
      rest.push(chunk.subarray(start));
      restBytes += chunk.length - start;
      if (restBytes > documentBytesMax) throw malformed(`a line has more than ${documentBytesMax} bytes`, '');
    }
  }
  if (restBytes > 0) throw malformed('the last line does not end', '');
}

function decode(decoder: TextDecoder, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw malformed('a line is not UTF-8', '');
  }
}

export function malformed(why: string, line: string): InputFault {
  const where = line === '' ? '' : ` In ${JSON.stringify(line.slice(0, 120))}.`;
  return new InputFault(`These are not the documents of a web: ${why}.${where}`, { code: 'web-malformed' });
}
