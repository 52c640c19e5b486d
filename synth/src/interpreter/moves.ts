/** Pages of moves for families whose moves can be listed. */
import { canonicalJson, type Json, type Page } from '@touchstone/contracts';

/** The moves that contain the query, a page at a time; `after` is the index of the last move shown. */
export async function listed<M extends Json>(
  moves: readonly M[],
  { query, after, limit }: { query?: string; after?: string; limit: number },
): Promise<Page<M>> {
  const wanted = query === undefined ? moves : moves.filter((move) => canonicalJson(move).includes(query));
  const start = after === undefined ? 0 : Number(after) + 1;
  const items = wanted.slice(start, start + limit);
  const end = start + items.length;
  return { items, next: end < wanted.length ? String(end - 1) : null };
}
