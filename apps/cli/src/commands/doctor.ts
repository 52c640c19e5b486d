/** `touchstone doctor`: what works here, what does not, why, and the way out. */
import { buildImage, canWork, diagnose, type Finding } from '@touchstone/pipeline';
import { examples, type AddCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { wrap } from '../render/text.ts';
import { withParts } from '../with-parts.ts';

const marks: Record<Finding['state'], string> = { works: '✓', limited: '!', broken: '✗' };

export const addDoctor: AddCommand = (program, terminal, end) => {
  program
    .command('doctor')
    .description('try database, sandboxes, sources, Python and disk; say what does not work and the way out')
    .option('--json', 'the findings as JSON')
    .option(
      '--build-image',
      'first build the base image of bwrap and Docker where it is missing (minutes, as root)',
    )
    .addHelpText(
      'after',
      examples(['touchstone doctor', 'touchstone doctor --json', 'touchstone doctor --build-image']),
    )
    .action((options: { json?: boolean; buildImage?: boolean }) =>
      withParts(terminal, async (parts) => {
        if (options.buildImage) {
          const say = (activity: string) => terminal.note(`${activity} …`);
          await buildImage({ ...parts, say }, terminal.signal);
        }
        const findings: Finding[] = [];
        for await (const finding of diagnose(parts)) {
          findings.push(finding);
          if (options.json) continue;
          terminal.line(`${marks[finding.state]} ${finding.part}: ${finding.detail}`);
          if (finding.wayOut !== null)
            terminal.line(wrap(`→ ${finding.wayOut}`, { width: terminal.columns, indent: '    ' }));
          for (const { attack, consequence } of finding.weaknesses ?? [])
            terminal.line(
              wrap(`does not stop: ${attack}. ${consequence}`, { width: terminal.columns, indent: '    ' }),
            );
        }
        const able = canWork(findings);
        if (!able) end(exitCodes.no);
        if (options.json) return terminal.json({ canWork: able, findings });
        terminal.line(
          able
            ? '\nTasks can be made here: one sandbox is enough, and "auto" takes the first of docker, bwrap, embedded that works.'
            : '\nTasks cannot be made here yet: a database, a disk with room, and one working sandbox are needed.',
        );
      }),
    );
};
