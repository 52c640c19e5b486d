/**
 * The shapes that a report takes. Each is a whole report from the same facts: what was done, what happened, what was expected. A
 * voice adds nothing that the facts do not hold.
 */
import type { Rng } from '@touchstone/contracts';
import type { Dialect } from './dialect.ts';
import {
  asPrinted,
  firstWrong,
  inLine,
  isShort,
  wrongSteps,
  type Example,
  type ExampleStep,
} from './example.ts';

export interface Facts {
  example: Example;
  dialect: Dialect;
  library: string;
  rng: Rng;
}

export interface Voice {
  suits: (example: Example) => boolean;
  /** Paragraphs. */
  tell: (facts: Facts) => string[];
}

const always = () => true;
const plainOpening = ({ opening, steps }: Example) =>
  [...opening, ...steps.flatMap(({ code }) => code)].every(
    (line) => !/^[\s@}]/.test(line) && !line.endsWith('{'),
  );
const shortAndPlain = (example: Example) => isShort(example) && plainOpening(example);
const few = (example: Example) => isShort(example) && wrongSteps(example).length <= 4;

export const voices: readonly Voice[] = [
  { suits: shortAndPlain, tell: transcript },
  { suits: isShort, tell: annotated },
  { suits: always, tell: sections },
  { suits: few, tell: bullets },
  { suits: always, tell: letter },
  { suits: few, tell: beforeAndNow },
  { suits: (example) => isShort(example) && wrongSteps(example).length > 1, tell: table },
  { suits: always, tell: question },
  { suits: always, tell: cutDown },
  { suits: few, tell: checkList },
];

function fenced(dialect: Dialect, lines: readonly string[]): string {
  return ['```' + dialect.fence, ...lines, '```'].join('\n');
}

function block(text: string): string {
  return ['```', text, '```'].join('\n');
}

export function script({ opening, steps }: Example): string[] {
  return [...opening, ...steps.flatMap(({ code }) => code)];
}

function last(step: ExampleStep): string {
  return step.code.at(-1) as string;
}

/** `len(c)` gives `3`; it should be `2`. */
function contrast(step: ExampleStep, rng: Rng, sole = false): string {
  const [code, got, expected] = [last(step), inLine(step.got), inLine(step.expected)];
  if (sole && step.got !== null && step.expected !== null)
    return rng.pick([
      `I get ${got} and expected ${expected}`,
      `that gives ${got} instead of ${expected}`,
      `what comes is ${got}, what should come is ${expected}`,
    ]);
  if (step.got !== null && 'raised' in step.got)
    return step.expected === null
      ? `\`${code}\` raises ${got} and should simply work`
      : `\`${code}\` raises ${got} where ${expected} should come`;
  if (step.expected !== null && 'raised' in step.expected)
    return `\`${code}\` should raise ${expected} and instead ${step.got === null ? 'goes through' : `gives ${got}`}`;
  return rng.pick([
    `\`${code}\` gives ${got}, it should be ${expected}`,
    `\`${code}\` is ${got} and not ${expected}`,
    `for \`${code}\` I get ${got} instead of ${expected}`,
  ]);
}

/** What came and what should have come, in blocks where they are long. */
function outcome(example: Example, rng: Rng, words: { got: string; expected: string }): string[] {
  const wrong = wrongSteps(example);
  if (isShort(example))
    return [`${capital(wrong.map((step) => contrast(step, rng, example.steps.length === 1)).join('; '))}.`];
  return wrong.slice(0, 2).flatMap((step) => {
    const of = wrong.length > 1 || example.steps.length > 1 ? ` for \`${last(step).slice(0, 60)}\`` : '';
    return [...said(`${words.got}${of}`, step.got), ...said(words.expected, step.expected)];
  });
}

function said(words: string, seen: ExampleStep['got']): string[] {
  return seen === null || 'raised' in seen
    ? [`${capital(words)}: ${inLine(seen)}.`]
    : [`${words}:`, block(asPrinted(seen))];
}

