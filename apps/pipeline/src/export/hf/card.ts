/** The dataset card: front matter that the Hub and `load_dataset` read, and what a person must know before training on it. */
import { splits, type Split } from '@touchstone/contracts';
import { stringify } from 'yaml';
import type { HfSummary } from './summary.ts';

export interface Card {
  name: string;
  version: string | null;
  summary: HfSummary;
  withSecrets: boolean;
}

export function datasetCard({ name, version, summary, withSecrets }: Card): string {
  const present = splits.filter((split) => (summary.bySplit[split] ?? 0) > 0);
  const config = (config_name: string, folder: string) => ({
    config_name,
    data_files: present.map((split) => ({ split, path: `${folder}/${split}-*.parquet` })),
  });
  const front = {
    pretty_name: version === null ? name : `${name} ${version}`,
    language: Object.keys(summary.byLanguage).sort(),
    license: hubLicences(Object.keys(summary.byLicence)),
    tags: ['agents', 'reinforcement-learning', 'verifiable-rewards', 'touchstone'],
    task_categories: ['text-generation', 'reinforcement-learning'],
    size_categories: [sizeOf(summary.rows)],
    configs: [
      { ...config('default', 'data'), default: true },
      ...(withSecrets ? [config('secrets', 'secret')] : []),
    ],
  };
  return `---\n${stringify(front)}---\n\n${body({ name, version, summary, withSecrets }, present)}`;
}

function body({ name, version, summary, withSecrets }: Card, present: readonly Split[]): string {
  return `${[
    `# ${name}${version === null ? '' : ` ${version}`}`,
    `${summary.rows} tasks that train agents, each proven before anyone trains on it. Made by Touchstone.`,
    '```python\nfrom datasets import load_dataset\nrows = load_dataset("PATH_OR_NAME", split="train")\n```',
    'Nested columns (`tools`, `answer_format`, `sources`, `task`, `certificate`) are JSON as text: `json.loads(row["task"])`.',
    '## How many',
    table(
      ['category', ...present],
      Object.keys(summary.byCategory)
        .sort()
        .map((category) => [
          category,
          ...present.map((split) => String(summary.byCategory[category]?.[split] ?? 0)),
        ]),
    ),
    '## How certified',
    'Every task passed these gates in sandboxes; what was not measured is not claimed. The column `certificate` has the evidence, `weakest_evidence` its weakest point in one sentence.',
    table(['gate', 'passed', 'not applicable', 'not measured'], gateRows(summary)),
    `Certified on: ${counted(summary.byDriver)}. Difficulty measured by a named model: ${summary.difficultyMeasured} of ${summary.rows} tasks.`,
    '## Licences',
    table(
      ['SPDX expression', 'tasks'],
      Object.entries(summary.byLicence)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([spdx, count]) => [`\`${spdx}\``, String(count)]),
    ),
    'Full texts are in `LICENSES/`, whom to thank in `ATTRIBUTION.md`. Each row names its own licence and sources.',
    '## Rewards',
    'A verdict is accepted, rejected or abstained. **An abstention has no reward (null): never train on it as a 0.**',
    withSecrets
      ? 'The configuration `secrets` holds the secret halves with a canary string in every row. Whoever publishes it publishes the answers.'
      : 'The secret halves (reference, expected answer, verifier) are not in here.',
  ].join('\n\n')}\n`;
}

function gateRows({ gates }: HfSummary): string[][] {
  return Object.entries(gates).map(([gate, outcomes]) => [
    gate,
    ...['passed', 'not-applicable', 'not-measured'].map((outcome) => String(outcomes[outcome] ?? 0)),
  ]);
}

function table(head: readonly string[], rows: readonly string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const counted = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

/** Ids of the Hub for licences that it knows by SPDX id; everything else, and every expression of several, is `other` there. */
const hubIds = new Set(
  'apache-2.0 mit bsd-2-clause bsd-3-clause cc0-1.0 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 isc unlicense zlib 0bsd odbl pddl gpl-3.0 lgpl-3.0 mpl-2.0 postgresql bsl-1.0 artistic-2.0'.split(
    ' ',
  ),
);

function hubLicences(expressions: readonly string[]): string[] {
  const ids = expressions.map((spdx) => (hubIds.has(spdx.toLowerCase()) ? spdx.toLowerCase() : 'other'));
  return [...new Set(ids)].sort();
}

/** The Hub's own steps. */
function sizeOf(rows: number): string {
  const steps = [
    [1_000, 'n<1K'],
    [10_000, '1K<n<10K'],
    [100_000, '10K<n<100K'],
    [1_000_000, '100K<n<1M'],
  ] as const;
  return steps.find(([below]) => rows < below)?.[1] ?? '1M<n<10M';
}
