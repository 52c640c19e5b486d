/** What names the tasks together for Harbor: `dataset.toml` with digests beside them, and the older `registry.json`. */
import { harborOrganisation } from './task-toml.ts';
import { toml } from './toml.ts';

export interface HarborDataset {
  /** Of a release, or of the folder. */
  name: string;
  /** Of a release; null for what was not released. */
  version: string | null;
  tasks: readonly { folder: string; digest: string }[];
}

export function datasetToml({ name, version, tasks }: HarborDataset): string {
  return toml({
    schema_version: '1.0',
    dataset: {
      name: `${harborOrganisation}/${name}`,
      ...(version !== null && { version }),
      description: describe(tasks.length),
    },
    tasks: tasks.map(({ folder, digest }) => ({
      name: `${harborOrganisation}/${folder}`,
      digest: `sha256:${digest}`,
    })),
  });
}

/** With local paths: Harbor resolves them against the directory it is run in, so run it beside this file. */
export function registryJson({ name, version, tasks }: HarborDataset): string {
  const datasets = [
    {
      name,
      version: version ?? 'unreleased',
      description: describe(tasks.length),
      tasks: tasks.map(({ folder }) => ({ name: folder, path: `tasks/${folder}` })),
      metrics: [{ type: 'mean' }],
    },
  ];
  return `${JSON.stringify(datasets, null, 2)}\n`;
}

const describe = (count: number) => `${count} tasks with certificates, made by Touchstone.`;
