/** The tools, attempts and the lab over every driver that works here. Docker is behind the same porter as bwrap. */
import { labConformance } from '@touchstone/contracts/conformance';
import type { SandboxDriver } from '@touchstone/contracts';
import { createLab } from '../src/lab.ts';
import { openDriver } from '../src/open.ts';
import { attemptCases } from './conformance/attempts.ts';
import { codeToolCases } from './conformance/code-tools.ts';
import { toolCases } from './conformance/tools.ts';
import { MemoryMemo } from './memory-memo.ts';
import { driverOrSkip } from './skip-or-fail.ts';
import { testHome } from './test-home.ts';

for (const name of ['bwrap', 'embedded'] as const) {
  const driver = await driverOrSkip(name, () => openDriver({ name, home: testHome }));
  if (driver === null) continue;
  // Opening one is slow; the suites share it and each believes that it is its own.
  const open = async () => shared(driver);
  toolCases(name, open, { signals: name !== 'embedded' });
  codeToolCases(name, open, { shell: name !== 'embedded' });
  attemptCases(name, open, { thorough: name !== 'embedded' });
  labConformance({
    name: `over ${name}`,
    open: async () => {
      let runs = 0;
      const counting: SandboxDriver = {
        ...shared(driver),
        open: (request) => {
          runs += 1;
          return driver.open(request);
        },
      };
      const lab = createLab({ driver: counting, memo: new MemoryMemo() });
      // The last of the suites.
      return { lab, runs: () => runs, [Symbol.asyncDispose]: () => driver[Symbol.asyncDispose]() };
    },
  });
}

function shared(driver: SandboxDriver): SandboxDriver {
  return {
    name: driver.name,
    weaknesses: driver.weaknesses,
    open: (request) => driver.open(request),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
