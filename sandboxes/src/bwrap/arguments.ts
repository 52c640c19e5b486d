/** The command line of one bwrap sandbox. Pure: starts nothing. */
import type { Limits } from '@touchstone/contracts';
import { porterArgv } from '../porter/source.ts';
import { sandboxEnv, scratch } from '../scratch.ts';
import type { RootFileSystem } from './root-file-system.ts';

export interface Launch {
  rootFileSystem: RootFileSystem;
  limits: Limits;
  /** Read-only mounts of the control group's counters, if there is one. */
  counters: readonly { from: string; to: string }[];
  /** bwrap 0.8 can forbid further user namespaces; older ones cannot. */
  canDisableUserNamespaces: boolean;
}

/** Room beyond the limit of each writable mount, so that the porter sees a command go over it. */
const diskSlackBytes = 1024 * 1024;

/** What follows the program name `bwrap`. */
export function bwrapArguments(launch: Launch): string[] {
  const { rootFileSystem, limits, counters } = launch;
  const size = ['--size', String(limits.diskBytesMax + diskSlackBytes)];
  return [
    ...rootFileSystem.frame,
    ...rootFileSystem.binds.flatMap(({ from, to }) => ['--ro-bind', from, to]),
    ...rootFileSystem.hidden.flatMap((folder) => ['--tmpfs', folder, '--remount-ro', folder]),
    ...['--proc', '/proc', '--dev', '/dev', ...size, '--tmpfs', '/dev/shm', '--remount-ro', '/dev'],
    ...[...size, '--tmpfs', '/tmp', ...size, '--tmpfs', '/work', '--chdir', '/work'],
    ...[
      '--tmpfs',
      '/sys',
      ...counters.flatMap(({ from, to }) => ['--ro-bind', from, to]),
      '--remount-ro',
      '/sys',
    ],
    ...(rootFileSystem.binds.some(({ to }) => to === '/') ? [] : ['--remount-ro', '/']),
    ...['--unshare-all', '--unshare-user', ...(launch.canDisableUserNamespaces ? ['--disable-userns'] : [])],
    ...['--uid', '1000', '--gid', '1000', '--hostname', 'sandbox', '--cap-drop', 'ALL'],
    // As PID 1 the porter cannot be killed from inside, and its end is the end of everything inside.
    ...['--die-with-parent', '--new-session', '--as-pid-1', '--clearenv'],
    ...Object.entries(sandboxEnv(rootFileSystem.env)).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--', ...porterArgv(rootFileSystem.python, scratch)],
  ];
}
