/**
 * What a bwrap sandbox sees as `/`: the base image if it has been built, else the programs of the host's own `/usr`,
 * read-only. Builds nothing. Knows no process.
 */
import { execFile } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { hashJson, SandboxFault } from '@touchstone/contracts';
import { buildImageHint, findBaseImage } from '../images/base-image.ts';
import {
  nodeModulesForSandboxes,
  pythonPackagesForSandboxes,
  type ProgressReport,
} from '../images/packages.ts';
import { meets } from '../runtimes.ts';
import { imageEnv } from '../scratch.ts';

const run = promisify(execFile);

export interface RootFileSystem {
  /** Absolute path of the interpreter inside. */
  python: string;
  /** Folders of the host that the sandbox must reach, by the place they take inside; read-only. */
  binds: readonly { from: string; to: string }[];
  /** Arguments that come before everything else: links and the like. */
  frame: readonly string[];
  /** Folders inside that are covered by empty ones. */
  hidden: readonly string[];
  env: Readonly<Record<string, string>>;
  imageHash: string;
  /** Said in the realised runtime beside the language: empty for the base image. */
  remark: string;
}

export async function findRootFileSystem(options: {
  home: string;
  signal?: AbortSignal | undefined;
  onProgress?: ProgressReport | undefined;
}): Promise<RootFileSystem> {
  const image = await findBaseImage(options.home);
  if (image !== null) {
    return {
      python: '/usr/bin/python3',
      binds: [{ from: image.rootFolder, to: '/' }],
      frame: [],
      hidden: [],
      env: imageEnv,
      imageHash: image.imageHash,
      remark: '',
    };
  }
  const { python, sitePackages } = await findHostPython();
  const packages = await pythonPackagesForSandboxes(options);
  const tools = await nodeModulesForSandboxes(options);
  const nodeFolder = path.dirname(process.execPath);
  return {
    python,
    binds: [
      ...foldersToShow().map((name) => ({ from: name, to: name })),
      ...topFolders()
        .filter((bind) => bind.link === null)
        .map(({ name }) => ({ from: name, to: name })),
      ...['/etc/alternatives', '/etc/ssl/certs'].filter(isFolder).map((name) => ({ from: name, to: name })),
      { from: nodeFolder, to: '/opt/node' },
      ...(packages === null ? [] : [{ from: packages, to: '/opt/python' }]),
      // Found without PYTHONPATH too, which whoever works in there sets as they like.
      ...(packages === null || sitePackages === null ? [] : [{ from: packages, to: sitePackages }]),
      ...(tools === null
        ? []
        : [
            { from: path.join(tools, 'node_modules'), to: '/node_modules' },
            { from: path.join(tools, 'bin'), to: '/opt/tools' },
          ]),
    ],
    frame: [
      ...['--perms', '0755', '--dir', '/etc', '--perms', '0755', '--dir', '/opt'],
      ...topFolders().flatMap(({ name, link }) => (link === null ? [] : ['--symlink', link, name])),
      ...['--ro-bind-try', '/etc/ld.so.cache', '/etc/ld.so.cache'],
      // The interpreter that was found to be new enough, whatever else PATH would lead to.
      ...['--perms', '0755', '--dir', '/opt/bin'],
      ...['--symlink', python, '/opt/bin/python3', '--symlink', python, '/opt/bin/python'],
    ],
    hidden: foldersToHide().filter((folder) => packages === null || folder !== sitePackages),
    env: {
      PATH: '/opt/bin:/opt/tools:/opt/python/bin:/opt/node:/usr/local/bin:/usr/bin:/bin',
      ...(packages === null ? {} : { PYTHONPATH: '/opt/python' }),
    },
    imageHash: hashJson({
      kind: 'host-usr, only what programs need',
      system: readFileSync('/etc/os-release', 'utf8'),
      python: (await run(python, ['-I', '-c', 'import sys; print(sys.version)'])).stdout,
      node: process.version,
      packages: packages === null ? null : path.basename(packages),
      tools: tools === null ? null : path.basename(tools),
    }),
    remark: "host's /usr",
  };
}

