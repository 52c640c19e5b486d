/** The trials of a recall: the same acts in other orders, what a careless person does for each clause, and the chance rate. */
import type { Rng, Submission, Trials } from '@touchstone/contracts';
import { callOf, firstBreach, incidentId, submissionOf } from './acts.ts';
import { decide, type Act, type ClauseId } from './decide.ts';
import { without, type Appraisal } from './state.ts';

const clauseNames: Record<ClauseId, string> = {
  'completed-only': 'takes a cleaning that was cut short or not done for a cleaning',
  'full-only': 'takes a rinse for a cleaning',
  'passed-only': 'takes an inspection that was not or only partly done for one passed',
  'whole-batch': "traces one delivery of the supplier's batch only",
  'same-batch': 'traces the batch number at every supplier',
  declared: 'treats products that declare the allergen as affected',
  rework: 'does not follow rework',
  'rework-chain': 'follows rework one step only',
  'second-hold': 'places a second hold on stock that is on hold',
  'in-transit': 'sends notices for goods that have not arrived',
  accepted: 'credits the cases sent instead of those signed for',
  'net-credit': 'does not deduct earlier credits',
  count: 'counts everybody to whom an affected lot went, told or not, for the crisis team',
  back: 'looks only at what was made after the positive lot',
  cleared: 'does not clear lots by their own negative tests',
  cooked: 'treats products cooked in the pack as affected',
  expired: 'tells, reports and credits for lots long past their date',
  escalate: 'never escalates and writes to everybody',
  vulnerable: 'writes to hospitals, care homes and nurseries like to others',
  'told-already': 'writes again about lots of which the customer knows',
  approval: 'issues every credit at once',
  authority: 'reports nothing to the authority',
  'credits-wait': 'writes credits although the incident is escalated',
};

export function trialsOf(rng: Rng, appraisal: Appraisal): Omit<Trials, 'solvers'> {
  const { ruling, acts, breaches } = appraisal;
  const { records } = ruling;
  const wrong: Trials['wrong'] = [...breaches].map(([clause, { acts: careless, breaks }]) => ({
    how: `Somebody who ${clauseNames[clause]}.`,
    breaks,
    submission: submissionOf(records, careless, 'Done.'),
  }));
  for (const { how, acts: other } of otherMistakes(acts)) {
    const breaks = firstBreach(records, acts, other);
    if (breaks) wrong.push({ how, breaks, submission: submissionOf(records, other, 'Done.') });
  }
  return { right: rightTrials(rng, appraisal), wrong, chance: chanceOf(appraisal) };
}

function otherMistakes(acts: readonly Act[]): { how: string; acts: Act[] }[] {
  const credit = acts.find(({ act }) => act === 'credit');
  const notice = acts.find(({ act }) => act === 'notice');
  const paper = acts.filter(({ act }) => act === 'trace' || act === 'escalate');
  return [
    { how: 'Only records the lots.', acts: paper },
    ...(credit ? [{ how: 'One credit written twice.', acts: [...acts, credit] }] : []),
    ...(notice ? [{ how: 'One customer told twice.', acts: [...acts, notice] }] : []),
    { how: 'The last act forgotten.', acts: acts.slice(0, -1) },
  ];
}

/** The acts in other orders, with reads, log entries and notes between. */
function rightTrials(rng: Rng, { ruling: { records }, acts }: Appraisal): Submission[] {
  const incident_id = incidentId(records);
  const shuffled = submissionOf(records, rng.shuffle(acts), 'All steps of the procedure are done.');
  const backwards = [...acts].reverse().map((act) => callOf(records, act));
  return [
    shuffled,
    {
      kind: 'state',
      calls: [
        { tool: 'list_procedure_sections', arguments: {} },
        ...backwards.slice(0, 3),
        { tool: 'list_incidents', arguments: { status: 'open' } },
        { tool: 'add_log_entry', arguments: { incident_id, text: 'Tracing finished.' } },
        ...backwards.slice(3),
      ],
      answer: { summary: '' },
    },
  ];
}

const clausesGuessed = 8;

/** Somebody who follows or overlooks each of up to eight deciding clauses by the toss of a coin and does the rest right. */
function chanceOf({ ruling, incident, acts, breaches }: Appraisal): number {
  const clauses = [...breaches.keys()].slice(0, clausesGuessed);
  const ways = 2 ** clauses.length;
  let right = 0;
  for (let way = 0; way < ways; way++) {
    const overlooked = clauses.filter((_, index) => way & (1 << index));
    const other = overlooked.length === 0 ? acts : decide(without(ruling, overlooked), incident);
    if (other.length === acts.length && !firstBreach(ruling.records, acts, other)) right += 1;
  }
  return right / ways;
}
