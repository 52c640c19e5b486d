/** `touchstone certify`: proves a published task again, here. */
import { InputFault } from '@touchstone/contracts';
import {
  certifyTask,
  explain,
  renewStale,
  type DriverChoice,
  type Parts,
  type RenewedTask,
} from '@touchstone/pipeline';
import { driverOption, examples, type AddCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { shortId } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { withParts } from '../with-parts.ts';

interface Options {
  stale?: boolean;
  driver: DriverChoice;
  explain?: boolean;
  json?: boolean;
}

export const addCertify: AddCommand = (program, terminal, end) => {
  program
    .command('certify')
    .description('prove published tasks again, here: certified (exit code 0), refused (1), no verdict (3)')
    .argument('[task]', 'id, or a beginning of it that no other id has')
    .option('--stale', 'instead of one task all whose certificate an older version of a gate made')
    .addOption(driverOption())
    .option('--explain', 'say in plain words what was tried, of which kinds, and what was not measured')
    .option('--json', 'the outcome as JSON')
    .addHelpText(
      'after',
      examples([
        'touchstone certify task_0123456789ab --explain',
        'touchstone certify 01 --driver embedded --json',
        'touchstone certify --stale',
      ]),
    )
    .action((task: string | undefined, options: Options) =>
      withParts(terminal, async (parts) => {
        if ((task === undefined) !== (options.stale === true))
          throw new InputFault('Expected either the id of a task or --stale.', {
            code: 'certify-what',
            hint: '"touchstone certify ID" proves one task, "touchstone certify --stale" all that need it.',
          });
        const code =
          task === undefined
            ? await certifyStale(parts, options, terminal)
            : await certifyOne(parts, task, options, terminal);
        if (code !== exitCodes.done) end(code);
      }),
    );
};

async function certifyOne(parts: Parts, task: string, options: Options, terminal: Terminal): Promise<number> {
  const { id, certification } = await certifyTask(parts, {
    task,
    driver: options.driver,
    signal: terminal.signal,
  });
  if (options.json) terminal.json({ id, certification });
  else if (certification.outcome === 'certified') {
    const { key, cost } = certification.certificate;
    terminal.line(
      `${shortId(id)} certified on ${key.runtime.driver} (${key.runtime.runtime}), ${cost.sandboxRuns} sandbox runs, ${cost.cpuSeconds.toFixed(1)} CPU s`,
    );
    if (options.explain)
      terminal.line(`\n${await explain(await parts.database(), certification.certificate)}`);
  } else {
    terminal.line(
      `${shortId(id)} ${certification.outcome} by ${certification.gate}: ${certification.reason}`,
    );
    if (options.explain)
      for (const { gate, outcome, reason } of certification.answers)
        terminal.line(`  ${gate}: ${outcome}. ${reason}`);
  }
  if (certification.outcome === 'refused') return exitCodes.no;
  return certification.outcome === 'parked' ? exitCodes.incomplete : exitCodes.done;
}

async function certifyStale(parts: Parts, options: Options, terminal: Terminal): Promise<number> {
  const renewal = await renewStale(parts, {
    driver: options.driver,
    filter: {},
    signal: terminal.signal,
    report: (task, { done, total }) => terminal.note(`${done} of ${total}: ${inWords(task)}`),
  });
  if (options.json) terminal.json(renewal);
  else {
    const { driver, looked, stale } = renewal;
    terminal.line(`${stale.length} of ${looked} certificates made on ${driver} were stale.`);
    for (const task of stale.filter(({ outcome, flipped }) => outcome !== 'renewed' || flipped.length > 0)) {
      terminal.line(inWords(task));
      for (const { gate, before, after, reason } of task.flipped)
        terminal.line(`  ${gate}: ${before} → ${after}. ${reason}`);
    }
  }
  const outcomes = new Set(renewal.stale.map(({ outcome }) => outcome));
  if (outcomes.has('refused')) return exitCodes.no;
  return outcomes.has('parked') || outcomes.has('other-version') ? exitCodes.incomplete : exitCodes.done;
}

function inWords({ id, outcome, flipped }: RenewedTask): string {
  if (outcome === 'other-version')
    return `${shortId(id)} cannot be proven here: another version of its verifier made it`;
  return `${shortId(id)} ${outcome}${flipped.length > 0 ? `, ${flipped.length} answers flipped` : ''}`;
}
