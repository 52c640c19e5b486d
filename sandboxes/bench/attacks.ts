/**
 * Runs every attack of the conformance suite on every driver that works here, and prints per driver what was tried,
 * stopped and declared. Run: `node sandboxes/bench/attacks.ts [driver…]` with TOUCHSTONE_HOME and DOCKER_HOST set.
 */
import { sandboxAttacks, type AttackOutcome } from '@touchstone/contracts/conformance';
import { Fault, type SandboxDriver } from '@touchstone/contracts';
import { driverNames, openDriver, type DriverName } from '../src/open.ts';
import { testHome } from '../test/test-home.ts';

interface Row {
  id: string;
  outcome: AttackOutcome;
  declared: boolean;
}

const asked = process.argv.slice(2);
const names = driverNames.filter((name) => asked.length === 0 || asked.includes(name));
for (const name of names) await report(name);

async function report(name: DriverName): Promise<void> {
  let driver: SandboxDriver;
  try {
    driver = await openDriver({ name, home: testHome });
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    console.log(`\n${name}: not run here, because ${thrown.message}`);
    return;
  }
  try {
    const rows: Row[] = [];
    for (const attack of sandboxAttacks) {
      const outcome = await attack.attempt(driver);
      const declared = driver.weaknesses.some((weakness) => weakness.attack === attack.id);
      rows.push({ id: attack.id, outcome, declared });
    }
    print(name, rows);
  } finally {
    await driver[Symbol.asyncDispose]();
  }
}

function print(name: string, rows: readonly Row[]): void {
  const count = (wanted: (row: Row) => boolean): number => rows.filter(wanted).length;
  console.log(
    `\n${name} (user id ${process.getuid?.() ?? '?'}): ${rows.length} tried, ${count((row) => row.outcome.stopped)} stopped, ` +
      `${count((row) => row.declared)} declared, ` +
      `${count((row) => !row.outcome.stopped && !row.declared)} succeeded undeclared`,
  );
  for (const { id, outcome, declared } of rows) {
    const word = outcome.stopped ? 'stopped' : 'SUCCEEDED';
    console.log(
      `  ${id.padEnd(26)} ${word.padEnd(10)} ${declared ? 'declared' : '        '} ${outcome.detail}`,
    );
  }
}
