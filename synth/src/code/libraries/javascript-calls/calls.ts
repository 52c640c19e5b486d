/**
 * Libraries that are functions from values to values: a scenario is a few calls, a step `[function, …arguments]`. What a library
 * adds is how to load it, what to call, and who calls it.
 */
import { readFileSync } from 'node:fs';
import { InputFault, type Json, type Rng } from '@touchstone/contracts';
import { withFewerSteps, type Harness, type Scenario, type ShownStep, type Story } from '../../library.ts';
import { javascriptLiteral } from './literal.ts';

const program = readFileSync(new URL('./harness.mjs', import.meta.url), 'utf8');

export type Call = [name: string, ...given: Json[]];

export interface Calls {
  /** Lines that load the library, as its users write them, for calls of these functions. */
  opening: (names: readonly string[]) => string[];
  /** The same for a module in the tree's root, which defines `api` and `worded`; see `harness.mjs`. */
  load: string;
  /** What each function is asked for, as a gerund. */
  about: Readonly<Record<string, string>>;
  draw: (rng: Rng) => Call;
  /** Calls one cut smaller. */
  cuts: (call: Call) => Call[];
  tellings: Readonly<Record<string, Telling>>;
  keep: readonly string[];
}

/** For the calls of one function. */
export interface Telling {
  topic: string;
  /** What they build, and what goes wrong for them. */
  told: readonly (readonly [doing: string, care: string])[];
}

export function callsHarness(calls: Calls): Harness {
  return {
    program: `${calls.load}${program}`,
    draw: (rng, size) => ({
      steps: Array.from({ length: size > 5 ? 2 : 1 }, (_, index) => calls.draw(rng.fork(String(index)))),
    }),
    smaller: (scenario) => smaller(scenario, calls),
    show: ({ steps }) => ({
      opening: calls.opening([...new Set(steps.map((step) => (step as Call)[0]))]),
      steps: steps.map((step) => shown(step as Call, calls)),
    }),
    tell: ({ steps }, rng) => told(steps.at(-1) as Call, calls, rng),
  };
}

function smaller(scenario: Scenario, { cuts }: Calls): Scenario[] {
  const { steps } = scenario;
  const shorter = steps.length > 1 ? withFewerSteps(scenario) : [];
  const inside = steps.flatMap((step, index) =>
    [...cuts(step as Call), ...withoutOptions(step as Call)].map((cut) => ({
      ...scenario,
      steps: steps.map((one, at): Json => (at === index ? cut : one)),
    })),
  );
  return [...shorter, ...inside];
}

/** Without all options, then without each of them: the last argument, where it is a plain object that follows another. */
function withoutOptions(call: Call): Call[] {
  const options = call.at(-1);
  if (call.length < 3 || typeof options !== 'object' || options === null || Array.isArray(options)) return [];
  if ('$js' in options) return [call.slice(0, -1) as Call];
  const without = Object.keys(options).map((key): Call => {
    const left = Object.fromEntries(Object.entries(options).filter(([other]) => other !== key));
    return [call[0], ...call.slice(1, -1), left];
  });
  return [call.slice(0, -1) as Call, ...(without.length > 1 ? without : [])];
}

function shown([name, ...given]: Call, { about }: Calls): ShownStep {
  const options = given.length > 1 ? given.at(-1) : null;
  const named =
    typeof options === 'object' && options !== null && !Array.isArray(options) && !('$js' in options);
  const [option] = named ? Object.keys(options) : [];
  return {
    code: [`${name}(${given.map(javascriptLiteral).join(', ')})`],
    about: `${about[name] ?? `calling ${name}`}${option === undefined ? '' : ` with ${option}`}`,
  };
}

function told([name]: Call, { tellings, keep }: Calls, rng: Rng): Story {
  const telling = tellings[name];
  if (telling === undefined) throw new InputFault(`Nobody tells of ${name}.`, { code: 'story-missing' });
  const [doing, care] = rng.pick(telling.told);
  return { doing, care, keep: rng.pick(keep), topic: telling.topic };
}

/** An array without its first half, its second half, and each of its items. */
export function shorterLists<T>(list: readonly T[]): T[][] {
  const half = list.length >> 1;
  const halves = list.length > 3 ? [list.slice(half), list.slice(0, half)] : [];
  return [...halves, ...list.map((_, index) => list.filter((__, other) => other !== index))].filter(
    ({ length }) => length > 0,
  );
}

/** The same for a text made of parts. */
export function shorterTexts(text: string, separator: string): string[] {
  return shorterLists(text.split(separator)).map((parts) => parts.join(separator));
}
