/**
 * What a library must bring so that tasks can be made of it: where its code and tests are, a harness that shows its
 * behaviour, and the words of the people who use it. Knows no language beyond its name and no kind of bug.
 */
import type { Json, Rng } from '@touchstone/contracts';

export type Language = 'python' | 'javascript';

export interface Library {
  /** For example `pypi:cachetools@5.5.2`. */
  source: string;
  /** As its users write it. */
  name: string;
  language: Language;
  /** Files and folders (ending in `/`) that hold the code: only they are mutated, only they may be changed by a submission. */
  code: readonly string[];
  /** Of `code`, what is never mutated: version files, command lines, deprecated modules. */
  untouched?: readonly string[];
  tests: {
    runner: 'pytest' | 'node-test' | 'tape';
    /** Test files that are run, from the tree's root. */
    files: readonly string[];
    /** What they need beside them (helpers, fixtures): hidden together with them. */
    support: readonly string[];
    /** Folder from the tree's root that must be on the import path, empty for the root. */
    importFrom: string;
  };
  /** Further files of the public tree (README, pyproject.toml…); what is named nowhere here is left out. */
  kept: readonly string[];
  harness: Harness;
}

/**
 * A short realistic use of the public API, as plain JSON. Steps are whatever the harness makes of them; what else the
 * scenario holds (class, options, a clock) stands beside them.
 */
export interface Scenario {
  steps: Json[];
  [setting: string]: Json;
}

/** What a user sees of one step. */
export type Seen =
  /** As the language's prompt prints a value (`repr`, `util.inspect`); must be alike on every runtime. */
  | { value: string }
  /** Text as printed, often of several lines. */
  | { text: string }
  /** Class of what was raised; the message only where the library itself words it. */
  | { raised: string; message?: string }
  /** Nothing to see: a statement that went well. */
  | null;

/** One step as the code a user would paste. */
export interface ShownStep {
  /** Lines of code; the last one is the expression or statement whose outcome is seen. */
  code: readonly string[];
  /** What the step does, as a gerund: `overwriting a key`, `asking for the length`. */
  about: string;
}

export interface Shown {
  /** Imports and set-up before the first step. */
  opening: readonly string[];
  /** One for each step of the scenario, in order. */
  steps: readonly ShownStep[];
}

/** Words of somebody to whom this scenario happens. Whole sentences, first person, no line breaks; titles without full stop. */
export interface Story {
  /** What they build and how this part of the library serves them. */
  doing: string;
  /** What goes wrong for them because of it. */
  care: string;
  /** What a repair must leave as it is. */
  keep: string;
  /** The public thing that misbehaves, as it stands in a title: `TTLCache`, `tabulate with tablefmt="grid"`. */
  topic: string;
}

export interface Harness {
  /**
   * Program in the library's language. Python: a module that defines `observe(scenario)` → list with one `Seen` for each
   * step. JavaScript: a module that exports `observe(scenario)`, which may be asynchronous. It imports the library as
   * users do and never raises; equal scenarios give equal lists in one process, in any order.
   */
  program: string;
  /** How many scenarios meet every function a few times, where the usual number does not. */
  breadth?: number;
  /** One scenario; from small (size 1) to large (size 8). All draws are legal uses of the API. */
  draw(rng: Rng, size: number): Scenario;
  /** Another scenario of the kind of this one: the same class, the same function. */
  near?: (scenario: Scenario, rng: Rng, size: number) => Scenario;
  /** Scenarios one cut smaller, boldest first; all legal. */
  smaller(scenario: Scenario): Scenario[];
  show(scenario: Scenario): Shown;
  tell(scenario: Scenario, rng: Rng): Story;
  /** Code that recognises just this scenario and gives what is expected, to be added at the end of a file: a cheat that must fail. */
  special?: (scenario: Scenario, expected: readonly Seen[]) => { path: string; text: string } | null;
}

/** Cuts that fit most harnesses: without the second half, the first half, and each single step. */
export function withFewerSteps(scenario: Scenario): Scenario[] {
  const { steps } = scenario;
  const half = steps.length >> 1;
  const halves = steps.length > 3 ? [steps.slice(0, half), steps.slice(half)] : [];
  const singles = steps.map((_, index) => steps.filter((__, other) => other !== index));
  return [...halves, ...singles]
    .filter(({ length }) => length > 0)
    .map((left) => ({ ...scenario, steps: left }));
}
