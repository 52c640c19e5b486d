/** How the payroll tasks are told: different people with different reasons, one and the same convention. */
import type { Rng } from '@touchstone/contracts';
import { sums } from './columns.ts';

export const fileName = 'payrolls.csv';

/** What the columns add up to, as a note beside the table. */
export const structureFile = {
  path: 'columns.txt',
  bytes: new TextEncoder().encode(
    [
      'Persons on payrolls, United States, seasonally adjusted, thousands. One row a month, dated by its first day.',
      'As published, these sums hold exactly in every month:',
      ...sums.map(([total, parts]) => `  ${total} = ${parts.join(' + ')}`),
      '',
    ].join('\n'),
  ),
};

interface Telling {
  first: number;
  last: number;
  cells: number;
  asked: string[];
  rng: Rng;
}

export function instruct({ first, last, cells, asked, rng }: Telling): string {
  const years = `${first} to ${last}`;
  const story = rng.pick([
    `When the monthly payroll bulletins for ${years} were keyed in by hand, ${cells} cells of \`${fileName}\` got two neighbouring digits the wrong way round. Nobody noticed until the charts looked strange.`,
    `Our intern retyped the ${years} employment tables from paper. Proofreading shows the usual slip, two adjacent digits exchanged, in ${cells} cells of \`${fileName}\`, but the proofreader did not write down which.`,
    `I inherited \`${fileName}\` (${years}) from a colleague who warned me: "${cells} values have a pair of neighbouring digits swapped, everything else is exactly as published." I need the table as it was published.`,
    `A scanner's number recogniser misread the payroll sheets of ${years}: in ${cells} cells of \`${fileName}\` two digits that stand side by side changed places. We must file a correction notice before the figures are used.`,
    `Before we load \`${fileName}\` (${years}) into the warehouse it has to be clean. The data desk swears there are ${cells} bad cells and that each is a transposition of two adjacent digits.`,
    `The statistics office offers to correct our copy of its payroll table (\`${fileName}\`, ${years}) if we say what is wrong. Something is: its own totals do not add up, because ${cells} values have two adjacent digits transposed.`,
    `While I was comparing \`${fileName}\`, monthly payrolls from ${years}, with the printed yearbook I counted ${cells} values in which two neighbouring digits are exchanged. Then I lost my notes, and the yearbook is back in the archive.`,
    `A lecture on data editing needs a worked answer. Its example file \`${fileName}\` holds the payrolls of ${years} with ${cells} typing errors of one kind, two digits next to each other in the wrong order.`,
    `Our copy of the payroll series (\`${fileName}\`, ${years}) went through a form that people filled in by hand. A full check against paper found ${cells} cells with two digits next to each other in the wrong order, but kept no list of them.`,
    `An auditor returned \`${fileName}\` (${years}) with the remark "${cells} transposed digit pairs, find them yourselves": in that many cells two neighbouring digits are in the wrong order.`,
  ]);
  const rule = rng.pick([
    'No month has more than one bad cell, the `month` column is right, and `columns.txt` says which sums hold in the published figures.',
    'At most one cell is wrong in any month and the dates are sound; the sums that the published figures obey are in `columns.txt`.',
    'Months and headings are right, a month has one wrong cell at most, and `columns.txt` lists the sums that hold in the published table.',
  ]);
  const list =
    asked.length === 2 ? asked.join(', and ') : `${asked.slice(0, -1).join('; ')}; and ${asked.at(-1)}`;
  const wanted = rng.pick([
    `Give the corrections (\`corrections\`: month as its first day, column, published value) and then, from the corrected table, ${list}.`,
    `List each bad cell with the value it should have (\`corrections\`: month as its first day, column name, value). From the repaired table I also need ${list}.`,
    `What should each wrong cell say (\`corrections\`: month as its first day, column, the value as published)? And what are, once these are mended, ${list}?`,
  ]);
  return `${story} ${rule} ${wanted}`;
}
