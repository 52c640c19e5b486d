/**
 * The rulebook of an item: which rules are in it, in which wording, under which number. Each clause carries the pattern by
 * which the reference program finds its values. Meaning is fixed by `rules.ts` and `solve.ts`.
 */
import type { Rng } from '@touchstone/contracts';
import { inWords } from '../../world/documents.ts';
import { numbered, tellSections, type Handbook, type SectionText } from '../../world/handbook.ts';
import type { Parameters } from './registry.ts';
import type { RuleId } from './rules.ts';

const WHO = 'Who can be matched';
const SHAPE = 'Exchanges';
const CHOICE = 'Choosing';

const texts: Partial<Record<RuleId, SectionText<Parameters>>> = {
  active: {
    chapter: WHO,
    titles: ['Status', 'Active pairs'],
    texts: [
      'A recipient takes part only while active. A suspended recipient is out of the run, and with him or her every donor registered for that recipient, whatever the status of the donor says.',
      'Only active recipients are matched. Donors come in through their recipient: where that one is suspended, the donors give to nobody, even if they are active themselves.',
    ],
  },
  screen: {
    chapter: WHO,
    titles: ['Blood group and antigens', 'The screen'],
    texts: [
      'Blood group and unacceptable antigens are checked by the screen in the system. A donor whom the screen does not list for a recipient is not matched to that recipient.',
      'No transplant without a pass in the screen (blood groups, HLA antigens that the recipient cannot accept). The screen looks at nothing else; all that follows in this rulebook has to be looked up.',
    ],
  },
  available: {
    chapter: WHO,
    titles: ['Dates of donors', 'When a donor cannot come'],
    texts: [
      'A donor who is unavailable on any day from Monday to Friday of the week of surgery is not matched in the run.',
      'Donors must be free for the whole week of surgery, Monday to Friday: a single day of unavailability in it rules them out.',
    ],
  },
  crossmatch: {
    chapter: WHO,
    titles: ['Laboratory crossmatches', 'Positive crossmatch'],
    texts: [
      'Donor and recipient are not matched if a crossmatch between the two was positive within the last {months} months (a test on the same date {months} months ago still counts). Older tests are set aside, whatever they say, and so are tests with other people.',
      'A positive crossmatch bars that donor for that recipient for {months} months from the test, that date included; a negative test between the same two in the meantime does not lift the bar.',
    ],
    value: ({ crossmatchMonths }) => ({ months: inWords(crossmatchMonths) }),
  },
  'donor-age': {
    chapter: WHO,
    titles: ['Age of donors', 'What recipients ask for'],
    texts: [
      'Where a recipient has named an oldest donor age, nobody older is matched to that recipient (age in full years on the day of the run; exactly that age is accepted).',
      'Recipients may set a limit to the age of their donor. It is binding: a donor is as old as his or her last birthday before or on the day of the run and may reach but not pass the limit.',
    ],
  },
  cmv: {
    chapter: WHO,
    titles: ['Cytomegalovirus', 'CMV'],
    texts: [
      'A CMV-positive donor gives to a CMV-negative recipient only if that recipient has agreed to it.',
      'Recipients without CMV get a kidney from a donor with CMV only with their consent on file. All other combinations are free.',
    ],
  },
  transport: {
    chapter: WHO,
    titles: ['Transport of kidneys', 'Time on the road'],
    texts: [
      "Kidneys travel, people do not: from the donor's centre to the recipient's it may take at most {hours} hours.",
      'No transplant for which the kidney would be on its way for more than {hours} hours from the centre of the donor to that of the recipient.',
    ],
    value: ({ transportHours }) => ({
      hours: transportHours === 4.5 ? 'four and a half' : inWords(transportHours),
    }),
  },
  child: {
    chapter: WHO,
    titles: ['Children', 'Recipients under 18'],
    texts: [
      'A recipient under 18 on the day of the run gets a kidney only from a donor of at most {age} full years.',
      'For children (not yet 18 on the day of the run) donors older than {age} full years are not considered.',
    ],
    value: ({ childDonorAge }) => ({ age: String(childDonorAge) }),
  },
  declined: {
    chapter: WHO,
    titles: ['Declined offers', 'Offers turned down'],
    texts: [
      'A donor once declined for a recipient, for whatever reason and however long ago, is not offered to that recipient again.',
      'Offers that were declined stay declined: the same donor and recipient are not put together a second time.',
    ],
  },
  length: {
    chapter: SHAPE,
    titles: ['Two-way and three-way exchanges', 'Size of exchanges'],
    texts: [
      'An exchange is a closed circle of two or three recipients, each of whom gets one kidney and for each of whom exactly one of his or her own donors gives one to the next. Larger circles are not done. Nobody is in two exchanges.',
      'We do circles of two and of three recipients and none larger. Every recipient in a circle receives once, and one donor registered for that recipient (one, even if there are two) gives once within the same circle. A recipient or donor can be in one exchange only.',
    ],
  },
  consent: {
    chapter: SHAPE,
    titles: ['Consent to three-way exchanges', 'Agreement to larger circles'],
    texts: [
      'A three-way exchange needs the consent of all three recipients to exchanges of that size.',
      'Recipients who have not agreed to three-way exchanges are matched in two-way exchanges (and chains, where there are any) only.',
    ],
  },
  theatre: {
    chapter: SHAPE,
    titles: ['Theatres', 'Slots in the week of surgery'],
    texts: [
      'All transplants of a run are done in the week of surgery. No centre is given more recipients than it has transplant slots in that week; operations on donors do not use slots.',
      'A centre can take only as many transplants from a run as it has slots in the week of surgery. Count recipients by their own centre; donors need no slot.',
    ],
  },
};

