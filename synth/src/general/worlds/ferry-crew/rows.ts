/** The typed facts of a company as the rows of its tables. */
import type { Rows } from '@touchstone/contracts';
import { sectionRows, type Section } from '../../world/documents.ts';
import { dateOf } from '../../world/distributions/dates.ts';
import type { Company } from './company.ts';

export function rowsOf(company: Company, handbook: readonly Section[]): Rows {
  const { crew, vessels, duties, slots, published } = company;
  return {
    ports: company.ports.map((name, port) => ({ port_id: portId(port), name })),
    vessels: vessels.map(({ id, name, port, passengers }) => ({
      vessel_id: id,
      name,
      port_id: port === null ? null : portId(port),
      passengers,
    })),
    crew: byKey(
      crew.map(({ id, name, rank, port, contract, joined }) => ({
        crew_id: id,
        name,
        rank,
        port_id: portId(port),
        contract,
        joined_on: dateOf(joined),
      })),
      'crew_id',
    ),
    certificates: byKey(
      crew.flatMap((member) =>
        member.certificates.map(({ id, kind, from, until }) => ({
          certificate_id: id,
          crew_id: member.id,
          kind,
          valid_from: dateOf(from),
          valid_until: dateOf(until),
        })),
      ),
      'certificate_id',
    ),
    familiarisations: byKey(
      crew.flatMap((member) =>
        [...member.familiar].map(([vessel, day]) => ({
          crew_id: member.id,
          vessel_id: vessels[vessel]!.id,
          signed_off_on: dateOf(day),
        })),
      ),
      'crew_id',
    ),
    leave: byKey(
      crew.flatMap((member) =>
        member.leave.map(({ id, kind, status, first, last }) => ({
          leave_id: id,
          crew_id: member.id,
          kind,
          status,
          first_day: dateOf(first),
          last_day: dateOf(last),
        })),
      ),
      'leave_id',
    ),
    duties: duties.map(({ id, day, vessel, port, kind, on, off }) => ({
      duty_id: id,
      date: dateOf(day),
      vessel_id: vessels[vessel]!.id,
      port_id: portId(port),
      kind,
      sign_on: clock(on - day * 1440),
      sign_off: clock(off - day * 1440),
    })),
    assignments: slots.map(({ duty, position }, slot) => ({
      duty_id: duties[duty]!.id,
      position,
      crew_id: crew[published[slot]!]!.id,
    })),
    handbook_sections: sectionRows(handbook),
  };
}

function portId(port: number): string {
  return `P${port + 1}`;
}

/** `HH:MM` of minutes after midnight. */
export function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Rows in the order of a text column, so that nothing of how they were made shows in their order. */
function byKey<R extends Record<string, string | number | null>>(rows: R[], key: string): R[] {
  return rows.sort((a, b) => (a[key]! < b[key]! ? -1 : a[key]! > b[key]! ? 1 : 0));
}
