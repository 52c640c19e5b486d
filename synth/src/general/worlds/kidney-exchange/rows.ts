/** The typed facts of a sharing scheme as the rows of its tables. */
import type { JsonObject, Rows } from '@touchstone/contracts';
import { dateOf } from '../../world/distributions/dates.ts';
import { sectionRows, type Section } from '../../world/documents.ts';
import type { Registry } from './registry.ts';
import type { Plan } from './solve.ts';

export interface Shown {
  /** What was announced in the latest run; null where this run is still to be made. */
  announced: Plan | null;
  /** Donors without a recipient who are still there. */
  altruists: readonly number[];
  rulebook: readonly Section[];
}

export function rowsOf(registry: Registry, shown: Shown): Rows {
  const { centres, recipients, donors, hours, slots, surgery } = registry;
  const weeks = [-14, -7, 0, 7, 14];
  return {
    centres: centres.map(({ id, name }) => ({ centre_id: id, name })),
    transport: hours.flatMap((row, from) =>
      row.flatMap((time, to) =>
        from === to ? [] : [{ from_centre: centres[from]!.id, to_centre: centres[to]!.id, hours: time }],
      ),
    ),
    theatre_slots: centres.flatMap(({ id }, index) =>
      weeks.map((offset) => ({
        centre_id: id,
        week: dateOf(surgery + offset),
        slots: offset === 0 ? slots[index]! : (slots[index]! + index + offset * offset) % 4,
      })),
    ),
    recipients: byKey(
      recipients.map((person) => ({
        recipient_id: person.id,
        name: person.name,
        centre_id: centres[person.centre]!.id,
        born_on: dateOf(person.born),
        blood_group: person.blood,
        listed_on: dateOf(person.waitingSince),
        crf: person.crf,
        cmv_positive: Number(person.cmvPositive),
        accepts_cmv: Number(person.acceptsCmv),
        oldest_donor_age: person.donorAgeMax,
        accepts_three_way: Number(person.threeWay),
        status: person.status,
      })),
      'recipient_id',
    ),
    unacceptable_antigens: byKey(
      recipients.flatMap(({ id, unacceptable }) =>
        [...unacceptable].sort().map((antigen) => ({ recipient_id: id, antigen })),
      ),
      'recipient_id',
    ),
    donors: byKey(
      donors.map((person, index) => ({
        donor_id: person.id,
        name: person.name,
        recipient_id: person.recipient === null ? null : recipients[person.recipient]!.id,
        centre_id: centres[person.centre]!.id,
        born_on: dateOf(person.born),
        blood_group: person.blood,
        cmv_positive: Number(person.cmvPositive),
        status: person.recipient === null && !shown.altruists.includes(index) ? 'donated' : person.status,
      })),
      'donor_id',
    ),
    donor_antigens: byKey(
      donors.flatMap(({ id, antigens }) => antigens.map((antigen) => ({ donor_id: id, antigen }))),
      'donor_id',
    ),
    unavailability: byKey(
      donors.flatMap(({ id, pauses }) =>
        pauses.map(([first, last]) => ({ donor_id: id, first_day: dateOf(first), last_day: dateOf(last) })),
      ),
      'donor_id',
    ),
    crossmatches: registry.crossmatches.map(({ id, donor, recipient, tested, positive }) => ({
      test_id: id,
      donor_id: donors[donor]!.id,
      recipient_id: recipients[recipient]!.id,
      tested_on: dateOf(tested),
      result: positive ? 'positive' : 'negative',
    })),
    declined_offers: byKey(
      registry.declined.map(({ donor, recipient, on, reason }) => ({
        donor_id: donors[donor]!.id,
        recipient_id: recipients[recipient]!.id,
        declined_on: dateOf(on),
        reason,
      })),
      'recipient_id',
    ),
    ...runs(registry, shown.announced),
    rulebook_sections: sectionRows(shown.rulebook),
  };
}

function runs(registry: Registry, announced: Plan | null): Rows {
  const { recipients, donors, pastRuns, today, surgery, runId } = registry;
  const all = [
    ...pastRuns.map(({ id, on, exchanges }) => ({ id, on, surgery: on + 34, exchanges })),
    ...(announced
      ? [
          {
            id: runId,
            on: today,
            surgery,
            exchanges: announced.map((transplants) => ({ transplants, status: 'announced' })),
          },
        ]
      : []),
  ];
  return {
    runs: all.map(({ id, on, surgery: week }) => ({
      run_id: id,
      run_on: dateOf(on),
      week_of_surgery: dateOf(week),
    })),
    run_transplants: all.flatMap(({ id, exchanges }) =>
      exchanges.flatMap(({ transplants, status }, index) =>
        transplants.map(([donor, recipient]) => ({
          run_id: id,
          exchange_number: index + 1,
          donor_id: donors[donor]!.id,
          recipient_id: recipients[recipient]!.id,
          status,
        })),
      ),
    ),
  };
}

function byKey<R extends JsonObject>(rows: R[], key: keyof R & string): R[] {
  const text = (row: R) => row[key] as string;
  return rows.sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
}
