/** Records of what happened to objects: movement tickets and their voiding, valuation certificates and their withdrawal, the papers of loans. */
import type { Rng } from '@touchstone/contracts';
import { spoken } from '../../days.ts';
import type { Fixed, Loan, Museum, Work } from '../museum.ts';
import { nameOn } from '../truth.ts';
import { listOf, label } from './objects.ts';
import { signature } from './rules.ts';
import { capital, mark, pounds, the, type Writer } from './writer.ts';

/** What one record says of several works. */
interface Joint<T> {
  record: string;
  entries: { work: Work; fixed: Fixed<T>; at: number }[];
}

function joint<T>(
  works: readonly Work[],
  of: (work: Work) => readonly Fixed<T>[],
  prefix: string,
): Joint<T>[] {
  const all = new Map<string, Joint<T>>();
  for (const work of works)
    of(work).forEach((fixed, at) => {
      if (!fixed.record.startsWith(prefix)) return;
      const known = all.get(fixed.record) ?? { record: fixed.record, entries: [] };
      known.entries.push({ work, fixed, at });
      all.set(fixed.record, known);
    });
  return [...all.values()];
}

export function writeEvents(writer: Writer, rng: Rng, museum: Museum): void {
  for (const ticket of joint(museum.works, ({ places }) => places, 'ticket-'))
    writeTicket(writer, rng.fork(ticket.record), museum, ticket);
  for (const certificate of joint(museum.works, ({ values }) => values, 'certificate-'))
    writeCertificate(writer, rng.fork(certificate.record), museum, certificate);
  for (const loan of museum.loans) writeLoan(writer, rng.fork(loan.number), museum, loan);
}

function writeTicket(writer: Writer, rng: Rng, museum: Museum, { record, entries }: Joint<number>): void {
  const { fixed, work, at } = entries[0]!;
  const before = work.places.slice(0, at).findLast(({ undone }) => !undone) ?? fixed;
  const from = the(nameOn(museum.rooms[before.value]!.names, fixed.issued).name);
  const to = the(nameOn(museum.rooms[fixed.value]!.names, fixed.issued).name);
  const list = listOf(
    rng.fork('list'),
    entries.map((entry) => entry.work),
    fixed.issued,
  );
  const when = spoken(fixed.from);
  const number = mark(record);
  const planned = fixed.issued < fixed.from;
  writer.write({
    id: record,
    title: `Movement ticket ${number}`,
    office: `${capital(museum.name)}, Registrar’s Office`,
    day: fixed.issued,
    body: rng.pick(
      planned
        ? [
            `To be moved on ${when} from ${from} to ${to}:\n${list}`,
            `Day of the move: ${when}. Out of: ${from}. Into: ${to}.\n${list}`,
          ]
        : [
            `Moved on ${when} from ${from} to ${to}:\n${list}`,
            `Day of the move: ${when}. Out of: ${from}. Into: ${to}.\n${list}`,
            `Carried on ${when}; out of ${from}; into ${to}. Objects:\n${list}`,
          ],
    ),
    ...(rng.chance(0.6) ? { signed: signature(museum, 'registrar', fixed.issued) } : {}),
  });
  if (!fixed.undone) return;
  writer.write({
    id: fixed.undone.record,
    title: `Movement ticket ${number}: void`,
    office: `${capital(museum.name)}, Registrar’s Office`,
    day: fixed.undone.day,
    body: rng.pick([
      `[[${record}|${number}]] is void. ${rng.pick(['The lift was out of order and nothing was carried.', 'The wall was not ready; everything stayed where it was.', 'The move was called off.', 'It was written for the wrong list and nothing was moved.'])}`,
      `Please strike [[${record}|${number}]]: it is void, no move took place.`,
      `Void: ticket [[${record}|${number}]]. What is named on it never left its place.`,
    ]),
    signed: signature(museum, 'registrar', fixed.undone.day),
  });
}

function writeCertificate(
  writer: Writer,
  rng: Rng,
  museum: Museum,
  { record, entries }: Joint<number>,
): void {
  const { fixed } = entries[0]!;
  const number = mark(record);
  const lines = entries
    .map(({ work, fixed: { value } }) => `${label(work, fixed.issued)}: ${pounds(value)}`)
    .join('\n');
  writer.write({
    id: record,
    title: `Valuation certificate ${number}`,
    office: `${capital(museum.name)}, ${rng.pick(['Keeper’s Office', 'Registrar’s Office'])}`,
    day: fixed.issued,
    body: rng.pick([
      `Insurance values, taking effect on ${spoken(fixed.from)}.\n\n${lines}`,
      `New values for insurance. They take effect on ${spoken(fixed.from)}; until then the old ones stand.\n\n${lines}`,
      `Valued ${rng.pick(['by the house', 'with the help of the auction records', 'after inspection', 'at the insurers’ wish'])}:\n\n${lines}\n\nTaking effect on ${spoken(fixed.from)}.`,
    ]),
    signed: signature(museum, 'keeper', fixed.issued),
  });
  if (!fixed.undone) return;
  writer.write({
    id: fixed.undone.record,
    title: `Valuation certificate ${number}: withdrawn`,
    office: `${capital(museum.name)}, Registrar’s Office`,
    day: fixed.undone.day,
    body: rng.pick([
      `[[${record}|${number}]] is withdrawn from today. ${rng.pick(['The comparison sale proved to be of another object.', 'The insurers did not accept it.', 'The valuer had seen photographs only.'])}`,
      `From today certificate [[${record}|${number}]] no longer counts; it is withdrawn.`,
      `Withdrawn as of this day: [[${record}|${number}]], in all its lines.`,
    ]),
    signed: signature(museum, 'registrar', fixed.undone.day),
  });
}

