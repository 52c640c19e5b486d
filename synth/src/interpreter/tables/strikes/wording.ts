/** How the strike tasks are told. Who asks and why changes; every convention is said each time. */
import type { Rng } from '@touchstone/contracts';
import type { Question } from './rates.ts';

const groupWords = { airport: 'airport', operator: 'operator', state: 'state' } as const;
const groupsWords = { airport: 'airports', operator: 'operators', state: 'states' } as const;
const stratumWords = {
  size: 'the size of the animal',
  time_of_day: 'time of day',
  phase: 'the phase of flight',
} as const;

interface Telling {
  question: Question;
  first: number;
  last: number;
  typed: boolean;
  rng: Rng;
}

export function instruct({ question, first, last, typed, rng }: Telling): string {
  const group = groupWords[question.group];
  const groups = groupsWords[question.group];
  const stratum = stratumWords[question.stratum];
  const years = `${first} to ${last}`;
  const outcome =
    question.outcome === 'any'
      ? 'any damage (a class other than None)'
      : 'more than minor damage (class Medium or Substantial)';
  const story = rng.pick([
    `A columnist ranked ${groups} by how often a bird strike damages the aircraft, and we have been asked whether the ranking is fair: strikes are not spread over ${stratum} in the same way for all ${groups}.`,
    `Our insurer sets premiums by ${group} from the share of bird strikes with damage. I want to show what is left of the differences once ${stratum} is held constant.`,
    `Which ${groups} really fare worse when birds are hit? Raw shares mislead, because the mix of strikes by ${stratum} is not the same everywhere.`,
    `For the wildlife-hazard committee I need damage shares of bird strikes that can be compared across ${groups}, adjusted for ${stratum}.`,
    `The safety board's draft compares ${groups} by raw damage shares of bird strikes. A reviewer demands direct standardisation for ${stratum}; please redo the table.`,
    `I am writing the appendix of a report on bird strikes, and the table of damage by ${group} has to be standardised for ${stratum}.`,
    `Last year's study found large differences between ${groups} in how often a bird strike ends in damage. Before we repeat the claim, take ${stratum} out of the comparison.`,
    `How much of the spread in bird-strike damage between ${groups} is only a matter of ${stratum}? Crude and adjusted percentages side by side would settle it.`,
    `Two departments quarrel over a league table of ${groups} by bird-strike damage; one of them says that it mostly shows differences in ${stratum}. I am to supply the figures for both views.`,
    `Please prepare, for a press briefing on bird strikes, the percentage of strikes with damage by ${group}, as it is and with ${stratum} adjusted for.`,
  ]);
  const files = rng.pick([
    `\`strikes.csv\` has the strikes of ${years}, \`reports.csv\` the damage reports by strike \`id\`; a report can have been revised, and then only its highest \`revision\` counts.`,
    `The strikes (${years}) are in \`strikes.csv\`. Damage came in later by \`id\` and stands in \`reports.csv\`, where a higher \`revision\` of the same \`id\` replaces the lower ones.`,
    `What happened in ${years} is in \`strikes.csv\`; how much was broken is in \`reports.csv\`, keyed by the strike's \`id\`. Of several reports on one strike only the one with the highest \`revision\` is valid.`,
  ]);
  const gaps = rng.pick([
    'Leave out strikes that have no report.',
    'Strikes that nobody reported on are left out everywhere.',
    'A strike without any report is to be ignored throughout.',
  ]);
  const names = typed
    ? ` The ${group} was typed by hand: names that differ only in upper and lower case or in blanks (also doubled, leading or trailing ones) mean the same ${group}${question.group === 'state' ? '' : `, and are to be given in capitals with single blanks`}.`
    : '';
  const wanted =
    `Take the ${groups} with at least ${question.least} strikes with a report in every class of \`${question.stratum}\` that occurs among the strikes with a report. ` +
    `For each give the number of its strikes with a report (\`strikes\`), the percentage of them with ${outcome} (\`crude\`), and the same percentage directly standardised to the ` +
    `distribution of \`${question.stratum}\` over all strikes with a report of the ${groups} you took, taken together (\`standardised\`), both to two decimals; call the ${group} \`group\`.`;
  return `${story} ${files} ${gaps}${names} ${wanted}`;
}
