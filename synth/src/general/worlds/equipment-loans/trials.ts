/** The trials of a state task: the right acts in another order, one misreading per clause, and careless logs. */
import type { Submission, ToolCall, Trials } from '@touchstone/contracts';
import type { GroupTexts } from '../../world/facts.ts';
import { callOf, firstBreach, submissionOf, type Group } from './acts.ts';
import type { ClauseId } from './clauses.ts';
import type { Act } from './decide.ts';
import type { Records } from './records.ts';
import type { Judgement } from './state.ts';

const misreadings: Record<ClauseId, string> = {
  closures: 'Counts closed weekdays as open days.',
  bounds: 'Reads "at least" as "more than".',
  once: 'Sends notices and fees again that went out before.',
  'fee-from': 'Charges a late fee from the first day late.',
  deduct: 'Does not subtract late fees that stand on the loan.',
  disputed: 'Overlooks open cases.',
  absence: 'Overlooks approved absences.',
  staff: 'Charges staff.',
  cap: 'Overlooks the most a late fee may come to.',
  'old-rate': 'Charges the new rate for loans that went out before it.',
  'reminder-first': 'Charges a late fee though no reminder was sent before.',
  'high-value': 'Decides about valuable models instead of referring them.',
  teaching: 'Overlooks that teaching comes first.',
  'on-leave': 'Blocks borrowers on leave of absence.',
  'small-balance': 'Withholds clearance for small sums.',
};

export function trialsOf(
  records: Records,
  judged: readonly Group[],
  { acts, mistakes }: Judgement,
): Omit<Trials, 'solvers'> {
  const submission = (log: readonly Act[]) => submissionOf(records, log, 'Done.');
  const wrong: Trials['wrong'] = [];
  const add = (how: string, log: readonly Act[]) => {
    const breaks = firstBreach(records, judged, { right: acts, other: log });
    if (breaks) wrong.push({ how, breaks, submission: submission(log) });
  };
  for (const [clause, log] of mistakes) add(misreadings[clause], log);
  add(
    'Records every return that is not in order as damaged.',
    acts.map((act) =>
      act.act === 'return' && act.condition === 'incomplete'
        ? { ...act, condition: 'damaged' as const }
        : act,
    ),
  );
  add('Nothing was done.', []);
  add('Stops halfway.', acts.slice(0, Math.floor(acts.length / 2)));
  const charges = acts.filter(({ act }) => act === 'charge');
  add('Makes every charge twice.', [...acts, ...charges]);
  const firstNotice = acts.find(({ act }) => act === 'notice');
  if (firstNotice) add('Sends one notice twice.', [...acts, firstNotice]);
  add('Keeps to the policy, and reminds a borrower of another loan as well.', [
    ...acts,
    strayNotice(records, acts),
  ]);
  return { right: [reordered(records, acts)], wrong, chance: 2 ** -acts.length };
}

/** A reminder for a loan that is out and for which nothing was asked. */
function strayNotice(records: Records, acts: readonly Act[]): Act {
  const touched = new Set(acts.flatMap((act) => ('loan' in act ? [act.loan] : [])));
  const loan = [...records.loans.keys()].find(
    (index) => records.loans[index]!.state === 'out' && !touched.has(index),
  )!;
  return { act: 'notice', loan, kind: 'reminder' };
}

/** Returns first, the rest backwards, with a look at the stores and a note in between: none of that matters. */
function reordered(records: Records, acts: readonly Act[]): Submission {
  const calls = [
    ...acts.filter(({ act }) => act === 'return'),
    ...acts.filter(({ act }) => act !== 'return').reverse(),
  ].map((act) => callOf(records, act));
  const look: ToolCall = { tool: 'list_stores', arguments: {} };
  const note: ToolCall = {
    tool: 'add_note',
    arguments: { borrower_id: records.borrowers[0]!.id, text: 'Went through the file today.' },
  };
  return { kind: 'state', calls: [look, ...calls, note], answer: { summary: 'All done, see the system.' } };
}

/** Criterion texts by group. */
export const groupTexts: GroupTexts<Group> = {
  returns: ['Every return is recorded with its condition.', 'Nothing else is recorded as returned.'],
  notices: ['Every notice that the policy asks for was sent.', 'No other notice was sent and none twice.'],
  charges: ['Every charge that the policy asks for was made, to the penny.', 'No other charge was made.'],
  waivers: ['Every charge to be waived was waived.', 'No other charge was waived.'],
  blocks: ['Every block to be made or lifted was.', 'No other block was made or lifted.'],
  losses: ['Every loan to be given up was declared lost.', 'No other loan was declared lost.'],
  cases: ['Every matter for the manager was referred.', 'Nothing else was referred.'],
  reservations: ['Every reservation to be served or cancelled was.', 'No other reservation was touched.'],
  'due-dates': ['Every due date to be brought forward was.', 'No other due date was moved.'],
  clearances: ['Every leaver has the right decision.', 'Nobody else was decided about.'],
};
