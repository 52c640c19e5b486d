/** What bwrap and Docker sandboxes have in common inside: writable mounts and environment. */

/** Writable mounts; all in memory, all gone with the sandbox. */
export const scratch = ['/work', '/tmp', '/dev/shm'] as const;

/** What every command finds in its environment; nothing of the host's. */
export function sandboxEnv(own: Readonly<Record<string, string>>): Record<string, string> {
  return { HOME: '/tmp', USER: 'sandbox', LOGNAME: 'sandbox', LANG: 'C.UTF-8', TZ: 'UTC', ...own };
}

/** Where the base image has its programs; `pytest` and `tape` come first. */
export const imageEnv = {
  PATH: '/opt/tools/bin:/usr/local/bin:/usr/bin:/bin',
  PYTHONPATH: '/opt/python',
} as const;
