/** Which tasks an act would take: some by hand, or all that match the query, whether loaded or not. */
export interface Selection {
  all: boolean;
  ids: ReadonlySet<string>;
}
export const nothing: Selection = { all: false, ids: new Set() };

/** A query names them to the server, and holds 2,000 characters: more than this are taken by a query instead. */
export const handPickedMax = 90;

export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { all: false, ids: next };
}

export function extended({ ids }: Selection, more: readonly string[]): Selection {
  return { all: false, ids: new Set([...ids, ...more]) };
}
