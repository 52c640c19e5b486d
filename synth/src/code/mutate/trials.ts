/** Submissions that must be refused: nothing done, the function emptied, half a repair, other mistakes in the same place. */
import { isRefusal, refusal, type Refusal, type TaskSecret, type Tree } from '@touchstone/contracts';
import type { Showing } from '../report/example.ts';
import { edited, type Mutation } from '../toolchain.ts';
import type { Parts } from './parts.ts';
import type { Case } from './show-bug.ts';
import type { Site } from './study.ts';

type Wrong = TaskSecret['trials']['wrong'];

/** Other mistakes tried of each kind, to find two that the cases tell from the original. */
const othersTried = 6;
const casesForOthers = 48;
const othersWanted = 2;

export async function wrongTrials(
  parts: Parts & { mutant: Tree; showing: Showing; cases: readonly Case[]; repair: (tree: Tree) => string },
): Promise<Wrong | Refusal> {
  const { library, study, sites, mutant, showing, repair } = parts;
  const special = library.harness.special?.(showing.scenario, showing.expected) ?? null;
  const others = await otherMistakes(parts);
  if (isRefusal(others)) return others;
  const trial = (how: string, tree: Tree): Wrong[number] => ({
    how,
    submission: { kind: 'tree', patch: repair(tree) },
  });
  const emptied = sites.map(({ within: { path, body } }) => ({
    path,
    start: body.start,
    end: body.end,
    text: body.emptied,
  }));
  return [
    { how: 'nothing was changed', submission: { kind: 'tree', patch: '' } },
    trial('the function at fault does nothing', edited(study.tree, emptied)),
    ...(sites.length > 1
      ? sites.map((site) => trial('only one of the two bugs was mended', edited(study.tree, [site])))
      : []),
    ...(special === null ? [] : [trial('only the reported call was made right', added(mutant, special))]),
    ...others.map((site) =>
      trial(`another mistake in the same function (${site.operator})`, edited(study.tree, [site])),
    ),
  ];
}

function added(tree: Tree, { path, text }: { path: string; text: string }): Tree {
  return new Map(tree).set(path, (tree.get(path) ?? '') + text);
}

/** Of other operators in the same function first, then crude ones: each is told from the original by the cases. */
async function otherMistakes({
  library,
  toolchain,
  study,
  sites,
  cases,
  game,
}: Parameters<typeof wrongTrials>[0]): Promise<Mutation[] | Refusal> {
  const [first] = sites as [Site];
  const { path, start, text, within } = first;
  const sampled = <T>(all: readonly T[], label: string) =>
    game.rng.fork(label).sample(all, Math.min(othersTried, all.length));
  const refined = study.sites.filter(
    (site) =>
      site.path === path &&
      site.within.start === within.start &&
      !(site.start === start && site.text === text),
  );
  const crude = within.without.map((edit) => ({ ...edit, path, operator: 'a statement left out' }));
  const tried: Mutation[] = [...sampled(refined, 'others'), ...sampled(crude, 'crude')].filter(
    (one) => one.start !== start,
  );
  const variants = [study.tree, ...tried.map((site) => edited(study.tree, [site]))];
  // Those that show the bug run the function; what some cases tell apart, all do.
  const some = [...cases.filter(({ shows }) => shows), ...cases.filter(({ shows }) => !shows)];
  const inputs = some.slice(0, casesForOthers).map(({ input }) => input);
  const observed = await toolchain.observe(library, variants, inputs, game, 1);
  if (isRefusal(observed)) return observed;
  const [expected, ...seen] = observed.map((one) => JSON.stringify(one));
  const told = tried.filter(
    (_, index) => seen[index] !== expected && observed[index + 1]?.some((one) => one !== null),
  );
  const distinct = told.filter(
    (_, index) =>
      seen.indexOf(seen[tried.indexOf(told[index] as Mutation)] ?? '') ===
      tried.indexOf(told[index] as Mutation),
  );
  return distinct.length < othersWanted
    ? refusal(
        'few-other-mistakes',
        `only ${distinct.length} other mistakes in the function are seen by the cases`,
      )
    : distinct.slice(0, othersWanted);
}
