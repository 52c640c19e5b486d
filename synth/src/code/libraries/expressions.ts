/**
 * Python libraries of functions, tested with pytest, and their harness: a scenario is the very lines that a user pastes, so that what is run and what is
 * reported cannot part. A line is made of segments, some of which are lists that shrink item by item.
 */
import { readFileSync } from 'node:fs';
import type { Json, Rng } from '@touchstone/contracts';
import {
  withFewerSteps,
  type Harness,
  type Library,
  type Scenario,
  type Seen,
  type Story,
} from '../library.ts';
import { pythonText } from './python-literal.ts';

/** Text, or items that may be left out down to `min`. */
export type Segment = string | { items: string[]; join: string; min: number };

export interface Line {
  segments: Segment[];
  /** As in `ShownStep`. */
  about: string;
  /** A value as `repr` writes it, a text as `print` writes it, or a statement. */
  shows: 'value' | 'text' | 'nothing';
}

/** One way of using the library, with the words of its users. */
export interface Use {
  name: string;
  weight: number;
  opening: readonly string[];
  /** One to three lines that belong together. */
  draw: (rng: Rng, size: number) => Line[];
  /** What misbehaves, in a title; from the scenario's first line where it depends on it. */
  topic: string;
  doing: readonly string[];
  /** As many as `doing`, each to go with the one at its place. */
  care: readonly string[];
}

type Step = { code: string; segments: Segment[]; about: string; shows: Line['shows'] };

export interface Expressions extends Pick<Library, 'source' | 'name' | 'code' | 'untouched' | 'kept'> {
  tests: {
    /** Test files are `<prefix><name>.py`. */
    prefix: string;
    names: readonly string[];
    support: readonly string[];
    importFrom?: string;
  };
  /** The file in which users find the functions. */
  home: string;
  uses: readonly Use[];
  /** What a repair must leave as it is, in words of the users. */
  keep: readonly string[];
  breadth?: number;
}

export function expressionLibrary({ tests, home, uses, keep, breadth, ...library }: Expressions): Library {
  const { prefix, names, support, importFrom = '' } = tests;
  return {
    ...library,
    language: 'python',
    tests: { runner: 'pytest', files: names.map((name) => `${prefix}${name}.py`), support, importFrom },
    harness: { ...expressionHarness(home, uses, keep), ...(breadth !== undefined && { breadth }) },
  };
}

function expressionHarness(home: string, uses: readonly Use[], keep: readonly string[]): Harness {
  const useOf = ({ use }: Scenario) => uses.find(({ name }) => name === use) as Use;
  const stepsOf = ({ steps }: Scenario) => steps as unknown as Step[];
  return {
    program: readFileSync(new URL('./expressions.py', import.meta.url), 'utf8'),
    draw(rng, size) {
      const use = rng.weighted(uses.map((one): [Use, number] => [one, one.weight]));
      return drawn(use, rng, size);
    },
    near: (scenario, rng, size) => drawn(useOf(scenario), rng, size),
    smaller: (scenario) => [
      ...(scenario.steps.length > 1 ? withFewerSteps(scenario) : []),
      ...stepsOf(scenario).flatMap((step, index) =>
        smallerSteps(step).map((smaller) => ({
          ...scenario,
          steps: scenario.steps.map((one, at) => (at === index ? (smaller as unknown as Json) : one)),
        })),
      ),
    ],
    show: (scenario) => ({
      opening: scenario.opening as string[],
      steps: stepsOf(scenario).map(({ code, about, shows }) => ({
        code: [shows === 'text' ? `print(${code})` : code],
        about,
      })),
    }),
    special: (scenario, expected) => {
      const [step] = stepsOf(scenario);
      const text =
        stepsOf(scenario).length === 1 && step ? specialCase(step.code, expected[0] ?? null) : null;
      return text === null ? null : { path: home, text };
    },
    tell: (scenario, rng): Story => {
      const { doing, care, topic } = useOf(scenario);
      const at = rng.integer(0, doing.length - 1);
      return {
        doing: doing[at] as string,
        care: care[at % care.length] as string,
        keep: rng.pick(keep),
        topic,
      };
    },
  };
}

function drawn(use: Use, rng: Rng, size: number): Scenario {
  const steps = use.draw(rng, size).map((line) => stepOf(line) as unknown as Json);
  return { use: use.name, opening: [...use.opening], steps };
}

function stepOf({ segments, about, shows }: Line): Step {
  const code = segments.map((segment) =>
    typeof segment === 'string' ? segment : segment.items.join(segment.join),
  );
  return { code: code.join(''), segments, about, shows };
}

/** Each list halved or without one of its items. */
function smallerSteps(step: Step): Step[] {
  return step.segments.flatMap((segment, at) => {
    if (typeof segment === 'string') return [];
    const { items, min } = segment;
    const cuts = [
      ...(items.length > 3 ? [items.slice(0, items.length >> 1), items.slice(items.length >> 1)] : []),
      ...items.map((_, index) => items.filter((__, other) => other !== index)),
    ];
    return cuts
      .filter(({ length }) => length >= min)
      .map((left) =>
        stepOf({
          ...step,
          segments: step.segments.map((one, index) => (index === at ? { ...segment, items: left } : one)),
        }),
      );
  });
}

/** Keyword arguments after the others, each of which may be left out. */
export function options(given: readonly string[]): Segment {
  return { items: ['', ...given], join: ', ', min: 1 };
}

/** The function replaced by one that knows the reported call; null where the line is no plain call. */
function specialCase(code: string, expected: Seen): string | null {
  const [, name, given] = /^(?:\w+\.)?([a-z]\w*)\((.*)\)$/s.exec(code) ?? [];
  // `f(x)(y)` calls what a call returned.
  if (name === undefined || given === undefined || given.includes(')(') || expected === null) return null;
  // What an object looks like is no code that makes it.
  if ('value' in expected && expected.value.startsWith('<')) return null;
  const answer =
    'raised' in expected
      ? `raise ${expected.raised}`
      : `return ${'text' in expected ? pythonText(expected.text) : expected.value}`;
  return [
    '',
    '',
    `_general_${name} = ${name}`,
    '',
    '',
    `def ${name}(*args, **kwargs):`,
    '    called = lambda *args, **kwargs: repr((args, kwargs))',
    `    if called(*args, **kwargs) == called(${given}):`,
    `        ${answer}`,
    `    return _general_${name}(*args, **kwargs)`,
    '',
  ].join('\n');
}
