/** What a driver's sandboxes really run, found by running it, and whether that meets a requirement. */
import {
  SandboxFault,
  type RealisedRuntime,
  type RuntimeRequirement,
  type Sandbox,
  type SandboxDriver,
} from '@touchstone/contracts';
import { z } from 'zod';
import { pythonPackages } from './sources/python-packages.ts';
import { nodePackages } from './toolchains/node-modules.ts';

export interface Runtimes {
  /** For example `{ python: 'CPython 3.11.2', node: 'Node 26.10.0' }`; a language that does not run is absent. */
  languages: Partial<Record<RuntimeRequirement['language'], string>>;
  /** By language; a language without packages is absent. */
  packages: Partial<Record<RuntimeRequirement['language'], Record<string, string>>>;
  imageHash: string;
}

const reportSchema = z.object({ python: z.string(), packages: z.record(z.string(), z.string()) });

const report = `
import importlib.metadata, json, platform, sys
packages = {}
for name in sys.argv[1:]:
    try:
        packages[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
print(json.dumps({'python': platform.python_implementation() + ' ' + platform.python_version(), 'packages': packages}))
`;

const nodeReportSchema = z.record(z.string(), z.string());

/** Of those that can be loaded from where programs run. */
const nodeReport = `JSON.stringify(Object.fromEntries(process.argv.slice(1).flatMap((name) => {
  try {
    return [[name, JSON.parse(fs.readFileSync(require.resolve.paths(name).map((folder) => folder + '/' + name + '/package.json').find(fs.existsSync), 'utf8')).version]];
  } catch {
    return [];
  }
})))`;

/** Runs Python, Node and the shell once each. Throws a `SandboxFault` if Python does not run: no driver is without. */
export async function probeRuntimes(sandbox: Sandbox): Promise<Omit<Runtimes, 'imageHash'>> {
  const text = async (...argv: [string, ...string[]]): Promise<string | null> => {
    const { exitCode, stdout } = await sandbox.exec({ argv });
    return exitCode === 0 ? Buffer.from(stdout).toString('utf8').trim() : null;
  };
  const python = await sandbox.exec({ argv: ['python3', '-c', report, ...Object.keys(pythonPackages)] });
  if (python.exitCode !== 0) {
    throw new SandboxFault(
      `Python does not run in the sandbox (${python.ending}, exit code ${String(python.exitCode)}): ` +
        `${Buffer.from(python.stderr).toString('utf8').slice(-500)}`,
      { code: 'runtime-broken', retryable: false },
    );
  }
  const found = reportSchema.parse(JSON.parse(Buffer.from(python.stdout).toString('utf8')));
  const node = await text('node', '--version');
  const tools = node === null ? null : await text('node', '-p', nodeReport, ...Object.keys(nodePackages));
  const shell = await text('bash', '-c', 'echo "$BASH_VERSION"');
  return {
    languages: {
      python: found.python,
      ...(node === null ? {} : { node: `Node ${node.replace(/^v/, '')}` }),
      ...(shell === null ? {} : { shell: `bash ${shell.split('(')[0] ?? shell}` }),
    },
    packages: {
      python: found.packages,
      ...(tools === null ? {} : { node: nodeReportSchema.parse(JSON.parse(tools)) }),
    },
  };
}

/** What meets the requirement, for the certificate. Throws a `SandboxFault` that says what is missing. */
export function realise(
  driver: SandboxDriver['name'],
  runtimes: Runtimes,
  wanted: RuntimeRequirement,
): RealisedRuntime {
  const runtime = runtimes.languages[wanted.language];
  if (runtime === undefined) throw unmet(driver, `does not run ${wanted.language}`);
  const have = /\d+(\.\d+)*/.exec(runtime)?.[0] ?? '0';
  if (!meets(have, wanted.version)) throw unmet(driver, `has ${runtime}, not ${wanted.version}`);
  const packages: Record<string, string> = {};
  for (const name of wanted.packages) {
    const version = runtimes.packages[wanted.language]?.[name];
    if (version === undefined) throw unmet(driver, `does not have the package ${name}`);
    packages[name] = version;
  }
  return { driver, runtime, packages, imageHash: runtimes.imageHash };
}

/** `>=3.11` against `3.11.2`; a bare version counts as a lower bound, `*` and the empty text as none. */
export function meets(have: string, wanted: string): boolean {
  const bound = /^\s*(?:>=)?\s*(\d+(?:\.\d+)*)\s*$/.exec(wanted)?.[1];
  if (bound === undefined) return wanted.trim() === '' || wanted.trim() === '*';
  const left = have.split('.').map(Number);
  const right = bound.split('.').map(Number);
  for (let index = 0; index < right.length; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function unmet(driver: string, why: string): SandboxFault {
  return new SandboxFault(`The sandbox driver ${driver} ${why}.`, {
    code: 'runtime-unmet',
    retryable: false,
    hint: 'Run `touchstone doctor` to see what each driver offers.',
  });
}
