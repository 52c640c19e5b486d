/**
 * An `OfflineWeb` over the committed sample of real documents, for tests that must run where no web is built. Its search
 * counts how many words of the query a document has, rare words for more; it does not pretend to be BM25.
 */
import { readFileSync } from 'node:fs';
import { hashBytes, type OfflineWeb, type WebDocument, type WebStore } from '@touchstone/contracts';

const bytes = readFileSync(new URL('./fixtures/web-sample.jsonl', import.meta.url));

class MemoryWeb implements OfflineWeb {
  readonly hash = hashBytes(bytes);
  readonly #documents: WebDocument[];
  readonly #words: ReadonlySet<string>[];
  readonly #frequencies = new Map<string, number>();

  constructor() {
    const lines = bytes.toString('utf8').trim().split('\n');
    this.#documents = lines.map((line) => JSON.parse(line) as WebDocument);
    this.#words = this.#documents.map(({ title, text }) => new Set(wordsOf(`${title} ${text}`)));
    for (const words of this.#words)
      for (const word of words) this.#frequencies.set(word, (this.#frequencies.get(word) ?? 0) + 1);
  }

  get documentCount(): number {
    return this.#documents.length;
  }

  async search(query: string, { limit, language }: { limit: number; language?: string }) {
    const asked = [...new Set(wordsOf(query))];
    const weight = (word: string) =>
      Math.log((1 + this.#documents.length) / (this.#frequencies.get(word) ?? Infinity));
    const ranked = this.#documents
      .map((document, at) => {
        const words = this.#words[at] as ReadonlySet<string>;
        return {
          document,
          score: asked.filter((word) => words.has(word)).reduce((sum, word) => sum + weight(word), 0),
        };
      })
      .filter(
        ({ document, score }) => score > 0 && (language === undefined || document.language === language),
      )
      .sort((one, other) => other.score - one.score || (one.document.id < other.document.id ? -1 : 1));
    return ranked.slice(0, limit).map(({ document: { id, title, url, language: written, text } }) => ({
      id,
      title,
      url,
      language: written,
      snippet: text.slice(0, 220),
    }));
  }

  async open(id: string): Promise<WebDocument | null> {
    return this.#documents.find((document) => document.id === id || document.url === id) ?? null;
  }

  async *documents(): AsyncIterable<WebDocument> {
    yield* this.#documents;
  }
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Both named webs are the sample. */
export function sampleStore(): WebStore {
  const web = new MemoryWeb();
  return { open: async () => web };
}
