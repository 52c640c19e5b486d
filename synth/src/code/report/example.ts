/** What a report shows: a scenario with what was seen and what should have been. Knows no voice. */
import type { Library, Scenario, Seen, Story } from '../library.ts';

export interface ExampleStep {
  code: readonly string[];
  about: string;
  got: Seen;
  expected: Seen;
  wrong: boolean;
}

export interface Example {
  opening: readonly string[];
  steps: readonly ExampleStep[];
  story: Story;
}

export interface Showing {
  scenario: Scenario;
  got: readonly Seen[];
  expected: readonly Seen[];
}

export function exampleOf({ harness }: Library, { scenario, got, expected }: Showing, story: Story): Example {
  const shown = harness.show(scenario);
  const steps = shown.steps.map(({ code, about }, index) => {
    const [now, right] = [got[index] ?? null, expected[index] ?? null];
    return { code, about, got: now, expected: right, wrong: differs(now, right) };
  });
  return { opening: shown.opening, steps, story };
}

export function differs(one: Seen, other: Seen): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

/** Steps whose outcome is not the expected one; never empty for a showing. */
export function wrongSteps({ steps }: Example): ExampleStep[] {
  return steps.filter(({ wrong }) => wrong);
}

export function firstWrong(example: Example): ExampleStep {
  return wrongSteps(example)[0] as ExampleStep;
}

/** The last step before the first wrong one that changed something, if it can be told from it. */
export function cause({ steps }: Example): ExampleStep | null {
  const at = steps.findIndex(({ wrong }) => wrong);
  const before = steps.slice(0, at).filter(({ expected }) => expected === null);
  const last = before.at(-1);
  return last && last.about !== steps[at]?.about ? last : null;
}

/** On one line, as it stands in a sentence. */
export function inLine(seen: Seen): string {
  if (seen === null) return 'no error';
  if ('raised' in seen)
    return seen.message === undefined
      ? `${/^[AEIOU]/.test(seen.raised) ? 'an' : 'a'} \`${seen.raised}\``
      : `\`${seen.raised}: ${seen.message}\``;
  return `\`${'value' in seen ? seen.value : JSON.stringify(seen.text)}\``;
}

/** As the terminal shows it, possibly on several lines. */
export function asPrinted(seen: Seen): string {
  if (seen === null) return '(nothing)';
  if ('raised' in seen) return seen.message === undefined ? seen.raised : `${seen.raised}: ${seen.message}`;
  return 'value' in seen ? seen.value : seen.text;
}

/** Whether everything seen fits beside the code. */
export function isShort({ steps }: Example): boolean {
  return steps.every(({ got, expected }) => [got, expected].every((seen) => fits(seen)));
}

function fits(seen: Seen): boolean {
  const text = asPrinted(seen);
  return text.length <= 60 && !text.includes('\n') && !(seen !== null && 'text' in seen);
}
