/** `touchstone verify`: a submission in, a verdict out. */
import { writeFile } from 'node:fs/promises';
import { junitOfSubmission, readSubmission, verifySubmission, type DriverChoice } from '@touchstone/pipeline';
import type { Verdict } from '@touchstone/contracts';
import { driverOption, examples, type AddCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { withParts } from '../with-parts.ts';

interface Options {
  submission: string;
  junit?: string;
  driver: DriverChoice;
  json?: boolean;
}

export const addVerify: AddCommand = (program, terminal, end) => {
  program
    .command('verify')
    .description('judge a submission to a task: accepted (exit code 0), rejected (1), no verdict (3)')
    .argument('<task>', 'id, or a beginning of it that no other id has')
    .requiredOption(
      '--submission <file>',
      'JSON: {"kind": "answer", "answer": …}, {"kind": "state", "calls": […], "answer": …} or {"kind": "tree", "patch": …}; for code also a unified diff (.patch, .diff)',
    )
    .option('--junit <file>', 'for code: also write how each hidden test ended, as JUnit XML')
    .addOption(driverOption())
    .option('--json', 'the verdict as JSON')
    .addHelpText(
      'after',
      examples([
        'touchstone verify task_0123456789ab --submission answer.json',
        'touchstone verify 01 --submission answer.json --json',
        'touchstone verify 7f --submission fix.patch --junit results.xml',
      ]),
    )
    .action((task: string, options: Options) =>
      withParts(terminal, async (parts) => {
        const submission = await readSubmission(options.submission);
        const request = { task, submission, driver: options.driver, signal: terminal.signal };
        const { id, verdict } = await verifySubmission(parts, request);
        if (options.junit !== undefined)
          await writeFile(options.junit, await junitOfSubmission(parts, request));
        end(codeOf(verdict));
        if (options.json) return terminal.json({ id, verdict });
        terminal.line(describe(verdict));
        if (verdict.outcome === 'abstained') return;
        for (const check of verdict.checks)
          terminal.line(
            `  ${check.met === null ? '?' : check.met ? '✓' : '✗'} ${check.id}${check.detail ? `: ${check.detail}` : ''}`,
          );
      }),
    );
};

function codeOf(verdict: Verdict): number {
  if (verdict.outcome === 'accepted') return exitCodes.done;
  return verdict.outcome === 'rejected' ? exitCodes.no : exitCodes.incomplete;
}

function describe(verdict: Verdict): string {
  const by = `${verdict.verifier.executor}@${verdict.verifier.version}`;
  if (verdict.outcome === 'accepted') return `accepted, reward ${verdict.reward} (${by})`;
  if (verdict.outcome === 'rejected') return `rejected, reward ${verdict.reward}: ${verdict.reason} (${by})`;
  return `no verdict, no reward: ${verdict.fault.message} (${verdict.fault.code}, ${by})`;
}
