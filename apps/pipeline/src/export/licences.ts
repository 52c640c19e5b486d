/** Licences of an export: what an expression allows, the full texts, whom to thank. */
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { InputFault, type Licence } from '@touchstone/contracts';
import parse from 'spdx-expression-parse';
import { writeWhole } from './frozen.ts';

/** Licences that ask for no more than a notice. Share-alike and non-commercial ones are deliberately absent. */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OGL-UK-3.0',
  'PDDL-1.0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** True for `AND` of permissive licences and for an `OR` that offers one. Public domain statements are permissive. */
export function isPermissive(expression: string): boolean {
  const judge = (info: parse.Info): boolean =>
    'conjunction' in info
      ? info.conjunction === 'and'
        ? judge(info.left) && judge(info.right)
        : judge(info.left) || judge(info.right)
      : permissive.has(info.license) ||
        /^LicenseRef-(.*public-domain|US-Government-Work)/i.test(info.license);
  return judge(parsed(expression));
}

/** Every licence id that an expression names. */
export function licenceIds(expression: string): string[] {
  const ids = (info: parse.Info): string[] =>
    'conjunction' in info ? [...ids(info.left), ...ids(info.right)] : [info.license];
  return [...new Set(ids(parsed(expression)))].sort();
}

function parsed(expression: string): parse.Info {
  try {
    return parse(expression);
  } catch (error) {
    throw new InputFault(`Expected an SPDX licence expression, got "${expression}".`, {
      code: 'bad-licence',
      hint: 'For example "MIT", "CC-BY-4.0 AND CC0-1.0", or "permissive".',
      cause: error,
    });
  }
}

const require = createRequire(import.meta.url);

/** The full text of an SPDX licence; for a `LicenseRef-…`, which has none, what the sources state. */
export function licenceText(id: string, licences: readonly Licence[]): string {
  if (!id.startsWith('LicenseRef-')) {
    // All texts together are 8 MB: loaded when the first one is asked for.
    const texts = require('spdx-license-list/full.js') as Record<
      string,
      { name: string; licenseText: string }
    >;
    const { name, licenseText } = texts[id] ?? {
      name: id,
      licenseText: `See https://spdx.org/licenses/${id}.html`,
    };
    return `${name} (${id})\n\n${licenseText.trim()}\n`;
  }
  const sources = licences.flatMap((licence) => licence.sources).filter((source) => source.spdx.includes(id));
  const stated = new Set(
    sources.map((source) => `${source.source}: ${source.attribution} ${source.url ?? ''}`.trim()),
  );
  return `${id}\n\nNot a licence on the SPDX list. Stated by the sources:\n${[...stated].sort().join('\n')}\n`;
}

/** ATTRIBUTION.md: each source once, with how many tasks of this export descend from it. */
export function attribution(name: string, licences: readonly Licence[]): string {
  const uses = new Map<string, number>();
  for (const licence of licences)
    for (const source of licence.sources) {
      const line = `- ${source.source} (${source.spdx}): ${source.attribution}${source.url ? ` <${source.url}>` : ''}`;
      uses.set(line, (uses.get(line) ?? 0) + 1);
    }
  const lines = [...uses]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([line, count]) => `${line}, ${count} tasks`);
  return `# Attribution of ${name}\n\nThe tasks of this export descend from:\n\n${lines.join('\n') || '- generators of Touchstone only'}\n`;
}

/** Every licence id that these licences and their sources name, sorted. */
export function idsOfLicences(licences: readonly Licence[]): string[] {
  const expressions = new Set(
    licences.flatMap(({ spdx, sources }) => [spdx, ...sources.map((source) => source.spdx)]),
  );
  return [...new Set([...expressions].flatMap(licenceIds))].sort();
}

/** LICENSES/ and ATTRIBUTION.md into the folder of an export; gives the paths of the texts, relative to it. */
export async function writeLicences(out: string, licences: readonly Licence[]): Promise<string[]> {
  const ids = idsOfLicences(licences);
  await mkdir(join(out, 'LICENSES'), { recursive: true });
  for (const id of ids) await writeWhole(join(out, 'LICENSES', `${id}.txt`), licenceText(id, licences));
  await writeWhole(join(out, 'ATTRIBUTION.md'), attribution('this export', licences));
  return ids.map((id) => `LICENSES/${id}.txt`);
}
