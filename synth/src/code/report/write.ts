/** A bug report from one or two showings, as a user would write it. */
import type { Rng } from '@touchstone/contracts';
import type { Library } from '../library.ts';
import { dialects } from './dialect.ts';
import { asPrinted, cause, exampleOf, isShort, wrongSteps, type Example, type Showing } from './example.ts';
import { capital, script, titleOf, voices } from './voices.ts';

export interface Report {
  text: string;
  /** Code as pasted, to compare with the hidden tests. */
  code: string[];
}

export function writeReport(library: Library, showings: readonly Showing[], rng: Rng): Report {
  const examples = showings.map((showing, index) =>
    exampleOf(library, showing, library.harness.tell(showing.scenario, rng.fork(`story/${index}`))),
  );
  const [example, ...more] = examples as [Example, ...Example[]];
  const dialect = dialects[library.language];
  const voice = rng.pick(voices.filter(({ suits }) => suits(example)));
  const body = voice.tell({ example, dialect, library: library.name, rng: rng.fork('voice') });
  const also = more.flatMap((other) => second(other, dialect.fence, rng.fork('second')));
  const place = library.code.map((part) => `\`${part}\``).join(', ');
  const paragraphs = [
    ...body.slice(0, -1),
    ...also,
    `${body.at(-1) ?? ''} ${closing(place, also.length > 0, rng)}`,
  ];
  const titled = rng.chance(0.65);
  const title = titleOf(example, cause(example)?.about ?? null, rng.fork('title'));
  return {
    text: [
      ...(titled ? [dressed(title.startsWith(library.name) ? title : capital(title), rng)] : []),
      ...paragraphs,
    ].join('\n\n'),
    code: examples.flatMap(script),
  };
}

function dressed(text: string, rng: Rng): string {
  return rng.pick([`**${text}**`, `# ${text}`, text, `Subject: ${text}`]);
}

function second(example: Example, fence: string, rng: Rng): string[] {
  const lead = rng.pick([
    'There is a second thing, which may or may not be the same cause:',
    'While looking into it I also met this:',
    'And a colleague sees the following with the same checkout:',
    'Another case that we cannot explain:',
  ]);
  const wrong = wrongSteps(example);
  const told = isShort(example)
    ? [
        wrong
          .map(
            (step) =>
              `- \`${step.code.at(-1) ?? ''}\` → \`${asPrinted(step.got)}\`, should be \`${asPrinted(step.expected)}\``,
          )
          .join('\n'),
      ]
    : wrong
        .slice(0, 2)
        .flatMap((step) => [
          'This comes out as',
          '```\n' + asPrinted(step.got) + '\n```',
          'It should be',
          '```\n' + asPrinted(step.expected) + '\n```',
        ]);
  return [lead, ['```' + fence, ...script(example), '```'].join('\n'), ...told];
}

function closing(place: string, both: boolean, rng: Rng): string {
  const what = both ? 'both' : 'it';
  return rng.pick([
    `The source is in ${place}.`,
    `Please mend ${what} in ${place}.`,
    `A patch for ${place} would be welcome.`,
    `Could you repair ${what} (the code is in ${place})?`,
  ]);
}
