/**
 * The texts whose appearance would give a task away. Only texts of at least 32 bits are looked for: shorter ones turn up
 * by chance, and what they give away is bounded by the chance rate instead. Names inside a composite answer are no
 * secrets either: they are picked from what the material names, and which ones is the answer.
 */
import { canonicalJson, isProgram, type AnswerType, type Json } from '@touchstone/contracts';
import type { Evidence } from '../evidence.ts';
import { fileOf } from '../executors/tests/run-plan.ts';
import { plainAnswer } from '../mutants/plain-answer.ts';

export interface Secret {
  what: string;
  text: string;
}

const bitsMin = 32;

export function secretsOf(evidence: Evidence): Secret[] {
  const { task, secret } = evidence;
  const found: Secret[] = [{ what: 'the salt', text: secret.salt }];
  if (isProgram(secret.reference))
    found.push({ what: 'the reference program', text: secret.reference.source.trim() });
  const { verifier } = secret;
  if (verifier.executor === 'typed-answer') {
    for (const value of [verifier.expected, ...verifier.alternatives]) {
      const type = task.answerFormat.kind === 'typed' ? task.answerFormat.type : null;
      found.push(...forms(type ? plainAnswer(type, value) : value), ...(type ? numbersIn(type, value) : []));
    }
  } else if (verifier.executor === 'tests') {
    found.push(...hiddenTests(evidence, verifier.failToPass.map(fileOf)));
  } else {
    found.push({ what: 'the verification program', text: verifier.program.trim() });
    if (evidence.reference && evidence.reference.kind !== 'tree')
      found.push(...forms(evidence.reference.answer));
  }
  return found.filter(
    ({ text }, index) => bitsOf(text) >= bitsMin && found.findIndex((other) => other.text === text) === index,
  );
}

/** Whoever reads what must begin to pass need not understand the report. */
function hiddenTests({ secret, draft }: Evidence, paths: readonly string[]): Secret[] {
  if (secret.verifier.executor !== 'tests') return [];
  return secret.verifier.files
    .filter(({ path }) => paths.includes(path))
    .map(({ path, blob }) => ({
      what: `the hidden file ${path}`,
      text: Buffer.from(draft.blobs.get(blob) ?? [])
        .toString('utf8')
        .trim(),
    }));
}

function forms(value: Json): Secret[] {
  const what = 'the whole answer';
  if (typeof value === 'string') return [{ what, text: value }];
  return [
    { what, text: canonicalJson(value) },
    { what, text: JSON.stringify(value) },
    { what, text: JSON.stringify(value, null, 1) },
  ];
}

/** Long numbers are secrets wherever they stand in an answer. */
function numbersIn(type: AnswerType, value: Json): Secret[] {
  switch (type.kind) {
    case 'number':
    case 'integer':
    case 'fraction':
    case 'expression':
      return [
        {
          what: `a ${type.kind} of the answer`,
          text: typeof value === 'string' ? value : JSON.stringify(value),
        },
      ];
    case 'set':
    case 'list':
      return Array.isArray(value) ? value.flatMap((element) => numbersIn(type.of, element)) : [];
    case 'record':
      return Object.entries(type.fields).flatMap(([name, field]) =>
        numbersIn(field, (value as { [key: string]: Json } | null)?.[name] ?? null),
      );
    case 'table':
      return Array.isArray(value)
        ? value.flatMap((row) => numbersIn({ kind: 'record', fields: type.columns }, row))
        : [];
    case 'date':
    case 'boolean':
    case 'text':
    case 'citations':
      return [];
  }
}

/** A low estimate: a digit log2(10) bits unless it only pads with zeros, a letter 2.5 (English prose has less than 2). */
export function bitsOf(text: string): number {
  const significant = text.replace(/^[-0.,]+|[0.,]+$/g, '');
  const digits = significant.replace(/[^0-9]/g, '').length;
  const letters = significant.replace(/[^\p{L}]/gu, '').length;
  return digits * Math.log2(10) + letters * 2.5;
}