const chainTexts: SectionText<Parameters> = {
  chapter: SHAPE,
  titles: ['Chains', 'Donors without a recipient'],
  texts: [
    'A donor registered without a recipient may begin a chain: he or she gives to a recipient, one donor of that recipient to the next, and so on, for at most {recipients} recipients. A donor of the last recipient gives to the waiting list; that kidney belongs to no run and is not counted, and nothing has to be checked for it. A chain of one recipient is a chain. No consent to larger exchanges is needed for chains, and a chain is not a three-way exchange. Each such donor begins one chain at most.',
    'Chains begin with a donor who has no recipient and reach one recipient or more, up to {recipients}, each passing on one kidney of an own donor; what the last of them would pass on goes to the waiting list outside the run and is neither counted nor examined. Rules for single transplants and for slots hold in chains as in circles; consent to three-way exchanges does not matter in them and a chain never counts as one. There is at most one chain for each of these donors.',
  ],
  value: ({ chainMax }) => ({ recipients: inWords(chainMax) }),
};

const pointTexts: SectionText<Parameters> = {
  chapter: CHOICE,
  titles: ['Points', 'How points are counted'],
  texts: [
    'Each transplant counts points for its recipient: {year} for every full year on the list up to the day of the run, {sensitised} more if the calculated reaction frequency is {crf} percent or higher, and {child} more if the recipient is under 18 that day.',
    'Points of a transplant depend on the recipient alone. Every full year of waiting on the day of the run gives {year}; a calculated reaction frequency of at least {crf} percent gives {sensitised}; an age below 18 gives {child}. They are added up.',
  ],
  value: ({ pointsPerYear, sensitisedFrom, sensitisedPoints, childPoints }) => ({
    year: inWords(pointsPerYear),
    sensitised: inWords(sensitisedPoints),
    crf: String(sensitisedFrom),
    child: inWords(childPoints),
  }),
};

const frame = (twoWaysFirst: boolean): readonly SectionText<Parameters>[] => [
  {
    chapter: CHOICE,
    titles: ['Which set of exchanges', 'The order of aims'],
    texts: twoWaysFirst
      ? [
          'A run chooses the set of exchanges with the most transplants. Among those it takes one with the fewest three-way exchanges, and among these one with the most points.',
          'Of all permissible sets, first: as many transplants as possible. Second: as few three-way exchanges as possible. Third: as many points as possible. Whatever is still equal is equally good.',
        ]
      : [
          'A run chooses the set of exchanges with the most transplants, and among those one with the most points. Whether exchanges are two-way or three-way makes no difference.',
          'Of all permissible sets, the most transplants come first and the most points second. Nothing else is weighed; sets equal in both are equally good.',
        ],
  },
  {
    chapter: CHOICE,
    titles: ['When something falls through', 'Changes after the announcement'],
    texts: [
      'If something falls through after a run was announced, the set is chosen anew under all rules. Most transplants come first, as always; directly after that, before any other aim, as many announced exchanges as possible stay exactly as they were announced, the same donor for each recipient. Then the other aims follow in their order. Recipients who were not in an announced exchange may come in.',
      'After an announcement we choose again from all active pairs, with one aim put in second place: of the sets with the most transplants, those that leave the most announced exchanges untouched, donor for donor. What follows after that are the remaining aims in their usual order. All rules hold for the whole new set.',
    ],
  },
];

/** Its patterns are by rule, and `chains` and `points`. */
export function writeRulebook(rng: Rng, parameters: Parameters, rules: readonly RuleId[]): Handbook {
  const { entries, patterns } = tellSections(
    rng,
    [
      ...rules.map((rule) => [rule, texts[rule]!] as const),
      ['chains', chainTexts] as const,
      ['points', pointTexts] as const,
      ...frame(parameters.twoWaysFirst).map((text) => [text.titles[0]!, text] as const),
    ],
    parameters,
  );
  return { sections: numbered(rng, entries), patterns };
}
