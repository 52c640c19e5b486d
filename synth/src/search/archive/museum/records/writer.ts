/** Collects the records of an archive: every record has a title, an office, a day and a signature. Knows no museum. */
import { spoken, type Day } from '../../days.ts';
import type { ArchiveRecord } from '../../archive.ts';

export interface Sheet {
  id: string;
  title: string;
  /** Where it was written. */
  office: string;
  day: Day;
  body: string;
  signed?: string;
}

export class Writer {
  readonly records: ArchiveRecord[] = [];

  write({ id, title, office, day, body, signed }: Sheet): void {
    const text = [office, spoken(day), '', body, ...(signed ? ['', signed] : [])].join('\n');
    this.records.push({ id, title, text });
  }
}

/** `£1,250`. */
export function pounds(amount: number): string {
  return `£${String(amount).replace(/\B(?=(\d{3})+$)/g, ',')}`;
}

/** `one, two and three`. */
export function series(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `the Rotunda`, but `Room 4` and `Store A`. */
export function the(name: string): string {
  return /^(Room|Store) \S+$|^Mill Lane/.test(name) ? name : `the ${name}`;
}

/** The number of a record as people write it: `ticket-t85117` → `T85117`. */
export function mark(record: string): string {
  return record.slice(record.lastIndexOf('-') + 1).toUpperCase();
}
