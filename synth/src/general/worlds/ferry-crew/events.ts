/**
 * What upsets a published roster: somebody is away, a certificate is suspended, a duty is retimed, a vessel is replaced.
 * An event is JSON; `applyEvent` gives the facts as they are after it. The same rules are in `reference.py` and `verify.py`.
 */
import type { Rng } from '@touchstone/contracts';
import { dateOf, dayNumber } from '../../world/distributions/dates.ts';
import { certificateKinds, type CertificateKind, type Company, type Duty } from './company.ts';
import { openBook, type Book, type Parameters } from './rules.ts';

export type Event =
  /** Everyone named is away on these days (inclusive). */
  | { kind: 'away'; crew: string[]; from: string; to: string }
  /** A certificate kind of one person does not count on these days. */
  | { kind: 'suspended'; crew: string; certificate: CertificateKind; from: string; to: string }
  /** The late duties of a vessel sign off later, or its first duties sign on earlier, by so many minutes. */
  | {
      kind: 'retimed';
      vessel: string;
      duty: Duty['kind'];
      signOnEarlier: number;
      signOffLater: number;
      from: string;
      to: string;
    }
  /** The duties of a vessel are sailed by another vessel on these days. */
  | { kind: 'replaced'; vessel: string; by: string; from: string; to: string };

type EventKind = Event['kind'];
export const eventKinds: readonly EventKind[] = ['away', 'suspended', 'retimed', 'replaced'];

export function applyEvent(company: Company, parameters: Parameters, event: Event | null): Book {
  if (event === null) return openBook(company, parameters, new Map());
  const from = dayNumber(event.from);
  const to = dayNumber(event.to);
  const within = (duty: Duty, vessel: string) =>
    company.vessels[duty.vessel]!.id === vessel && from <= duty.day && duty.day <= to;
  switch (event.kind) {
    case 'away': {
      const away = new Map(event.crew.map((id) => [crewIndex(company, id), { from, to }]));
      return openBook(company, parameters, away);
    }
    case 'suspended': {
      const crew = company.crew.map((member) =>
        member.id === event.crew
          ? {
              ...member,
              certificates: member.certificates.map((certificate) =>
                certificate.kind === event.certificate
                  ? { ...certificate, suspended: { from, to } }
                  : certificate,
              ),
            }
          : member,
      );
      return openBook({ ...company, crew }, parameters, new Map());
    }
    case 'retimed': {
      const duties = company.duties.map((duty) =>
        within(duty, event.vessel) && duty.kind === event.duty
          ? { ...duty, on: duty.on - event.signOnEarlier, off: duty.off + event.signOffLater }
          : duty,
      );
      return openBook({ ...company, duties }, parameters, new Map());
    }
    case 'replaced': {
      const by = company.vessels.findIndex(({ id }) => id === event.by);
      const duties = company.duties.map((duty) =>
        within(duty, event.vessel) ? { ...duty, vessel: by } : duty,
      );
      return openBook({ ...company, duties }, parameters, new Map());
    }
  }
}

/** The people who do not count among those affected. */
export function exemptOf(company: Company, event: Event): ReadonlySet<number> {
  return new Set(event.kind === 'away' ? event.crew.map((id) => crewIndex(company, id)) : []);
}

export function crewIndex(company: Company, id: string): number {
  return company.crew.findIndex((member) => member.id === id);
}

/** An event in the second to fourth week, so that every rule sees whole weeks before and after. */
export function drawEvent(rng: Rng, company: Company, kind: EventKind): Event {
  const first = company.firstDay + 7 + rng.integer(0, 15);
  const span = (min: number, max: number) => ({
    from: dateOf(first),
    to: dateOf(first + rng.integer(min, max) - 1),
  });
  const vessel = rng.pick(company.vessels.filter(({ port }) => port !== null));
  switch (kind) {
    case 'away': {
      const person = rng.pick(company.crew);
      const sameRank = rng.chance(0.5);
      const mate = rng.pick(
        company.crew.filter(
          (other) =>
            other.port === person.port && other !== person && (!sameRank || other.rank === person.rank),
        ),
      );
      const two = rng.chance(0.45);
      return { kind, crew: two ? [person.id, mate.id] : [person.id], ...span(two ? 3 : 5, two ? 6 : 11) };
    }
    case 'suspended': {
      const person = rng.pick(company.crew);
      // Two papers of a kind (an old one and its renewal) would leave open which is meant.
      const kinds = person.certificates.map((certificate) => certificate.kind);
      const single = kinds.filter(
        (one) => one !== 'medical' && kinds.filter((other) => other === one).length === 1,
      );
      const certificate = single.length > 0 ? rng.pick(single) : certificateKinds[0];
      return { kind, crew: person.id, certificate, ...span(5, 12) };
    }
    case 'retimed': {
      const late = rng.chance(0.6);
      const duty = late ? 'late' : vessel.decks === 2 ? 'early' : 'day';
      const usual = company.duties.find(
        ({ vessel: at, kind: of }) => company.vessels[at] === vessel && of === duty,
      )!;
      // Nobody signs off after 23:45 or on before 04:00: a duty stays within its day.
      const room = late ? 1425 - (usual.off - usual.day * 1440) : usual.on - usual.day * 1440 - 240;
      const minutes = 15 * rng.integer(2, Math.max(2, Math.min(9, Math.floor(room / 15))));
      return {
        kind,
        vessel: vessel.id,
        duty,
        signOnEarlier: late ? 0 : minutes,
        signOffLater: late ? minutes : 0,
        ...span(3, 7),
      };
    }
    case 'replaced': {
      const spare = company.vessels.find(({ port }) => port === null)!;
      return { kind, vessel: vessel.id, by: spare.id, ...span(2, 4) };
    }
  }
}
