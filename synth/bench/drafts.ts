/**
 * Drafts without any sandbox: how many are distinct, what was refused and how long one takes.
 * `node synth/bench/drafts.ts [--family id] [--drafts 1000] [--seed 1] [--show 3]`
 */
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { canonicalJson, isRefusal, type AnyFamily } from '@touchstone/contracts';
import { families, propose, type GamePorts } from '../src/index.ts';

const { values } = parseArgs({
  options: {
    family: { type: 'string', multiple: true },
    drafts: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '0' },
  },
});

/** A port that no family measured here may need. */
const absent = (name: string) =>
  new Proxy(
    {},
    {
      get: () => {
        throw new Error(`This bench has no ${name}: measure families that need none.`);
      },
    },
  );
const ports = {
  web: absent('web'),
  facts: absent('facts'),
  tables: absent('tables'),
  lab: absent('lab'),
  signal: new AbortController().signal,
} as GamePorts;

async function measure(family: AnyFamily) {
  const instructions = new Set<string>();
  const answers = new Set<string>();
  const refusals = new Map<string, number>();
  const items = Number(values.drafts);
  const start = performance.now();
  for (let item = 0; item < items; item++) {
    const draft = await propose(family, {
      ...ports,
      randomSeed: Number(values.seed),
      item,
      saltKey: 'bench',
    });
    if (isRefusal(draft)) {
      if (Number(values.show) > 0) console.log(draft.reason);
      refusals.set(draft.code, (refusals.get(draft.code) ?? 0) + 1);
      continue;
    }
    instructions.add(draft.task.instruction);
    const { verifier } = draft.secret;
    answers.add(canonicalJson(verifier.executor === 'typed-answer' ? verifier.expected : verifier.data));
    if (item < Number(values.show))
      console.log(
        `--- ${item}\n${draft.task.instruction}\n=> ${[...answers].at(-1)}\n${draft.secret.trials.wrong.map((trial) => `   not ${JSON.stringify((trial.submission as { answer: unknown }).answer).slice(0, 90)}: ${trial.how}`).join('\n')}`,
      );
  }
  console.log(
    JSON.stringify({
      family: family.id,
      items,
      distinctInstructions: instructions.size,
      distinctAnswers: answers.size,
      refusals: Object.fromEntries(refusals),
      msPerItem: Math.round((performance.now() - start) / items),
    }),
  );
}

const wanted = families.filter(({ id, needs }) =>
  values.family ? values.family.includes(id) : needs.length === 0,
);
for (const family of wanted) await measure(family);
