/** Questions about a floor, their answers in TypeScript, and the answers that plausible mistakes lead to. */
import type { Illegal, Json } from '@touchstone/contracts';
import { z } from 'zod';
import { exact } from '../answers.ts';
import type { Mistake } from '../typed-draft.ts';
import { countLayouts } from './count.ts';
import { countUnchanged } from './enumerate.ts';
import type { Floor } from './floor.ts';
import type { Scene } from './scenes.ts';
import { countClasses, symmetriesOf, symmetryNames, type SymmetryName } from './symmetry.ts';

export const question = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plain') }),
  /** Layouts that one of the motions carries into each other count once. */
  z.strictObject({ kind: z.literal('classes'), motions: z.array(z.enum(symmetryNames)) }),
  /** All layouts, and those that a half-turn leaves as they are. */
  z.strictObject({ kind: z.literal('unchanged') }),
  /** The number of the scene's piece that allows most layouts. */
  z.strictObject({ kind: z.literal('best') }),
]);
export type Question = z.infer<typeof question>;

export interface Answer {
  value: Json;
  /** The largest number in it. */
  layouts: bigint;
}

/** Fewer could be drawn by hand; more cannot be listed by the reference in a few seconds. */
export const layoutsMin = 400n;
export const listedMax = 60_000n;

/** `lenient`: for comparisons only, so small and large counts are answered too. */
export function answerOf(
  floor: Floor,
  scene: Scene,
  asked: Question,
  { lenient = false }: { lenient?: boolean } = {},
): Answer | Illegal {
  const counts = countLayouts(floor);
  if (counts === null) return { illegal: 'the floor is too large to count' };
  const total =
    floor.number === null
      ? [...counts.values()].reduce((sum, ways) => sum + ways, 0n)
      : (counts.get(floor.number) ?? 0n);
  if (total < layoutsMin && !lenient) return { illegal: `there are only ${total} layouts` };
  const field = `${scene.layout}s`;
  if (asked.kind === 'plain') return { value: exact(total), layouts: total };
  if (asked.kind === 'best') {
    const [best, second] = [...counts].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0));
    if (!best || !second || best[1] === second[1] || counts.size < 4)
      return { illegal: 'there is no clear best number' };
    return { value: { [scene.byField]: best[0], [field]: exact(best[1]) }, layouts: best[1] };
  }
  if (total > listedMax && !lenient) return { illegal: `${total} layouts are too many to list` };
  if (asked.kind === 'unchanged') {
    const turn = symmetriesOf(floor).find(({ name }) => name === 'half-turn');
    const unchanged = turn ? countUnchanged(floor, turn) : null;
    if (unchanged === null || (unchanged < 10 && !lenient))
      return { illegal: 'hardly any layout survives a half-turn' };
    return { value: { [field]: exact(total), unchanged }, layouts: total };
  }
  const classes = countClasses(floor, groupOf(floor, asked.motions), total);
  if (classes === null) return { illegal: 'the symmetric layouts are too many to count' };
  if (classes * BigInt(asked.motions.length) === total)
    return { illegal: 'no layout is symmetric, so a division would do' };
  return { value: exact(classes), layouts: classes };
}

function groupOf(floor: Floor, motions: readonly SymmetryName[]) {
  return symmetriesOf(floor).filter(({ name }) => motions.includes(name));
}

export function mistakesOf(floor: Floor, scene: Scene, asked: Question, answer: Answer): Mistake[] {
  const mistakes: Mistake[] = [];
  const add = (how: string, other: Answer | Illegal) => {
    if (!('illegal' in other)) mistakes.push({ how, answer: other.value });
  };
  for (const dropped of floor.rules) {
    const rules = floor.rules.filter((rule) => rule !== dropped);
    add(`the rule ${dropped} was ignored`, answerOf({ ...floor, rules }, scene, asked, { lenient: true }));
  }
  if (floor.blocked.length > 0)
    add(
      'one blocked square was covered',
      answerOf({ ...floor, blocked: floor.blocked.slice(1) }, scene, asked, { lenient: true }),
    );
  const total = answerOf(floor, scene, { kind: 'plain' }, { lenient: true });
  if ('illegal' in total) return mistakes;
  if (asked.kind === 'classes') {
    add('symmetry was ignored', total);
    const order = BigInt(asked.motions.length);
    mistakes.push({
      how: 'the number of layouts was divided by the number of motions, rounded up',
      answer: exact((total.layouts + order - 1n) / order),
    });
    if (order > 2n)
      add(
        'only the half-turn was taken into account',
        answerOf(floor, scene, { kind: 'classes', motions: ['identity', 'half-turn'] }, { lenient: true }),
      );
  }
  if (asked.kind === 'unchanged') {
    const value = answer.value as { [key: string]: Json };
    const classes = answerOf(
      floor,
      scene,
      { kind: 'classes', motions: ['identity', 'half-turn'] },
      { lenient: true },
    );
    if (!('illegal' in classes))
      mistakes.push({
        how: 'layouts were counted up to the half-turn',
        answer: { ...value, [`${scene.layout}s`]: classes.value },
      });
    mistakes.push({
      how: 'the layouts that do change were counted',
      answer: { ...value, unchanged: exact(total.layouts - BigInt(value.unchanged as number)) },
    });
  }
  if (asked.kind === 'best') {
    const counts = [...(countLayouts(floor) as ReadonlyMap<number, bigint>)].sort(([, a], [, b]) =>
      a < b ? 1 : -1,
    );
    const second = counts[1] as [number, bigint];
    mistakes.push({
      how: 'the second best number',
      answer: { [scene.byField]: second[0], [`${scene.layout}s`]: exact(second[1]) },
    });
    mistakes.push({
      how: 'the layouts of all numbers together',
      answer: { ...(answer.value as { [key: string]: Json }), [`${scene.layout}s`]: total.value },
    });
  }
  if (asked.kind === 'plain') {
    if (floor.number !== null)
      add(
        `the number of ${scene.byName} was left free`,
        answerOf({ ...floor, number: null }, scene, asked, { lenient: true }),
      );
    const group = symmetriesOf(floor).map(({ name }) => name);
    if (group.length > 1 && total.layouts <= listedMax)
      add(
        'layouts were counted up to symmetry',
        answerOf(floor, scene, { kind: 'classes', motions: group }, { lenient: true }),
      );
  }
  return mistakes;
}
