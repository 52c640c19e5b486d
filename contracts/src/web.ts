/**
 * The frozen offline web: documents that never change, named together by one hash, searched with BM25. A web is either
 * built once from source packages and named (`vital`, `whole`), or made with a draft and kept as a blob.
 */
import { z } from 'zod';
import type { Hash } from './hash.ts';

const webLinkSchema = z.strictObject({
  /** UTF-16 code units of `text`. */
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  /** Id of a document of the same web. */
  document: z.string(),
});

export const webDocumentSchema = z.strictObject({
  /** Stable and unique in its web, for example `en:Alan Turing`, `taxon:9606`, `notice-96-2012`. */
  id: z.string().min(1).max(200),
  title: z.string().min(1),
  url: z.string(),
  /** BCP 47. */
  language: z.string(),
  /** SPDX expression of the text. */
  licence: z.string(),
  attribution: z.string(),
  /** Plain text; lines end with \n. */
  text: z.string(),
  links: z.array(webLinkSchema),
});
export type WebDocument = z.infer<typeof webDocumentSchema>;

export interface WebHit {
  id: string;
  title: string;
  url: string;
  language: string;
  /** The passage that matched, one line. */
  snippet: string;
}

export interface OfflineWeb {
  /** SHA-256 of the documents as JSON lines: canonical JSON, a document a line, in code-unit order of their ids. */
  readonly hash: Hash;
  readonly documentCount: number;
  /** Best first, by BM25; words of the query are alternatives, the rarest count. */
  search(query: string, options: { limit: number; language?: string }): Promise<WebHit[]>;
  open(id: string): Promise<WebDocument | null>;
  /** All, in order of id. */
  documents(): AsyncIterable<WebDocument>;
}

/** Names of the webs built from source packages. */
export const webNames = ['vital', 'whole'] as const;
export type WebName = (typeof webNames)[number];

export interface WebStore {
  /** A web by its name; builds `vital` where it is not there yet, and throws a `Fault` that says how to build `whole`. */
  open(name: WebName): Promise<OfflineWeb>;
}
