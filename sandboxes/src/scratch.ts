/** What bwrap and Docker sandboxes have in common inside: writable mounts and environment. */

/** Writable mounts; all in memory, all gone with the sandbox. */
export const scratch = ['/work', '/tmp', '/dev/shm'] as const;

/** What every command finds in its environment; nothing of the host's. */
export function sandboxEnv(own: Readonly<Record<string, string>>): Record<string, string> {
  return { HOME: '/tmp', USER: 'sandbox', LOGNAME: 'sandbox', LANG: 'C.UTF-8', TZ: 'UTC', ...own };
}
