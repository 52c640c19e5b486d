/** By-laws as made, and the orders of the harbour board that amend or revoke them, name quays and class them. */
import type { Rng } from '@touchstone/contracts';
import { spoken } from '../../days.ts';
import type { ArchiveRecord } from '../../archive.ts';
import {
  byLawRecord,
  metres,
  nameOn,
  orderNumber,
  orderRecord,
  type ByLaws,
  type ClearanceRule,
  type DuesRule,
  type Naming,
  type NoticeRule,
  type OrderHead,
  type Reclassing,
  type Version,
} from '../model.ts';
import type { History } from '../simulate.ts';

type Subject = keyof ByLaws;

const subjects: Record<Subject, string> = {
  notices: 'notices and corrections',
  clearance: 'water under the keel',
  dues: 'quay dues',
};

export function orderTexts(rng: Rng, port: History): ArchiveRecord[] {
  const records: ArchiveRecord[] = [];
  const told = new Set<OrderHead>();
  const tell = (order: OrderHead, title: string, body: string) => {
    told.add(order);
    records.push(orderText(rng.fork(orderNumber(order)), port, order, title, body));
  };
  for (const subject of Object.keys(subjects) as Subject[]) {
    const { number, versions } = port.byLaws[subject];
    for (const version of versions as Version<NoticeRule & ClearanceRule & DuesRule>[]) {
      const text = rules[subject](version.rule, rng.fork(`${subject}/${version.made}`));
      if (version.order === null) records.push(asMade(port, subject, number, version, text));
      else
        tell(
          version.order,
          `By-law ${number} amended (${subjects[subject]})`,
          `[[${byLawRecord(number)}|By-law ${number}]] (${subjects[subject]}) is to read as follows with effect from ${spoken(version.effective)}:\n\n${text}${transition[subject]}`,
        );
      if (version.revoked && version.order)
        tell(
          version.revoked,
          `Order ${orderNumber(version.order)} revoked (By-law ${number})`,
          `Harbour Order [[${orderRecord(version.order)}|${orderNumber(version.order)}]], which amended By-law ${number} (${subjects[subject]}), is revoked with effect from ${spoken(version.revoked.effective)}. From that day By-law ${number} is to be read as it stood before that Order.`,
        );
    }
  }
  for (const naming of port.namings)
    tell(naming, `naming of a quay (${naming.to})`, namingBody(rng.fork(naming.to), naming));
  for (const order of port.reclassings)
    tell(order, `class of a quay (${nameOn(order.quay, order.made)})`, reclassingBody(order));
  const plain = rng.fork('plain');
  for (const order of port.orders)
    if (!told.has(order)) {
      const [title, body] = plain.pick(plainOrders);
      tell(order, title, `${body} This Order takes effect on ${spoken(order.effective)}.`);
    }
  return records;
}

function orderText(rng: Rng, port: History, order: OrderHead, title: string, body: string): ArchiveRecord {
  const number = orderNumber(order);
  const head = rng.pick([
    `${port.name} Harbour Board\nHarbour Order ${number}\nMade on ${spoken(order.made)}`,
    `HARBOUR ORDER ${number}\nmade by the Harbour Board of ${port.name} on ${spoken(order.made)}`,
  ]);
  return {
    id: orderRecord(order),
    title: `Harbour Order ${number}: ${title}`,
    text: `${head}\n\n${body}\n\nSealed by the Board; ${port.masters.findLast(({ from }) => from <= order.made)?.name ?? port.masters[0]?.name}, Harbour Master\n`,
  };
}

function asMade(
  port: History,
  subject: Subject,
  number: number,
  version: Version<unknown>,
  text: string,
): ArchiveRecord {
  return {
    id: byLawRecord(number),
    title: `By-law ${number} of the Port of ${port.name}: ${subjects[subject]}`,
    text: `Harbour By-laws of ${port.name}\nBy-law ${number}: ${subjects[subject]}\nAs made on ${spoken(version.made)}, in force from ${spoken(version.effective)}. Later orders of the Board may have amended it.\n\n${text}\n`,
  };
}

