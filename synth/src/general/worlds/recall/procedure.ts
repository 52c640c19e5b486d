/**
 * The recall procedure of an item: which clauses are in it, in which wording, under which number. It covers every kind of
 * incident, not only the one of the task. Each clause carries the pattern by which the reference program finds its value.
 * Meaning is fixed by `decide.ts`.
 */
import type { Rng } from '@touchstone/contracts';
import { inWords } from '../../world/documents.ts';
import { numbered, tell, type Handbook, type Wordings } from '../../world/handbook.ts';
import type { ClauseId, Parameters } from './decide.ts';

interface SectionParts {
  chapter: string;
  titles: readonly string[];
  /** The section is there only with this clause. */
  only?: ClauseId;
  parts: readonly (Wordings<Parameters> & { id?: ClauseId; else?: Wordings<Parameters> })[];
}

const pounds = (pence: number) => (pence / 100).toLocaleString('en-GB');

const document: readonly SectionParts[] = [
  {
    chapter: 'Which lots are affected',
    titles: ['An organism in a sample', 'Positive samples'],
    parts: [
      {
        texts: [
          'The lot of the sample is affected.',
          'Affected is, to begin with, the whole lot from which the positive sample came.',
        ],
      },
      {
        id: 'back',
        texts: [
          'So is every other lot of which anything was made on the line of that lot between the last cleaning before it and the next cleaning after it; where the lot ran on two lines, on both.',
          'So is everything made on the same line (each line, if the lot ran on more than one) since the cleaning that came last before the lot and up to the next cleaning after it.',
        ],
        else: {
          texts: [
            'So is every lot of which anything was made on the line of that lot from its first run there until the next cleaning; where the lot ran on two lines, on both. Earlier runs count as sound.',
            'From the first run of the lot on a line until the next cleaning of that line, everything made there is affected as well; what was made there earlier is not. If the lot ran on more than one line, this holds for each.',
          ],
        },
      },
      {
        texts: [
          'The other lines of lots that are affected in this way are not looked at.',
          'Lots caught in this way do not open a new search on further lines.',
        ],
      },
      {
        id: 'cleared',
        texts: [
          'A lot caught only because of the line is sound after all if a sample of it was tested for the same organism and nothing was detected. A pending result clears nothing, and nor does a test for another organism.',
          'Lots that come in through the line alone drop out again where a test of that very lot for that very organism reads not_detected (pending is not enough).',
        ],
      },
    ],
  },
  {
    chapter: 'Which lots are affected',
    titles: ['A withdrawn ingredient', 'Supplier withdrawals'],
    parts: [
      {
        id: 'whole-batch',
        texts: [
          'Suppliers withdraw a batch, not a delivery: find every delivery to us of the batch, and every lot with a run that used any of it.',
          'A batch may have come to us in several deliveries. Every lot for which any of them was used is affected, whole, even if only part of it got some.',
        ],
      },
      {
        id: 'same-batch',
        texts: [
          "Batch numbers are the suppliers' own: the same number from another supplier, or on another material, is another batch.",
          'Mind that different suppliers, and one supplier for different materials, may use the same number; only material, supplier and number together make a batch.',
        ],
      },
      {
        texts: [
          'Lines are not contaminated by an ingredient: what else ran on them is not affected.',
          'We do not extend this to other products of the line.',
        ],
      },
    ],
  },
  {
    chapter: 'Which lots are affected',
    titles: ['An allergen that is not declared', 'Undeclared allergens'],
    parts: [
      {
        texts: [
          'Look at the line between the last cleaning before the lot complained of and the next cleaning after it. From the first run there whose product declares the allergen, every lot of which anything was made later in that time is affected',
          'Take the time on the line from the last cleaning before the lot complained of to the next one after it. The allergen came with the first run in that time of a product that declares it; all lots with a run after that one, still in that time, are affected',
        ],
      },
      {
        id: 'declared',
        texts: [
          ', except lots of products that declare the allergen themselves: these are never affected, by rework neither.',
          ' unless the label of the lot declares the allergen. Such lots are sound, however the allergen reached them.',
        ],
      },
    ],
  },
  {
    chapter: 'Which lots are affected',
    titles: ['A missing part', 'Blades, sieves and seals'],
    parts: [
      {
        id: 'passed-only',
        texts: [
          'When a part of a line is found broken or missing, every lot with a run on that line that began after the last inspection passed and before the finding is affected. An inspection that was not done, or done in part, shows nothing.',
          'Go back to the last inspection of the line with the result passed; one that was only part_done or not_done does not count. All lots with a run begun on that line between it and the finding are affected.',
        ],
      },
    ],
  },
  {
    chapter: 'Which lots are affected',
    titles: ['What counts as a cleaning', 'Cleaning'],
    parts: [
      {
        id: 'full-only',
        texts: [
          'In this procedure a cleaning is a full one; a rinse between products ends nothing.',
          'Only full cleaning counts here. Rinses do not.',
        ],
      },
      {
        id: 'completed-only',
        texts: [
          'It counts only if it was completed: one that was cut short or not done has not happened.',
          'A cleaning sheet is no proof: what was cut_short or not_done leaves the line as it was.',
        ],
      },
    ],
  },
  {
    chapter: 'Which lots are affected',
    titles: ['Rework', 'Lots that took rework'],
    parts: [
      {
        id: 'rework',
        texts: [
          'A lot into which an affected lot was worked is affected, whatever the amount and whatever the incident.',
          'Rework passes everything on: whichever lot took any of an affected lot is affected too, in all kinds of incident.',
        ],
      },
      {
        id: 'rework-chain',
        texts: [
          'The same holds for lots that took rework of those, and so on to the end of the chain.',
          'Follow this until no further lot is found; there is often a second and a third step.',
        ],
      },
      {
        texts: [
          'The lines of lots that are affected only by rework are not looked at.',
          'A lot affected by rework says nothing about its line.',
        ],
      },
    ],
  },
  {
    chapter: 'Which lots are affected',
    titles: ['Products cooked in the pack', 'Cooked in the sealed pack'],
    only: 'cooked',
    parts: [
      {
        id: 'cooked',
        texts: [
          'Where the hazard is an organism, products that are cooked in the sealed pack are not affected, in whatever way it reached them (the lot in whose own sample it was found always is). Glass, metal, plastic and allergens survive cooking.',
          'Cooking in the sealed pack kills organisms: such lots are sound if the hazard is an organism, by rework as well, unless that very lot had the positive sample. It helps against nothing else.',
        ],
      },
    ],
  },
  {
    chapter: 'Records and stock',
    titles: ['Recording the lots', 'Affected lots in the system'],
    parts: [
      {
        texts: [
          'Every affected lot is added to the incident, sold out or not, and no other.',
          'Add to the incident each affected lot, also those of which nothing is left, and nothing else.',
        ],
      },
    ],
  },
  {
    chapter: 'Records and stock',
    titles: ['Stock', 'Holding stock'],
    parts: [
      {
        texts: [
          'Each affected lot of which we have stock is put on hold.',
          'Place a hold on every affected lot that is still in our store.',
        ],
      },
      {
        id: 'second-hold',
        texts: [
          'If it is on hold already, for whatever reason, that hold gets a note and no second one is placed; a released hold is no hold.',
          'Two holds on one lot have gone wrong before: where one is in force we write a note on it instead. Holds that were released do not count.',
        ],
      },
    ],
  },
  {
    chapter: 'Deliveries and customers',
    titles: ['Shipments', 'Goods on their way'],
    parts: [
      {
        texts: [
          'Planned shipments with an affected lot are stopped, those in transit intercepted.',
          'A shipment that carries an affected lot is stopped while it is planned and intercepted while it is in transit.',
        ],
      },
      {
        id: 'in-transit',
        texts: [
          'The customer is not told about goods that have not arrived and gets no credit for them. Refused and cancelled shipments need nothing.',
          'What has not been delivered is no reason for a notice or a credit; refused and cancelled shipments are no concern of ours.',
        ],
      },
    ],
  },
  {
    chapter: 'Deliveries and customers',
    titles: ['Notices', 'Telling customers'],
    parts: [
      {
        texts: [
          'Every customer to whom an affected lot was delivered gets one notice that names all the affected lots delivered to that customer, in writing.',
          'Tell each customer who had affected lots delivered, once, in writing, naming all of those lots and no others.',
        ],
      },
      {
        id: 'told-already',
        texts: [
          'A lot about which the customer had a notice before, under whatever incident, is left out; where nothing remains there is no notice.',
          'We do not write twice about a lot: what the customer was told about under an earlier incident is not named again, and a customer who would be told nothing new is not told anything.',
        ],
      },
      {
        id: 'vulnerable',
        texts: [
          'Hospitals, care homes and nurseries are told by phone instead of in writing.',
          'For a hospital, a care home or a nursery the notice is a phone call, not a letter.',
        ],
      },
    ],
  },
  {
    chapter: 'Deliveries and customers',
    titles: ['Lots past their date', 'Old lots'],
    only: 'expired',
    parts: [
      {
        id: 'expired',
        texts: [
          'Deliveries of a lot whose use-by date lies more than {days} days before today are left alone: no notice names it, no report and no credit is made for it. The lot is still recorded.',
          'Once a lot is more than {days} days past its use-by date its deliveries no longer matter for notices, reports and credits; recording and stock are as for any lot.',
        ],
        value: ({ expiredDays }) => ({ days: inWords(expiredDays) }),
      },
    ],
  },
  {
    chapter: 'Deliveries and customers',
    titles: ['The crisis team', 'When it gets large'],
    only: 'escalate',
    parts: [
      {
        id: 'escalate',
        texts: [
          'If more than {customers} customers would be told in writing, the incident is escalated to the crisis team instead and no written notice is sent.',
          'Written notices go out for at most {customers} customers. Are there more, none is sent, and the incident is escalated: the crisis team writes to all.',
        ],
        value: ({ customersMax }) => ({ customers: inWords(customersMax) }),
      },
      {
        texts: [
          'Otherwise we do not escalate. Stock, shipments, phone calls and reports go on as usual in either case.',
          'Below that nothing is escalated. Escalated or not, everything else that is not in writing goes on: stock, shipments, phone calls, reports.',
        ],
      },
      {
        id: 'credits-wait',
        texts: [
          'Credits wait: none is written for an escalated incident.',
          'For an escalated incident we write no credits; the crisis team sees to them.',
        ],
        else: { texts: ['Credits are written too.', 'This includes credits.'] },
      },
    ],
  },
  {
    chapter: 'Deliveries and customers',
    titles: ['Customers abroad', 'Reports to the authority'],
    only: 'authority',
    parts: [
      {
        id: 'authority',
        texts: [
          'If an affected lot was delivered to a customer outside the United Kingdom, report it to the authority, once for each country, even if the customers there know.',
          'Deliveries of affected lots abroad are reported to the authority, one report a country (not one a customer), whether or not the customers there need a notice.',
        ],
      },
    ],
  },
  {
    chapter: 'Credits',
    titles: ['What is credited', 'Amount'],
    parts: [
      {
        id: 'accepted',
        texts: [
          'Each delivery of an affected lot is credited with the cases the customer signed for, at the invoiced price; one credit for each lot on each shipment.',
          'For each affected lot on each delivered shipment write one credit: cases accepted, not cases sent, times the price on that line.',
        ],
      },
      {
        id: 'net-credit',
        texts: [
          'What was credited before for that lot on that shipment, for whatever reason, is taken off; if nothing is left there is no credit.',
          'Earlier credits for the same lot on the same shipment are deducted whatever they were for. A line that has been credited in full gets nothing.',
        ],
      },
    ],
  },
  {
    chapter: 'Credits',
    titles: ['Approval', 'Large credits'],
    only: 'approval',
    parts: [
      {
        id: 'approval',
        texts: [
          'A credit of more than {pounds} pounds is written with the status for_approval, any other is issued.',
          'Credits are issued at once up to and including {pounds} pounds; a larger one is written for_approval.',
        ],
        value: ({ creditMax }) => ({ pounds: pounds(creditMax) }),
      },
    ],
  },
];

export function writeProcedure(rng: Rng, parameters: Parameters, on: ReadonlySet<ClauseId>): Handbook {
  const patterns: Handbook['patterns'] = {};
  const entries = document.flatMap(({ chapter, titles, only, parts }) => {
    if (only && !on.has(only)) return [];
    const own = rng.fork(titles[0]!);
    const clauses = parts.flatMap((part) => {
      const absent = part.id !== undefined && !on.has(part.id);
      const text = absent ? part.else : part;
      if (!text) return [];
      const written = tell(own, text, parameters);
      if (part.id && !absent) patterns[part.id] = written.pattern;
      return [written.text];
    });
    return [{ chapter, title: own.pick(titles), body: joined(clauses) }];
  });
  return { sections: numbered(rng, entries), patterns };
}

function joined(texts: readonly string[]): string {
  return texts.reduce(
    (all, text) => (/^[, ]/.test(text) ? all + text : all === '' ? text : `${all} ${text}`),
    '',
  );
}
