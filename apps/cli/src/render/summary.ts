/** What a run made, as a table in plain words. */
import { byCategory, proven, type RunProgress } from '@touchstone/pipeline';
import { refusals, table } from './text.ts';

export function renderSummary(progress: RunProgress): string {
  const rows = byCategory(progress.families).map((each) => {
    const drafts = Math.max(1, each.drafted);
    return [
      each.category,
      String(each.drafted),
      `${proven(each)} of ${each.quota}`,
      `${(each.cost.sandboxRuns / drafts).toFixed(1)} runs, ${(each.cost.cpuSeconds / drafts).toFixed(1)} CPU s, ${(each.cost.wallSeconds / drafts).toFixed(1)} s`,
      `${refusals(each.refused)}${each.parked > 0 ? `; parked ${each.parked}` : ''}${each.surplus > 0 ? `; not needed ${each.surplus}` : ''}`,
    ];
  });
  return [
    table([['category', 'drafts', 'tasks', 'mean cost of a draft', 'refused'], ...rows]),
    ...shortfalls(progress),
  ].join('\n');
}

/** What did not come out as the recipe wanted, said aloud: nothing is made up for by another family. */
function shortfalls(progress: RunProgress): string[] {
  return progress.families.flatMap((each) => [
    ...(each.givenUp
      ? [
          `${each.family} was given up after ${each.drafted} drafts: ${each.published} of ${each.quota} tasks. Raise budgets.draftsPerTaskMax or leave the family out.`,
        ]
      : []),
    ...(each.parked > 0
      ? [
          `${each.family} has ${each.parked} parked items: no verdict was reached, which is nobody's answer. "touchstone doctor" may say why.`,
        ]
      : []),
  ]);
}
