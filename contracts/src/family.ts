/**
 * Drafting is a game. A family is its rules; a proposer (seeded or an agent) plays it. State and moves are JSON, so a
 * game resumes by replaying its moves, and lineage is the list of moves. Conformance suite: `conformance/family.ts`.
 */
import type { z } from 'zod';
import type { Category } from './category.ts';
import type { Draft, Refusal } from './draft.ts';
import type { Hash } from './hash.ts';
import type { Json } from './json.ts';
import type { Lab, RepositoryStore, TableStore } from './ports.ts';
import type { Rng } from './rng.ts';
import type { Lineage } from './task.ts';
import type { WebStore } from './web.ts';

export interface Game {
  /** Item *i* under `randomSeed` *s* is a function of (*s*, *i*). */
  readonly randomSeed: number;
  readonly item: number;
  /** The item's own stream. Fork it by label; never keep state between calls. */
  readonly rng: Rng;
  readonly salt: Hash;
  readonly webs: WebStore;
  readonly tables: TableStore;
  readonly repositories: RepositoryStore;
  readonly lab: Lab;
  readonly signal: AbortSignal;
}

/** A move that the rules forbid in this state; an expected outcome. */
export interface Illegal {
  illegal: string;
}

export function isIllegal(value: unknown): value is Illegal {
  return typeof value === 'object' && value !== null && 'illegal' in value;
}

export interface Page<M> {
  items: M[];
  /** Pass as `after` for the next page; null on the last. */
  next: string | null;
}

export interface MoveKind<S extends Json, M extends Json> {
  /** What the move does, as an agent reads it. */
  doc: string;
  schema: z.ZodType<M>;
  /** A legal-looking move drawn from the random source, or null when this kind has none in this state. Never lists everything. */
  sample(state: S, game: Game): Promise<M | null>;
  options(state: S, page: { query?: string; after?: string; limit: number }, game: Game): Promise<Page<M>>;
}

export const needs = ['web:vital', 'web:whole', 'tables', 'repositories', 'lab:python', 'lab:node'] as const;
export type Need = (typeof needs)[number];

export interface Family<S extends Json = Json, M extends Json = Json> {
  /** For example `interpreter.tilings`. */
  readonly id: string;
  readonly version: number;
  readonly category: Category;
  /** One sentence for people. */
  readonly title: string;
  readonly needs: readonly Need[];
  /** Source ids it draws from, for example `npm:vega-datasets@3.2.1`. */
  readonly sources: readonly string[];
  readonly kinds: Readonly<Record<string, MoveKind<S, M>>>;
  begin(game: Game): Promise<S | Refusal>;
  apply(state: S, move: { kind: string; move: M }, game: Game): Promise<S | Illegal>;
  /** Makes the draft; the proposer fills in the lineage it is given. */
  finish(state: S, game: Game, lineage: Lineage): Promise<Draft | Refusal>;
}

/** A family whose state and move types its user need not know. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- existential type: the proposer only passes S and M back.
export type AnyFamily = Family<any, any>;