function writeLoan(writer: Writer, rng: Rng, museum: Museum, loan: Loan): void {
  const office = `${capital(museum.name)}, Registrar’s Office`;
  const house = (day: number) => nameOn(museum.borrowers[loan.borrower]!.names, day).name;
  const works = loan.works.map((index) => museum.works[index]!);
  const registrar = (day: number) => ({ day, office, signed: signature(museum, 'registrar', day) });
  const ref = `[[${loan.agreement}|${loan.number}]]`;
  writer.write({
    ...registrar(loan.agreed),
    id: loan.agreement,
    title: `Loan agreement ${loan.number}: ${house(loan.agreed)}`,
    body: rng.pick([
      `Signed today with the ${house(loan.agreed)} for its exhibition “${loan.exhibition}”.\nTo leave the museum: ${spoken(loan.plannedDespatch)}. Day of return: ${spoken(loan.due)}.\n\n${listOf(rng.fork('list'), works, loan.agreed)}`,
      `The museum lends to the ${house(loan.agreed)}, for “${loan.exhibition}”:\n\n${listOf(rng.fork('list'), works, loan.agreed)}\n\nDespatch is planned for ${spoken(loan.plannedDespatch)}. Day of return: ${spoken(loan.due)}. Signed today by both sides.`,
    ]),
  });
  for (const { work, day, record } of loan.withheld)
    writer.write({
      id: record,
      title: `Withheld from loan ${loan.number}`,
      office: `${capital(museum.name)}, Conservation`,
      day,
      body: rng.pick([
        `${label(museum.works[work]!, day)}, does not travel with ${ref}. ${rng.pick(['The support is too weak.', 'Flaking was found at the lower edge.', 'An old repair has opened.', 'The keeper needs it here.'])}`,
        `Withheld: ${label(museum.works[work]!, day)}. It stays here and does not go with ${ref}; the other objects may travel.`,
      ]),
      signed: signature(museum, 'conservator', day),
    });
  writer.write({
    ...registrar(loan.despatched + rng.integer(0, 2)),
    id: loan.despatchNote,
    title: `Despatch note ${loan.number}`,
    body: rng.pick([
      `The consignment for ${ref} left the museum on ${spoken(loan.despatched)}, in ${rng.pick(['one case', 'two cases', 'three cases', 'soft packing'])}.`,
      `${ref}: left the building on ${spoken(loan.despatched)} ${rng.pick(['by our own van', 'with the carrier', 'with a courier'])}.`,
      `Left on ${spoken(loan.despatched)}: everything for ${ref} that was not withheld.`,
    ]),
  });
  writeReturn(writer, rng, museum, loan);
}

function writeReturn(writer: Writer, rng: Rng, museum: Museum, loan: Loan): void {
  const office = `${capital(museum.name)}, Registrar’s Office`;
  const house = (day: number) => nameOn(museum.borrowers[loan.borrower]!.names, day).name;
  const ref = `[[${loan.agreement}|${loan.number}]]`;
  for (const { due, day, record } of loan.extensions)
    writer.write({
      id: record,
      title: `Extension of loan ${loan.number}`,
      office,
      day,
      body: rng.pick([
        `${ref} with the ${house(day)} is extended. New day of return: ${spoken(due)}.`,
        `Granted: ${ref} may stay longer. The day of return is now ${spoken(due)}.`,
        `I have agreed that what is out under ${ref} stays on. Day of return from now on: ${spoken(due)}.`,
      ]),
      signed: signature(museum, 'registrar', day),
    });
  if (loan.refused) {
    const day = loan.refused.due - 45 < loan.despatched ? loan.despatched + 5 : loan.refused.due - 45;
    writer.write({
      id: loan.refused.record,
      title: `Letter from the ${house(day)} about ${loan.number}`,
      office: `${house(day)}`,
      day,
      body: rng.pick([
        `We should be glad to keep what we have under ${ref} until ${spoken(loan.refused.due)}, and take it that you have no objection.`,
        `Attendance is excellent. We intend to show your loans (${ref}) until ${spoken(loan.refused.due)} and have told the press so.`,
      ]),
    });
  }
  const room = the(nameOn(museum.rooms[loan.returnedTo]!.names, loan.returned).name);
  writer.write({
    id: loan.receipt,
    title: `Return receipt ${loan.number}`,
    office,
    day: loan.returned + rng.integer(0, 1),
    body: rng.pick([
      `Everything that went out under ${ref} was received back on ${spoken(loan.returned)} and put into ${room}.`,
      `Received on ${spoken(loan.returned)}, complete: the consignment of ${ref}. Put into ${room}.`,
      `${ref} is closed. Received on ${spoken(loan.returned)}; unpacked and put into ${room}.`,
    ]),
    signed: signature(museum, 'registrar', loan.returned),
  });
}
