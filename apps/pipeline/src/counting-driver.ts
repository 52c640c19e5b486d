/** A driver that counts what is opened through it, over another that does the work. One is made per certification. */
import type { ExecResult, Sandbox, SandboxDriver } from '@touchstone/contracts';

export interface CountingDriver extends SandboxDriver {
  /** Sandboxes opened and CPU seconds of the commands that ended in them. */
  usage(): { sandboxRuns: number; cpuSeconds: number };
}

/** Disposing it leaves the driver below alone: that one is shared. */
export function countingDriver(driver: SandboxDriver): CountingDriver {
  let sandboxRuns = 0;
  let cpuSeconds = 0;
  const count = (result: ExecResult) => {
    cpuSeconds += result.cpuSeconds;
    return result;
  };
  const counted = (sandbox: Sandbox): Sandbox => ({
    id: sandbox.id,
    runtime: sandbox.runtime,
    limits: sandbox.limits,
    exec: async (command) => count(await sandbox.exec(command)),
    start: async (command) => {
      const process = await sandbox.start(command);
      // Its own failure is seen by whoever awaits `result`; here it only means that nothing is counted.
      process.result.then(count, () => {});
      return process;
    },
    putFiles: (files, options) => sandbox.putFiles(files, options),
    getFiles: (path, options) => sandbox.getFiles(path, options),
    [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose](),
  });
  return {
    name: driver.name,
    weaknesses: driver.weaknesses,
    async open(request) {
      const sandbox = await driver.open(request);
      sandboxRuns++;
      return counted(sandbox);
    },
    usage: () => ({ sandboxRuns, cpuSeconds }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
