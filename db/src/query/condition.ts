/** Pieces of SQL with their values, numbered as they come. */

/** Values of one statement; `add` gives the placeholder. */
export class Values {
  readonly list: unknown[] = [];

  /** Text that Postgres cannot hold becomes text that is found nowhere. */
  add(value: string | number | boolean | Date | null | readonly (string | boolean)[]): string {
    this.list.push(Array.isArray(value) ? value.map(storable) : storable(value));
    return `$${this.list.length}`;
  }
}

/** Joined by AND; true where there is none. */
export function allOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : conditions.map((each) => `(${each})`).join(' AND ');
}

function storable(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '\ufffd') : value;
}
