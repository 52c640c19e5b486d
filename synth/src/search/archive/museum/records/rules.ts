/** The collections policy and what changes it, names of rooms and houses, general revisions: what everything else is read by. */
import type { Rng } from '@touchstone/contracts';
import { spoken } from '../../days.ts';
import type { Amendment, Articles, Museum } from '../museum.ts';
import { classNames } from '../names.ts';
import { capital, pounds, the, type Writer } from './writer.ts';

const coverWords = {
  agreement: 'on the day on which the loan agreement was signed',
  despatch: 'on the day on which the consignment left the museum',
  damage: 'on the day on which the damage was found',
} as const;

const titles = { cover: 'Cover of loans', share: 'The museum’s share', late: 'Late return' } as const;
const numbers = { cover: 6, share: 7, late: 8 } as const;

function wording(article: keyof Articles, articles: Pick<Articles, never> & Partial<Articles>): string {
  if (article === 'cover')
    return `An object damaged on loan is covered by the borrower’s insurers for the value in force ${coverWords[articles.cover!]}.`;
  if (article === 'share')
    return `Of a damage on loan the museum bears ${articles.share!.percent} per cent of the value covered, rounded up to whole pounds, but not less than ${pounds(articles.share!.least)}; the borrower’s insurers pay the rest.`;
  return `A borrower that returns a consignment after the day of return pays ${pounds(articles.late!)} for every object that went and for every week begun, counted from the day after the day of return to the day of receipt, both included.`;
}

export function writeRules(writer: Writer, rng: Rng, museum: Museum): void {
  writePolicy(writer, museum);
  for (const amendment of museum.amendments)
    writeAmendment(writer, rng.fork(amendment.record), museum, amendment);
  museum.revisions.forEach((revision, index) => {
    const { record, percent, classes, from, issued } = revision;
    const scope =
      classes.length === 4 ? 'all classes' : classes.map((each) => classNames[each]).join(', as well as ');
    writer.write({
      id: record,
      title: `General revision of insurance values, no. ${index + 1}`,
      office: `${capital(museum.name)}, Registrar’s Office`,
      day: issued,
      body: rng
        .fork(record)
        .pick([
          `Prices having moved as they have, every value in force on ${spoken(from)} for ${scope} is raised by ${percent} per cent from that day.`,
          `Under article 5 of the policy the values of ${scope} go up by ${percent} per cent with effect from ${spoken(from)}.`,
          `The insurers have agreed to a general revision. It takes effect on ${spoken(from)}, applies to ${scope}, and raises what is then in force by ${percent} per cent.`,
        ]),
      signed: signature(museum, 'registrar', issued),
    });
  });
  museum.rooms.forEach(({ names }) =>
    names.slice(1).forEach(({ name, from, record }, index) => {
      const before = names[index]!.name;
      writer.write({
        id: record!,
        title: `Name of a room: ${name}`,
        office: `${capital(museum.name)}, Director’s Office`,
        day: from - 20 + rng.fork(record!).integer(0, 12),
        body: rng
          .fork(record!)
          .pick([
            `From ${spoken(from)} the room called ${before} until then bears the name ${name}. Labels and plans will follow.`,
            `${capital(the(before))} is to be renamed. Its name from ${spoken(from)} is ${name}. Tickets already written keep the old name.`,
            `With effect from ${spoken(from)} we shall speak of ${the(name)} where we have spoken of ${the(before)}.`,
          ]),
      });
    }),
  );
  museum.borrowers.forEach(({ names }) =>
    names.slice(1).forEach(({ name, from, record }, index) => {
      const before = names[index]!.name;
      writer.write({
        id: record!,
        title: `Change of name: ${before}`,
        office: `${capital(museum.name)}, Registrar’s Office`,
        day: from - 15,
        body: rng
          .fork(record!)
          .pick([
            `We are informed that the ${before} will be called the ${name} from ${spoken(from)}. Running agreements go on under the new name.`,
            `Please note for all loans: the ${before} changes its name. From ${spoken(from)} it is the ${name}.`,
          ]),
        signed: signature(museum, 'registrar', from),
      });
    }),
  );
}

