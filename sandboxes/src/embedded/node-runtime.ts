/** What JavaScript programs of the embedded driver run in: this process's own Node and the test tools, shown to work. */
import { readFileSync } from 'node:fs';
import { hashJson, type Hash } from '@touchstone/contracts';
import { probeLimits } from '../limits.ts';
import { nodeModulesForSandboxes, type ProgressReport } from '../images/packages.ts';
import { nodeModulesRecipe, nodePackages } from '../toolchains/node-modules.ts';
import type { FormName } from './isolation.ts';
import { NodeProcess, type NodeJail } from './node-process.ts';

export interface NodeRuntime {
  jail: Omit<NodeJail, 'uid'>;
  /** For example `Node 26.10.0`. */
  name: string;
  packages: Record<string, string>;
  hash: Hash;
}

/**
 * Null where this machine allows no namespaces: the permission model alone would stand between a program and the
 * machine, and nobody says that it holds hostile code.
 */
export async function openNodeRuntime(options: {
  home: string;
  form: FormName;
  /** Empty folder to mount on. */
  place: string;
  uid: number;
  signal?: AbortSignal | undefined;
  onProgress?: ProgressReport | undefined;
}): Promise<NodeRuntime | null> {
  if (options.form !== 'jail' && options.form !== 'user-jail') return null;
  const tools = await nodeModulesForSandboxes(options);
  const jail = { place: options.place, tools };
  if (!(await works({ ...jail, uid: options.uid }))) return null;
  return {
    jail,
    name: `Node ${process.versions.node}`,
    packages: tools === null ? {} : { ...nodePackages },
    hash: hashJson({
      node: process.versions.node,
      tools: tools === null ? null : nodeModulesRecipe(),
      jail: readFileSync(new URL('./node-jail.sh', import.meta.url), 'utf8'),
    }),
  };
}

async function works(jail: NodeJail): Promise<boolean> {
  const job = { kind: 'job', program: 'node', arguments: ['-p', '6 * 7'], cwd: '/work', env: {} } as const;
  const tree = { files: [], folders: [], links: [] };
  const limits = { memoryBytesMax: probeLimits.memoryBytesMax, diskBytesMax: probeLimits.diskBytesMax };
  let said = '';
  const node = new NodeProcess(jail);
  const timer = setTimeout(() => void node.kill(), probeLimits.wallSecondsMax * 1000);
  const running = await node.run(
    { ...job, ...tree, ...limits },
    [],
    { ...limits, cpuSecondsMax: probeLimits.cpuSecondsMax },
    { stdout: (chunk) => void (said += Buffer.from(chunk).toString('latin1')), stderr: () => undefined },
  );
  running.stdin.end();
  await running.outcome;
  clearTimeout(timer);
  return said === '42\n';
}
