/**
 * Nothing earns nothing: an empty attempt, a refusal to answer, the question echoed, an untouched world. And the tools are
 * needed: the reference without them does not solve the task.
 */
import {
  patchBetween,
  type GateAnswer,
  type Json,
  type JsonObject,
  type Verdict,
} from '@touchstone/contracts';
import type { Evidence, ProgramRun } from '../evidence.ts';
import { changedTree, publicTree } from '../public-tree.ts';
import { sameSubmission, withAnswer, type Trial } from '../trial.ts';
import { answer, expectRejected, fromTried, outcomeInWords } from './answer.ts';

export function nothingTrials(evidence: Evidence): Trial[] {
  const { task, right } = evidence;
  if (task.answerFormat.kind === 'tree') return nothingInTree(evidence);
  const empty: [string, Json][] = [
    ['null', null],
    ['an empty text', ''],
    ['an empty list', []],
    ['an empty object', {}],
  ];
  const trials: Trial[] = empty.map(([how, value]) => trial('empty attempt', how, value));
  if ('schema' in task.answerFormat) {
    trials.push(trial('empty attempt', 'the least the schema allows', leastOf(task.answerFormat.schema)));
  }
  trials.push(
    trial('no answer', 'says that it does not know', "I don't know."),
    trial('no answer', 'the instruction echoed', task.instruction),
  );
  if (right.kind === 'state') {
    trials.push({
      kind: 'untouched world',
      how: "no call, with the reference's answer",
      submission: { kind: 'state', calls: [], answer: right.answer },
    });
  }
  // Where the right answer itself is the empty one, an empty answer is no empty attempt; chance bounds that case.
  return trials.filter(
    ({ kind, submission }) => kind === 'untouched world' || !sameSubmission(submission, right),
  );

  function trial(kind: string, how: string, value: Json): Trial {
    return { kind, how, submission: withAnswer(task, value) };
  }
}

/** No change, and the files that the reference changes emptied: what is gone has no mistake. */
function nothingInTree({ draft, right }: Evidence): Trial[] {
  const before = publicTree(draft);
  const after = changedTree(draft, right) ?? before;
  const emptied = new Map(before);
  for (const path of before.keys()) if (after.get(path) !== before.get(path)) emptied.set(path, '');
  return [
    { kind: 'untouched tree', how: 'no change at all', submission: { kind: 'tree', patch: '' } },
    {
      kind: 'deletion',
      how: 'the files that the reference changes, emptied',
      submission: { kind: 'tree', patch: patchBetween(before, emptied) },
    },
  ];
}

/** Whether tools or files are there to be needed, and a program that could try without them. */
export function needsTools({ task }: Evidence): boolean {
  const { world, files, web } = task.environment;
  if (task.answerFormat.kind === 'tree') return false;
  return world !== null || web !== null || files.length > 0;
}

/** `bare` is the reference's run without tools and files, with its verdict where it answered; null where not needed. */
export function nothingFails(
  evidence: Evidence,
  verdicts: readonly Verdict[],
  bare: { run: ProgramRun; verdict: Verdict | null } | null,
): GateAnswer {
  const tried = expectRejected(nothingTrials(evidence), verdicts);
  const result = fromTried('nothing-fails', tried, {
    passed: `All ${tried.length} empty attempts were rejected.`,
    failed: (first) => `An attempt that did no work was accepted: ${first.trial.how}.`,
  });
  if (result.outcome !== 'passed') return result;
  if (!bare) {
    const reason =
      evidence.task.answerFormat.kind === 'tree'
        ? result.reason
        : `${result.reason} The task has no files and no world, so nothing but computing is needed.`;
    return { ...result, reason };
  }
  const kind = 'reference without tools and files';
  const solved = bare.verdict?.outcome === 'accepted';
  const tallies = [...result.tallies, { kind, tried: 1, asExpected: solved ? 0 : 1 }];
  if (bare.run.outcome === 'fault' || bare.verdict?.outcome === 'abstained') {
    const why = bare.run.outcome === 'fault' ? bare.run.message : outcomeInWords(bare.verdict as Verdict);
    return answer('nothing-fails', 'abstained', `No verdict on the reference without tools: ${why}`, {
      tallies,
    });
  }
  if (solved) {
    const reason = 'The reference solved the task without tools and files: they are not needed.';
    return answer('nothing-fails', 'failed', reason, { tallies });
  }
  const how = bare.run.outcome === 'crashed' ? `it fails: ${bare.run.message}` : 'its answer was rejected';
  return {
    ...result,
    tallies,
    reason: `${result.reason} Without tools and files the reference does not solve it.`,
    notes: [...result.notes, `reference without tools and files: ${how}`],
  };
}

/** The emptiest value that a schema (the part that `schemaViolation` knows) allows. */
export function leastOf(schema: Json): Json {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return null;
  if (schema.const !== undefined) return schema.const;
  const choices = schema.enum ?? schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return schema.enum ? (choices[0] ?? null) : leastOf(choices[0] ?? null);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'array') {
    return Array.from({ length: Number(schema.minItems ?? 0) }, () => leastOf(schema.items ?? {}));
  }
  if (type === 'object') {
    const properties = (schema.properties ?? {}) as JsonObject;
    const required = Array.isArray(schema.required) ? schema.required : [];
    return Object.fromEntries(
      required
        .filter((name) => typeof name === 'string')
        .map((name) => [name, leastOf(properties[name] ?? {})]),
    );
  }
  if (type === 'integer' || type === 'number') return Number(schema.minimum ?? 0);
  if (type === 'string') return 'x'.repeat(Number(schema.minLength ?? 0));
  return type === 'boolean' ? false : null;
}
