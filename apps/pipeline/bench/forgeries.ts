/**
 * Every forgery of trees against the verifier `tests`, on each template (pytest, node:test, tape), beside what the runner's
 * own exit code would have said: a forgery that no grader would fall for proves little.
 *
 *   node apps/pipeline/bench/forgeries.ts [--driver bwrap] [--runner pytest] [--without-exit-codes]
 */
import { parseArgs } from 'node:util';
import { type Draft, type SandboxDriver, type Submission, type VerifyPorts } from '@touchstone/contracts';
import { openDriver, type DriverName } from '@touchstone/sandboxes';
import { allForgeries, byLuck, clopperPearson, verify } from '@touchstone/verifiers';
import { blobsOf } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { countingDriver } from '../src/counting-driver.ts';
import { exitCodeAccepts } from '../test/verifiers/orders/exit-code-grader.ts';
import { allOrders, ordersDraft } from '../test/verifiers/orders/orders-draft.ts';

const { values } = parseArgs({
  options: {
    driver: { type: 'string', default: 'bwrap' },
    runner: { type: 'string' },
    'without-exit-codes': { type: 'boolean', default: false },
  },
});

await using base = await openDriver({ name: values.driver as DriverName, home: readConfig().home });
for (const orders of allOrders.filter(
  ({ runner }) => values.runner === undefined || values.runner === runner,
)) {
  for (const differential of [false, true]) {
    await bench(
      ordersDraft(orders, { differential }),
      `${orders.runner}${differential ? ', differential' : ''}`,
      base,
    );
  }
}

async function bench(draft: Draft, title: string, driver: SandboxDriver): Promise<void> {
  const counted = countingDriver(driver);
  const blobs = blobsOf(draft);
  const none = () => Promise.reject(new Error('No attempt is made here.'));
  const ports: VerifyPorts = {
    driver: counted,
    blobs,
    toolHost: { open: none },
    attempts: { attempt: none },
    usage: () => counted.usage(),
  };
  const tried: { id: string; accepted: boolean }[] = [];
  console.log(`\n${title}`);
  for (const { forgery, submission } of allForgeries(draft)) {
    const verdict = await verify(draft.task, draft.secret, submission, ports);
    const said = verdict.outcome === 'rejected' ? verdict.reason : verdict.outcome;
    tried.push({ id: forgery.id, accepted: verdict.outcome !== 'rejected' });
    console.log(`  ${forgery.id.padEnd(26)} ${said.padEnd(16)} ${await plainly(draft, submission, driver)}`);
  }
  const counting = tried.filter(({ id }) => id !== byLuck);
  const accepted = counting.filter((entry) => entry.accepted).length;
  const { low, high } = clopperPearson(accepted, counting.length);
  const { sandboxRuns, cpuSeconds } = counted.usage();
  console.log(`  ${accepted} of ${counting.length} accepted (95 % ${low.toFixed(3)} to ${high.toFixed(3)})`);
  console.log(
    `  ${sandboxRuns} sandboxes, ${(cpuSeconds / tried.length).toFixed(2)} CPU seconds a verification`,
  );
}

async function plainly(draft: Draft, submission: Submission, driver: SandboxDriver): Promise<string> {
  if (values['without-exit-codes']) return '';
  return (await exitCodeAccepts(draft, submission, driver)) ? 'exit code: accepted' : 'exit code: rejected';
}
