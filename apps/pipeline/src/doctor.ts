/** Tries every part that Touchstone stands on and says what works, what does not, why, and the way out. */
import { execFile } from 'node:child_process';
import { mkdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Fault, type RealisedRuntime, type Weakness } from '@touchstone/contracts';
import {
  buildBaseImage,
  codePins,
  inspectDrivers,
  pins,
  type DriverReport,
  type ProgressReport,
} from '@touchstone/sandboxes';
import { families } from '@touchstone/synth';
import type { Parts } from './compose.ts';
import { existingCategories } from './recipe.ts';

export interface Finding {
  part: string;
  state: 'works' | 'limited' | 'broken';
  detail: string;
  /** What to do about it; null when there is nothing to do. */
  wayOut: string | null;
  /** What a driver does not stop. */
  weaknesses?: readonly Weakness[];
}

/** Below this a quickstart (database, packages, snapshots) does not fit. */
const FREE_BYTES_MIN = 2e9;

/** In order; each is yielded as soon as it is known, since a driver's first start takes seconds. */
export async function* diagnose(parts: Parts): AsyncGenerator<Finding> {
  yield { part: 'node', state: 'works', detail: `Node ${process.versions.node}`, wayOut: null };
  yield await python();
  yield await disk(parts.config.home);
  yield await database(parts);
  const { home } = parts.config;
  for (const report of await inspectDrivers({ home, onProgress: ({ step }) => parts.say(step) }))
    yield driver(report);
  for (const [id, pin] of pins) yield await source(home, id, pin);
  yield await codeSources(home);
  yield {
    part: 'families',
    state: families.length > 0 ? 'works' : 'broken',
    detail: `${families.length} families: ${existingCategories(families).join(', ')}`,
    wayOut: null,
  };
}

/** Builds the base image of the sandboxes where it is missing: minutes. `parts.say` hears how far it is. Throws a `Fault`. */
export async function buildImage(parts: Parts, signal: AbortSignal): Promise<void> {
  const onProgress: ProgressReport = ({ step, detail }) => parts.say(`${step}: ${detail}`);
  await buildBaseImage({ home: parts.config.home, signal, onProgress });
}

/** Whether tasks can be made here: a database and one driver are enough. */
export function canWork(findings: readonly Finding[]): boolean {
  const works = (part: string) =>
    findings.some((finding) => finding.part === part && finding.state !== 'broken');
  return (
    works('database') &&
    ['docker', 'bwrap', 'embedded'].some((name) => works(`driver ${name}`)) &&
    works('disk')
  );
}

async function python(): Promise<Finding> {
  const found = await promisify(execFile)('python3', ['--version']).catch(() => null);
  const pip = await promisify(execFile)('python3', ['-m', 'pip', '--version']).catch(() => null);
  return found && pip
    ? { part: 'python', state: 'works', detail: `${found.stdout.trim()} with pip`, wayOut: null }
    : {
        part: 'python',
        state: 'limited',
        detail: found ? 'Python without pip' : 'no python3',
        wayOut:
          'Install Python 3 with pip: the Python packages of the sandboxes are found through pip’s index.',
      };
}

async function disk(home: string): Promise<Finding> {
  await mkdir(home, { recursive: true }).catch(() => {});
  const found = await statfs(home).catch(() => null);
  if (found === null)
    return {
      part: 'disk',
      state: 'broken',
      detail: `${home} cannot be used`,
      wayOut: 'Set TOUCHSTONE_HOME to a folder that you may write to.',
    };
  const free = found.bavail * found.bsize;
  const detail = `${(free / 1e9).toFixed(1)} GB free at ${home}`;
  return free >= FREE_BYTES_MIN
    ? { part: 'disk', state: 'works', detail, wayOut: null }
    : {
        part: 'disk',
        state: 'limited',
        detail,
        wayOut: `Make room or set TOUCHSTONE_HOME to another disk: ${FREE_BYTES_MIN / 1e9} GB are wanted.`,
      };
}

async function database(parts: Parts): Promise<Finding> {
  try {
    const { where } = await parts.database();
    const detail =
      where === 'embedded'
        ? `embedded, under ${join(parts.config.home, 'postgres')}`
        : 'shared, by DATABASE_URL';
    return { part: 'database', state: 'works', detail, wayOut: null };
  } catch (error) {
    return broken('database', error);
  }
}

function driver(report: DriverReport): Finding {
  const part = `driver ${report.name}`;
  if (!report.works) return { part, state: 'broken', detail: report.why, wayOut: report.wayOut };
  const { weaknesses } = report;
  const { python, node, shell } = report.runtimes;
  const described = [
    withTools(python, ['pytest', 'sympy']),
    node === undefined ? 'no Node' : withTools(node, ['tape']),
    shell?.runtime ?? 'no shell',
  ];
  const missing = toolsMissing(report);
  if (missing.length === 0)
    return { part, state: 'works', detail: described.join(', '), wayOut: null, weaknesses };
  return {
    part,
    state: 'limited',
    detail: `${described.join(', ')}; without ${missing.join(', ')}`,
    wayOut: `Tasks about code need ${missing.join(', ')}: go online once, so that they can be fetched.`,
    weaknesses,
  };
}

function withTools(runtime: RealisedRuntime | undefined, names: readonly string[]): string {
  if (runtime === undefined) return 'no Python';
  const tools = names.flatMap((name) => {
    const version = runtime.packages[name];
    return version === undefined ? [] : [`${name} ${version}`];
  });
  return tools.length === 0 ? runtime.runtime : `${runtime.runtime} with ${tools.join(' and ')}`;
}

/** What suites of code tasks run with, where the language is there and the tool is not. */
function toolsMissing({ runtimes: { python, node } }: Extract<DriverReport, { works: true }>): string[] {
  return [
    ...(python !== undefined && python.packages['pytest'] === undefined ? ['pytest'] : []),
    ...(node !== undefined && node.packages['tape'] === undefined ? ['tape'] : []),
  ];
}

/** One line for all: there are dozens, each some 50 kB. */
async function codeSources(home: string): Promise<Finding> {
  const kept = await Promise.all(
    [...codePins.values()].map(({ sha256 }) => stat(join(home, 'sources', sha256)).catch(() => null)),
  );
  const here = kept.filter((found) => found !== null).length;
  return {
    part: 'sources of code',
    state: 'works',
    detail: `${here} of ${kept.length} packages here; the others are fetched when first needed`,
    wayOut: null,
  };
}

async function source(
  home: string,
  id: string,
  { sha256, bytes }: { sha256: string; bytes: number },
): Promise<Finding> {
  const kept = await stat(join(home, 'sources', sha256)).catch(() => null);
  const size = `${(bytes / 1e6).toFixed(1)} MB`;
  return {
    part: `source ${id}`,
    state: 'works',
    detail: kept ? `here, ${size}` : `not here yet, ${size}; fetched when first needed`,
    wayOut: null,
  };
}

function broken(part: string, error: unknown): Finding {
  const detail = error instanceof Error ? error.message : String(error);
  return { part, state: 'broken', detail, wayOut: (error instanceof Fault ? error.hint : undefined) ?? null };
}
