/**
 * What every `Family` must keep, whoever plays it. A package that owns families runs this in ten lines; the proposer and
 * the replayer are arguments, because contracts/ plays no games.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  canonicalJson,
  draftId,
  hashBytes,
  isProgram,
  isRefusal,
  taskPublicSchema,
  taskSecretSchema,
  type AnyFamily,
  type Draft,
  type Game,
  type Json,
  type Lineage,
  type Refusal,
} from '../src/index.ts';

export interface FamilyConformanceOptions {
  family: AnyFamily;
  propose: (randomSeed: number, item: number) => Promise<Draft | Refusal>;
  /** Plays the moves of a lineage; every state passes through `carry` before the next move. */
  replay: (lineage: Lineage, carry: (state: Json) => Json) => Promise<Draft | Refusal>;
  /** A game to list moves in. */
  game: Game;
  /** How many items the counts are taken over; 30 where drafting is cheap. */
  items?: number;
}

const distinctShareMin = 0.95;
/** A family that refuses more than this wastes its sources. */
const refusedShareMax = 0.5;

export function familyConformance(options: FamilyConformanceOptions): void {
  const { family, items = 30 } = options;
  const randomSeed = 20_261_124;
  let drawn: Promise<Draft[]> | undefined;
  const drafts = () => (drawn ??= drawDrafts(options, randomSeed, items));

  describe(`family ${family.id}`, () => {
    test('has a dotted id that starts with its category, a version and a title', () => {
      assert.match(family.id, /^[a-z]+(\.[a-z0-9-]+)+$/);
      assert.ok(family.id.startsWith(`${family.category}.`));
      assert.ok(Number.isInteger(family.version) && family.version >= 1);
      assert.ok(family.title.length > 10);
    });

    test(`makes a draft from at least half of ${items} items`, async () => {
      assert.ok((await drafts()).length >= items * (1 - refusedShareMax), `${(await drafts()).length}`);
    });

    test('makes the same draft from the same random seed and item', async () => {
      const [first] = await drafts();
      const again = await options.propose(randomSeed, (first as Draft).secret.lineage.item);
      assert.ok(!isRefusal(again));
      assert.equal(draftId(again), draftId(first as Draft));
    });

    test('makes the same draft from the moves alone, with every state sent through JSON text', async () => {
      for (const draft of (await drafts()).slice(0, 3)) {
        const again = await options.replay(
          JSON.parse(JSON.stringify(draft.secret.lineage)) as Lineage,
          (state) => JSON.parse(canonicalJson(state)) as Json,
        );
        assert.ok(!isRefusal(again));
        assert.equal(draftId(again), draftId(draft));
      }
    });

    test('leaves a state as it was when a move is applied to it', async () => {
      const [draft] = await drafts();
      const before: [Json, string][] = [];
      await options.replay((draft as Draft).secret.lineage, (state) => {
        before.push([state, canonicalJson(state)]);
        return state;
      });
      for (const [state, text] of before) assert.equal(canonicalJson(state), text);
    });

    test('writes both halves by their schemas and names its own lineage', async () => {
      for (const { task, secret } of await drafts()) {
        taskPublicSchema.parse(task);
        taskSecretSchema.parse(secret);
        assert.equal(task.category, family.category);
        assert.equal(secret.lineage.family, family.id);
        assert.equal(secret.lineage.familyVersion, family.version);
      }
    });

    test('brings every blob that the environment names, under the hash of its bytes', async () => {
      for (const { task, blobs } of await drafts()) {
        const { files, world } = task.environment;
        const named = [...files.map(({ blob }) => blob), ...(world ? [world.program, world.rows] : [])];
        for (const hash of named) assert.ok(blobs.has(hash), `no blob ${hash}`);
        for (const [hash, bytes] of blobs) assert.equal(hashBytes(bytes), hash);
        for (const { blob, bytes } of files) assert.equal(blobs.get(blob)?.length, bytes);
      }
    });

    test('keeps the secret half out of the public half', async () => {
      for (const { task, secret } of await drafts()) {
        const shown = canonicalJson(task);
        assert.ok(!shown.includes(secret.salt));
        assert.ok(!shown.includes(family.id));
        if (isProgram(secret.reference))
          assert.ok(!shown.includes(JSON.stringify(secret.reference.source).slice(1, -1)));
      }
    });

    test('does not say the expected answer in the instruction', async () => {
      for (const { task, secret } of await drafts()) {
        if (secret.verifier.executor !== 'typed-answer') continue;
        // What every wrong answer says too is a label of the answer (the year of a row), not the answer.
        const labels = secret.trials.wrong
          .map(({ submission }) => new Set(submission.kind === 'tree' ? [] : telling(submission.answer)))
          .reduce((shared, each) => shared.intersection(each));
        for (const answer of telling(secret.verifier.expected))
          if (!labels.has(answer))
            assert.ok(!tokens(task.instruction).has(answer), `${answer} stands in: ${task.instruction}`);
      }
    });

    test('offers a right trial and wrong trials, none of them equal to a right one', async () => {
      for (const { secret } of await drafts()) {
        const right = new Set(secret.trials.right.map((submission) => canonicalJson(submission)));
        if (secret.verifier.executor === 'typed-answer')
          for (const answer of [secret.verifier.expected, ...secret.verifier.alternatives])
            right.add(canonicalJson({ kind: 'answer', answer }));
        assert.ok(secret.trials.right.length >= 1);
        assert.ok(secret.trials.wrong.length >= 2);
        for (const { submission, how } of secret.trials.wrong)
          assert.ok(!right.has(canonicalJson(submission)), `"${how}" gives the right answer`);
      }
    });

    test('differs from item to item in instruction and in answer', async () => {
      const all = await drafts();
      const instructions = new Set(all.map(({ task }) => task.instruction));
      const answers = new Set(all.map(({ secret }) => canonicalJson(secret.verifier)));
      assert.ok(instructions.size >= all.length * distinctShareMin, `${instructions.size} instructions`);
      assert.ok(answers.size >= all.length / 2, `${answers.size} verifiers`);
    });

    test('lists moves in pages that do not overlap and that its schemas accept', async () => {
      const states: Json[] = [(await family.begin(options.game)) as Json];
      const [draft] = await drafts();
      await options.replay((draft as Draft).secret.lineage, (state) => (states.push(state), state));
      let listed = 0;
      for (const state of states)
        for (const kind of Object.values(family.kinds)) {
          const first = await kind.options(state, { limit: 3 }, options.game);
          assert.ok(first.items.length <= 3);
          listed += first.items.length;
          for (const move of first.items) kind.schema.parse(move);
          if (first.next === null) continue;
          const second = await kind.options(state, { limit: 3, after: first.next }, options.game);
          const seen = new Set(first.items.map((move) => canonicalJson(move)));
          for (const move of second.items) assert.ok(!seen.has(canonicalJson(move)));
        }
      assert.ok(listed > 0, 'no kind lists any move');
    });
  });
}

async function drawDrafts(
  { propose }: FamilyConformanceOptions,
  randomSeed: number,
  items: number,
): Promise<Draft[]> {
  const drafts: Draft[] = [];
  for (let item = 0; item < items; item++) {
    const draft = await propose(randomSeed, item);
    if (!isRefusal(draft)) drafts.push(draft);
  }
  assert.ok(drafts.length > 0, 'not a single draft was made');
  return drafts;
}

/** Parts of an answer that give it away where they stand: numbers of four digits and more, and fractions. */
function telling(expected: Json): string[] {
  if (typeof expected === 'number') return Math.abs(expected) >= 1000 ? [String(expected)] : [];
  if (typeof expected === 'string') return /^-?\d{4,}$|^\d+\/\d{2,}$/.test(expected) ? [expected] : [];
  if (expected === null || typeof expected === 'boolean') return [];
  return Object.values(expected).flatMap((part) => telling(part));
}

function tokens(text: string): Set<string> {
  return new Set(text.replaceAll(/(?<=\d),(?=\d{3})/g, '').match(/\d+(\/\d+)?/g) ?? []);
}