export function capital(text: string): string {
  // A name of code stays as it is written: `sqlparse.format`, `create_markdown`.
  return /^[a-z]+[._(]/.test(text) ? text : text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

function transcript({ example, dialect, rng }: Facts): string[] {
  const shown: string[] = example.opening.map((line) => dialect.prompt + line);
  for (const { code, got } of example.steps) {
    shown.push(...code.map((line) => dialect.prompt + line));
    if (got !== null) shown.push(asPrinted(got));
  }
  return [
    example.story.doing,
    fenced(dialect, shown),
    `${capital(
      wrongSteps(example)
        .map((step) => contrast(step, rng, example.steps.length === 1))
        .join('; '),
    )}. ${example.story.care}`,
    example.story.keep,
  ];
}

function commented(
  dialect: Dialect,
  { code, got, expected, wrong }: ExampleStep,
  words: (got: string, expected: string) => string,
): string[] {
  if (got === null && expected === null) return [...code];
  const note = wrong ? words(asPrinted(got), asPrinted(expected)) : asPrinted(got);
  return [...code.slice(0, -1), `${code.at(-1) ?? ''}  ${dialect.comment} ${note}`];
}

function annotated({ example, dialect, rng }: Facts): string[] {
  const words = rng.pick([
    (got: string, expected: string) => `${got}, should be ${expected}`,
    (got: string, expected: string) => `expected ${expected}, got ${got}`,
    (got: string, expected: string) => `${got}  <- I expected ${expected}`,
  ]);
  const lines = [...example.opening, ...example.steps.flatMap((step) => commented(dialect, step, words))];
  const { doing, care, keep } = example.story;
  return rng.pick([
    [doing, fenced(dialect, lines), `${care} ${keep}`],
    [`${doing} ${care}`, fenced(dialect, lines), keep],
    [fenced(dialect, lines), `${doing} ${care}`, keep],
  ]);
}

function sections({ example, dialect, rng }: Facts): string[] {
  const heads = rng.pick([
    ['Steps', 'Actual', 'Expected'],
    ['What I did', 'What happened', 'What I expected'],
    ['To reproduce', 'Seen', 'Wanted'],
  ]);
  const wrong = wrongSteps(example);
  const listed = (pick: (step: ExampleStep) => ExampleStep['got']) =>
    isShort(example)
      ? wrong.map((step) => `- \`${last(step)}\`: ${inLine(pick(step))}`).join('\n')
      : block(wrong.map((step) => asPrinted(pick(step))).join('\n\n'));
  return [
    `${example.story.doing} ${example.story.care}`,
    `### ${heads[0]}`,
    fenced(dialect, script(example)),
    `### ${heads[1]}`,
    listed(({ got }) => got),
    `### ${heads[2]}`,
    listed(({ expected }) => expected),
    example.story.keep,
  ];
}

function bullets({ example, dialect, rng }: Facts): string[] {
  const list = wrongSteps(example).map((step) => `- ${contrast(step, rng)}`);
  return [
    `${example.story.care} ${example.story.doing} This is the smallest case I could make of it:`,
    fenced(dialect, script(example)),
    list.join('\n'),
    example.story.keep,
  ];
}

function letter({ example, dialect, rng, library }: Facts): string[] {
  const greeting = rng.pick(['Hello,', 'Hi,', 'Hello maintainers,', 'Good morning,']);
  const thanks = rng.pick([
    'Thanks for the library!',
    `Thank you for ${library}.`,
    'Many thanks.',
    'Thanks in advance.',
  ]);
  return [
    greeting,
    `${example.story.doing} ${example.story.care} I can show it with this:`,
    fenced(dialect, script(example)),
    ...outcome(example, rng, { got: 'What I get', expected: 'What I expect' }),
    `${example.story.keep} ${thanks}`,
  ];
}

function beforeAndNow({ example, dialect, rng }: Facts): string[] {
  const list = wrongSteps(example).map(
    (step) => `- \`${last(step)}\`: before ${inLine(step.expected)}, now ${inLine(step.got)}`,
  );
  const since = rng.pick([
    'After the upgrade our own tests turned red; the old output is the right one.',
    'This used to be right and no longer is.',
    'An older checkout still does the right thing here, the current one does not.',
  ]);
  return [
    `${since} ${example.story.doing}`,
    fenced(dialect, script(example)),
    list.join('\n'),
    `${example.story.care} ${example.story.keep}`,
  ];
}

function table({ example, dialect }: Facts): string[] {
  const cell = (seen: ExampleStep['got']) => inLine(seen).replaceAll('|', '\\|');
  const rows = wrongSteps(example).map(
    (step) => `| \`${last(step).replaceAll('|', '\\|')}\` | ${cell(step.got)} | ${cell(step.expected)} |`,
  );
  return [
    example.story.doing,
    fenced(dialect, script(example)),
    ['| | I get | I expect |', '|---|---|---|', ...rows].join('\n'),
    `${example.story.care} ${example.story.keep}`,
  ];
}

function question({ example, dialect, rng }: Facts): string[] {
  const asks = rng.pick([
    'Is this meant to happen? I read the documentation differently.',
    'Am I holding it wrong, or is this a bug?',
    'I do not think this can be intended.',
    'Can somebody confirm this?',
  ]);
  return [
    `${asks} ${example.story.doing}`,
    fenced(dialect, script(example)),
    ...outcome(example, rng, { got: 'I get', expected: 'I would have expected' }),
    `${example.story.care} ${example.story.keep}`,
  ];
}

function cutDown({ example, dialect, rng }: Facts): string[] {
  const lead = rng.pick([
    'I cut our case down to these lines:',
    'The following is enough to see it:',
    'No framework needed, a fresh interpreter shows it:',
    'Reduced as far as I could:',
  ]);
  return [
    lead,
    fenced(dialect, script(example)),
    ...outcome(example, rng, { got: 'It comes out as', expected: 'It should be' }),
    `${example.story.doing} ${example.story.care}`,
    example.story.keep,
  ];
}

function checkList({ example, dialect, rng }: Facts): string[] {
  const steps = example.steps.map((step, index) => {
    const note = step.wrong
      ? ` → ${inLine(step.got)}, **expected ${inLine(step.expected)}**`
      : step.got === null
        ? ''
        : ` → ${inLine(step.got)}`;
    return `${index + 1}. \`${step.code.join('; ')}\`${note}`;
  });
  const lead = rng.pick(['Starting from', 'With this set up', 'Given']);
  return [
    `${example.story.doing} ${lead}`,
    fenced(dialect, example.opening),
    steps.join('\n'),
    `${example.story.care} ${example.story.keep}`,
  ];
}

/** A title that says the symptom, never the place of the bug. */
export function titleOf(example: Example, causeAbout: string | null, rng: Rng): string {
  const step = firstWrong(example);
  const { topic } = example.story;
  const after = causeAbout === null ? '' : ` after ${causeAbout}`;
  if (step.got !== null && 'raised' in step.got)
    return rng.pick([
      `${topic}: ${step.about} raises ${step.got.raised}${after}`,
      `${step.got.raised} from ${topic}${after}`,
      `Unexpected ${step.got.raised} with ${topic}: ${step.about}${after}`,
    ]);
  if (step.expected !== null && 'raised' in step.expected)
    return rng.pick([
      `${topic}: no ${step.expected.raised} from ${step.about}${after}`,
      `${topic} does not raise ${step.expected.raised}: ${step.about}${after}`,
    ]);
  return rng.pick([
    `${topic}: ${step.about} is wrong${after}`,
    `${capital(step.about)} goes wrong with ${topic}${after}`,
    `Wrong outcome of ${step.about} (${topic})${after}`,
    `${topic} and ${step.about}${after}: not what it was`,
  ]);
}