/** `/bin`, `/lib` and so on as the host has them: links into `/usr`, or folders of their own on older systems. */
function topFolders(): { name: string; link: string | null }[] {
  return ['/bin', '/sbin', '/lib', '/lib64'].flatMap((name) => {
    try {
      return [{ name, link: lstatSync(name).isSymbolicLink() ? readlinkSync(name) : null }];
    } catch {
      return [];
    }
  });
}

/** What programs inside need of the folders in which a host keeps whatever was installed for it. */
const needed: Readonly<Record<string, RegExp>> = {
  '/usr': /^(bin|sbin|lib32|lib64|libx32)$/,
  '/usr/lib': /^(python3\.\d+|[a-z0-9_]+-linux-[a-z0-9_]+|locale|ssl|terminfo|git-core)$/,
  '/usr/share': /^(zoneinfo|terminfo|locale|i18n|ca-certificates|git-core)$/,
  '/usr/local': /^(bin|sbin)$/,
  '/usr/local/lib': /^(python3\.\d+|lib[a-z0-9_.+-]+\.so[0-9.]*)$/,
};

/**
 * Nothing else of the host's `/usr` is there. Code inside should find no copy of a library that tasks are made of, and hosts
 * have them in the oddest places: pip brings packaging, idna and requests, npm semver and ini, a cloud client all of these.
 */
function foldersToShow(): string[] {
  return Object.entries(needed).flatMap(([top, names]) =>
    entriesIn(top)
      .filter((name) => names.test(name))
      .map((name) => `${top}/${name}`),
  );
}

/** Installed beside an interpreter for the host's own use. */
const librariesOfPython = new Set([
  'dist-packages',
  'site-packages',
  'ensurepip',
  'test',
  'lib2to3',
  'idlelib',
]);

function foldersToHide(): string[] {
  return ['/usr/lib', '/usr/local/lib'].flatMap((top) =>
    foldersIn(top)
      .filter((name) => (needed[top] as RegExp).test(name))
      .flatMap((name) =>
        foldersIn(`${top}/${name}`).map((inner) => ({ inner, found: `${top}/${name}/${inner}` })),
      )
      .flatMap(({ inner, found }) => (librariesOfPython.has(inner) ? [found] : [])),
  );
}

function entriesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}

function isFolder(name: string): boolean {
  try {
    return lstatSync(name).isDirectory();
  } catch {
    return false;
  }
}

/** An interpreter below `/usr`, new enough, found by running it: a shim in front of PATH lives elsewhere. */
async function findHostPython(): Promise<{ python: string; sitePackages: string | null }> {
  const seen: string[] = [];
  for (const candidate of [
    '/usr/bin/python3',
    '/usr/local/bin/python3',
    '/usr/bin/python3.14',
    '/usr/bin/python3.13',
    '/usr/bin/python3.12',
    '/usr/bin/python3.11',
  ]) {
    const source =
      'import platform, site, sys; print(platform.python_version(), sys.base_prefix, *site.getsitepackages())';
    const answer = await run(candidate, ['-I', '-S', '-c', source], { env: {}, timeout: 20_000 }).catch(
      () => null,
    );
    if (answer === null) continue;
    const [version = '', prefix = '', ...folders] = answer.stdout.trim().split(' ');
    seen.push(`${candidate} is ${version} of ${prefix}`);
    if (!meets(version, '>=3.11') || !`${prefix}/`.startsWith('/usr/')) continue;
    const sitePackages = folders.find((folder) => folder.startsWith('/usr/') && isFolder(folder)) ?? null;
    return { python: candidate, sitePackages };
  }
  throw new SandboxFault(
    `bwrap needs the base image or a Python of 3.11 or newer below /usr; ${seen.length === 0 ? 'there is none' : seen.join(', ')}.`,
    {
      code: 'bwrap-no-python',
      retryable: false,
      hint: buildImageHint,
    },
  );
}
