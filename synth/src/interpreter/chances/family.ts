/** Family `interpreter.chances`: exact probabilities and means of a process that somebody really runs. */
import type { Json, JsonObject } from '@touchstone/contracts';
import { fractionAnswer } from '../answers.ts';
import { situationFamily, type Situation } from '../situation.ts';
import { bag } from './bag.ts';
import { bracket } from './bracket.ts';
import { inspection } from './inspection.ts';
import { match } from './match.ts';
import type { Chances, Setting } from './setting.ts';
import { stock } from './stock.ts';

/** A fraction with a smaller denominator could be guessed or met in a textbook. */
const denominatorMin = 100_000;

export const chances = situationFamily({
  id: 'interpreter.chances',
  version: 2,
  title: 'Exact probabilities and means of games, draws, inspections and stocks.',
  situations: {
    bag: inFractions(bag),
    bracket: inFractions(bracket),
    inspection: inFractions(inspection),
    match: inFractions(match),
    stock: inFractions(stock),
  },
  fieldType: fractionAnswer,
  unworthy: (_, value) => {
    const [numerator, denominator] = (value as string).split('/').map(Number) as [number, number];
    if (numerator <= 0) return 'is nothing';
    return denominator < denominatorMin ? 'is too simple a fraction' : null;
  },
  chance: (right) => 1 / Number((Object.values(right)[0] as string).split('/')[1]),
});

function inFractions<T extends JsonObject>(setting: Setting<T>): Situation<T> {
  const { terms, python, how, shortcut } = setting;
  return {
    terms,
    python,
    how,
    shortcut,
    sample: (rng) => setting.sample(rng),
    objection: (given) => setting.objection(given),
    answer: (given) => written(setting.chances(given)),
    mistakes: (given) =>
      setting
        .mistakes(given, setting.chances(given))
        .map((mistake) => ({ how: mistake.how, answer: written(mistake.chances) })),
    tell: (given, rng) => setting.tell(given, rng),
  };
}

function written(values: Chances): { [field: string]: Json } {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value.text]));
}