const rules: { [S in Subject]: (rule: NoticeRule & ClearanceRule & DuesRule, rng: Rng) => string } = {
  notices: (rule) =>
    [
      '1. The depth to be reckoned with at a quay is fixed by Notice to Mariners, and by nothing else while a notice counts: not by surveys, letters, minutes or newspapers.',
      '2. A notice counts from the day it names as its day of effect, not from its date of issue, and until a later notice on the same matter takes effect. A notice issued for a time counts to the end of its last day; after that what counted before it counts again.',
      rule.restores
        ? '3. Where a notice is withdrawn, the notice that it had replaced counts again from the day the withdrawal takes effect. A notice withdrawn before its day of effect never counts.'
        : '3. The withdrawal of a notice brings no earlier notice back. From the day the withdrawal takes effect, and until the next notice does, the depth in the latest edition of the Register of Berths in force counts. A notice withdrawn before its day of effect never counts and changes nothing.',
      rule.correctsFromStart
        ? '4. A misprint is put right by a correction. A correction counts from the day on which the notice itself counts, even if it is issued later.'
        : '4. A misprint is put right by a correction. A corrected depth counts from the day on which the correction is issued; until then the notice counts as printed. A corrected date of effect counts at once.',
      `5. Other notices, on the use of a quay, each count by themselves from their day of effect to the end of their last day. One that stands until further notice lapses when ${rule.lapseMonths} months have passed since its day of effect: on the same day of the month it no longer counts. Where it is continued before it lapses, the months run anew from the day with effect from which it is continued.`,
    ].join('\n'),
  clearance: (rule, rng) => {
    const least = `${metres(rule.least)} metres`;
    const apart = rule.tankerPercent !== rule.percent;
    const first = rng.pick([
      `1. A vessel is to keep under her keel, at low water, not less than ${rule.percent} per cent of her draught, and in no case less than ${least}.`,
      `1. The water under the keel of a vessel at a quay is to be, at low water, at least ${rule.percent} per cent of her draught and never less than ${least}.`,
    ]);
    const tankers = apart
      ? `\n2. For tankers and gas carriers it is ${rule.tankerPercent} per cent instead; the least figure is the same.`
      : '';
    return `${first}${tankers}\n${apart ? 3 : 2}. Low water is taken as chart datum: the depth in force at the quay, nothing being added for the tide. A vessel that is too deep waits in the roads for the tide.`;
  },
  dues: (rule) =>
    [
      rule.periods === 'hours'
        ? '1. Quay dues are charged for each period of 24 hours, or part of one, from the time a vessel is all fast to the time she has let go.'
        : '1. Quay dues are charged for each calendar day on any part of which a vessel lies at the quay, the days of berthing and of letting go both counting in full.',
      '2. For each period they are the rate of the Schedule of Quay Dues for each 100 gross tons, or part of 100. Schedule, class of the quay and by-law are those in force on the day the vessel was all fast, for the whole of her stay.',
      `3. A vessel's ${ordinal(rule.rebateFrom)} call of a calendar year, and each later one of that year, is charged ${rule.rebatePercent} per cent less. Calls count by the day of arrival in the roads, whatever the quay.`,
    ].join('\n'),
};

/** What counts for things begun before. */
const transition: Record<Subject, string> = {
  notices:
    '\n\nParagraph 3 as amended applies to withdrawals that take effect, and paragraph 4 to corrections issued, on or after that day. Notices that took effect before it keep the time for lapsing that they had.',
  clearance: '',
  dues: '',
};

function ordinal(number: number): string {
  return (
    ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'][number] ?? `${number}th`
  );
}

function namingBody(rng: Rng, { from, to, effective }: Naming): string {
  return rng.pick([
    `${from} shall be known as ${to} with effect from ${spoken(effective)}. Notices, registers and contracts that use the former name remain good for the quay under its new one.`,
    `With effect from ${spoken(effective)} the name of ${from} is changed to ${to}. Whatever has been ordered or noticed for ${from} holds for ${to}.`,
  ]);
}

function reclassingBody({ quay, to, made, effective }: Reclassing): string {
  return `${nameOn(quay, made)} is placed in class ${to} for the purpose of quay dues with effect from ${spoken(effective)}, whatever the Register of Berths says, until an edition of the Register takes effect after that day.`;
}

const plainOrders: readonly (readonly [string, string])[] = [
  [
    'speed in the inner basin',
    'No vessel under way in the inner basin is to exceed four knots over the ground.',
  ],
  ['pilots', 'The number of licensed pilots is raised to fourteen, and that of apprentices to three.'],
  [
    'rubbish from vessels',
    'Rubbish is to be landed in closed bags at the places that the harbour office shows.',
  ],
  [
    'small craft',
    'Pleasure craft are to keep to the eastern side of the channel and clear of vessels bound by their draught.',
  ],
  [
    'hours of the office',
    'The office is open for the entry of vessels from six in the morning to ten at night.',
  ],
  ['tugs', 'Tugs are to be ordered two hours before they are wanted, by telephone or telefax.'],
];
