/** `touchstone certify`: proves a published task again, here. */
import { certifyTask, explain, type DriverChoice } from '@touchstone/pipeline';
import { driverOption, examples, type AddCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { shortId } from '../render/text.ts';
import { withParts } from '../with-parts.ts';

export const addCertify: AddCommand = (program, terminal, end) => {
  program
    .command('certify')
    .description('prove a published task again, here: certified (exit code 0), refused (1), no verdict (3)')
    .argument('<task>', 'id, or a beginning of it that no other id has')
    .addOption(driverOption())
    .option('--explain', 'say in plain words what was tried, of which kinds, and what was not measured')
    .option('--json', 'the outcome as JSON')
    .addHelpText(
      'after',
      examples([
        'touchstone certify task_0123456789ab --explain',
        'touchstone certify 01 --driver embedded --json',
      ]),
    )
    .action((task: string, options: { driver: DriverChoice; explain?: boolean; json?: boolean }) =>
      withParts(terminal, async (parts) => {
        const { id, certification } = await certifyTask(parts, {
          task,
          driver: options.driver,
          signal: terminal.signal,
        });
        if (certification.outcome === 'refused') end(exitCodes.no);
        if (certification.outcome === 'parked') end(exitCodes.incomplete);
        if (options.json) return terminal.json({ id, certification });
        if (certification.outcome !== 'certified') {
          terminal.line(
            `${shortId(id)} ${certification.outcome} by ${certification.gate}: ${certification.reason}`,
          );
          if (options.explain)
            for (const { gate, outcome, reason } of certification.answers)
              terminal.line(`  ${gate}: ${outcome}. ${reason}`);
          return;
        }
        const { key, cost } = certification.certificate;
        terminal.line(
          `${shortId(id)} certified on ${key.runtime.driver} (${key.runtime.runtime}), ${cost.sandboxRuns} sandbox runs, ${cost.cpuSeconds.toFixed(1)} CPU s`,
        );
        if (options.explain)
          terminal.line(`\n${await explain(await parts.database(), certification.certificate)}`);
      }),
    );
};