/** Whoever holds an office at the time: posts pass on in equal spans. */
export function signature(
  museum: Museum,
  office: 'registrar' | 'keeper' | 'conservator' | 'clerk',
  day: number,
): string {
  const people = museum.staff[office];
  const at = Math.floor(((day - museum.first) / (museum.last - museum.first + 1)) * people.length);
  const title = {
    registrar: 'Registrar',
    keeper: 'Keeper',
    conservator: 'Conservator',
    clerk: 'Clerk to the Committee',
  }[office];
  return `${people[Math.max(0, Math.min(people.length - 1, at))]!}, ${title}`;
}

function writePolicy(writer: Writer, museum: Museum): void {
  const { policy } = museum;
  const articles = [
    'Numbers. An object bears the number under which it stands in the register on the day. New numbers are given by concordance sheets and by notices of reclassification, each from the day that it names. A slip that corrects a sheet corrects it from the day of the sheet. A number once given up may be given to another object.',
    'Places. An object is where the last movement ticket or return receipt put it. A ticket counts from the day of the move, whatever the day on which it was written. A void ticket counts as if it had never been written. At the start the inventory counts, or the accession card for what came later.',
    'Loans. An object is with the borrower from the day on which the consignment left, by the despatch note, until the day of receipt. The days in the agreement are plans. What is withheld by a slip does not travel. The day of return is that of the agreement, or of the last extension that the Registrar granted in writing; a request is no extension.',
    'Values. A value counts from the day on which its certificate says that it takes effect, not from the day of signature. From the day on which a certificate is withdrawn, the value that it replaced stands again, with any general revision made in the meantime.',
    'General revisions raise the values in force on their day for the classes that they name; each value is rounded up to the next ten pounds. They are applied one after another.',
    wording('cover', policy.articles),
    wording('share', policy.articles),
    wording('late', policy.articles),
    'Attributions. An object is given to the maker named on its accession card until the Collections Committee accepts a proposal of a keeper, and then from the day of that meeting. A proposal that is declined, deferred or not yet put to the committee changes nothing. If an acceptance is rescinded, the attribution before it stands again from the day of the meeting that rescinds it.',
    'Standing. Letters, newspapers, guidebooks and condition reports fix no number, place, value or attribution, whoever wrote them.',
    'Amendments. An amendment counts from the day on which it comes into force, not from its adoption; one that is revoked before that day never counts. Articles 6 to 8 apply to a loan as they stand on the day on which its consignment leaves.',
  ];
  const named = articles.map(
    (text, index) =>
      `Article ${index + 1}. ${index === 5 || index === 6 || index === 7 ? `${titles[(['cover', 'share', 'late'] as const)[index - 5]!]}. ` : ''}${text}`,
  );
  writer.write({
    id: policy.record,
    title: 'Collections policy, as adopted',
    office: `${capital(museum.name)}, Collections Committee`,
    day: policy.adopted,
    body: `Collections policy of ${museum.name}, adopted on this day and in force from it.\n\n${named.join('\n\n')}`,
    signed: signature(museum, 'clerk', policy.adopted),
  });
}

function writeAmendment(
  writer: Writer,
  rng: Rng,
  museum: Museum,
  { number, article, value, adopted, from, record, revoked }: Amendment,
): void {
  const text = wording(article, { [article]: value });
  const committee = `${capital(museum.name)}, Collections Committee`;
  writer.write({
    id: record,
    title: `Collections policy: amendment ${number}, ${titles[article].toLowerCase()}`,
    office: committee,
    day: adopted,
    body: rng.pick([
      `Article ${numbers[article]} of the collections policy is to read as follows, in force from ${spoken(from)}:\n\n${text}`,
      `The committee adopts amendment ${number}. It comes into force on ${spoken(from)} and replaces article ${numbers[article]} by:\n\n${text}`,
      `Adopted today, in force from ${spoken(from)}. New article ${numbers[article]}:\n\n${text}`,
    ]),
    signed: signature(museum, 'clerk', adopted),
  });
  if (!revoked) return;
  writer.write({
    id: revoked.record,
    title: `Collections policy: revocation of amendment ${number}`,
    office: committee,
    day: revoked.day,
    body: rng.pick([
      `[[${record}|Amendment ${number}]] is revoked before its time and will not come into force. Article ${numbers[article]} stays as it is.`,
      `On second thoughts the committee lets [[${record}|amendment ${number}]] fall. It is revoked; article ${numbers[article]} remains unchanged.`,
    ]),
    signed: signature(museum, 'clerk', revoked.day),
  });
}
