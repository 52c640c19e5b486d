import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  certificateSchema,
  gateIds,
  type Certificate,
  type GateAnswer,
  type GateId,
} from '@touchstone/contracts';
import { certificateStripSchema } from '@touchstone/contracts/api';
import { clopperPearson } from './statistics/clopper-pearson.ts';
import { publicStrip, stripInWords, stripOf, type StripEvidence } from './strip.ts';
import { gateVersions } from './versions.ts';

const folder = new URL('../../examples/', import.meta.url);
const examples = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    name,
    certificate: current(
      certificateSchema.parse(JSON.parse(readFileSync(new URL(`${name}/certificate.json`, folder), 'utf8'))),
    ),
  }));

/** The examples keep the certificates they were made with; here they are as this version would write them. */
function current(certificate: Certificate): Certificate {
  const gates = certificate.gates.map((answer) => ({ ...answer, version: gateVersions[answer.gate] }));
  return { ...certificate, gates };
}

const pooled = { template: 'function@1 on CPython 3.11 (bwrap)', tasks: 57, tried: 12_345, accepted: 0 };

const strip = (certificate: Certificate, more: Partial<StripEvidence> = {}) =>
  certificateStripSchema.parse(stripOf({ certificate, pooled, reported: [], ...more }));

/** All the words of a strip, as somebody reads them. */
function textOf(shown: ReturnType<typeof strip>): string {
  return [
    ...[shown.word, shown.because, shown.falseAccept.text, shown.falseReject.text, shown.template.text],
    ...shown.gates.map(({ gate, outcome, count, stale, reason }) =>
      [gate, outcome, count ?? '', stale ? 'stale' : '', reason].join(' '),
    ),
    ...[shown.weakest, shown.difficulty],
    ...shown.attempts.map(({ solver, solved, attempts }) => `${solver} ${solved}/${attempts}`),
    ...shown.notTried,
  ].join('\n');
}

const base = (category: string): Certificate => {
  const example = examples.find(({ name }) => name === category);
  assert.ok(example);
  return structuredClone(example.certificate);
};

function change(certificate: Certificate, gate: GateId, fields: Partial<GateAnswer>): Certificate {
  return {
    ...certificate,
    gates: certificate.gates.map((answer) => (answer.gate === gate ? { ...answer, ...fields } : answer)),
  };
}

const without = (certificate: Certificate, gate: GateId): Certificate => ({
  ...certificate,
  gates: certificate.gates.filter((answer) => answer.gate !== gate),
});

const tallies = (tried: number, asExpected: number) => [{ kind: 'planted', tried, asExpected }];

/** What was planted, in what, and the words that must give it away. */
const planted: { fault: string; certificate: Certificate; says: RegExp[]; word: string }[] = [
  ...(['search-1', 'code-1', 'interpreter-1', 'general-1'] as const).map((name) => ({
    fault: `no right answer was tried (${name})`,
    certificate: change(base(name), 'right-passes', {
      outcome: 'not-applicable',
      reason: 'The draft offers no right answer beside the reference.',
      tallies: [],
      rate: null,
    }),
    says: [/^not measured$/m, /No right answer other than the reference was tried/],
    word: 'CERTIFIED',
  })),
  ...(['nothing-fails', 'wrong-fails', 'not-hackable', 'right-passes'] as const).map((gate) => ({
    fault: `${gate} passed on zero trials`,
    certificate: change(base('general-2'), gate, { tallies: [], rate: clopperPearson(0, 0) }),
    says: [new RegExp(`"${gate}" passed although nothing was tried`)],
    word: 'NOT CERTIFIED',
  })),
  {
    fault: 'an older version of a gate answered',
    certificate: change(base('search-2'), 'needs-its-evidence', { version: 1 }),
    says: [/STALE/, /"needs-its-evidence" \(version 1, now 2\)/, /needs-its-evidence passed \S+ stale/],
    word: 'STALE',
  },
  {
    fault: 'another version of the verifier',
    certificate: {
      ...base('interpreter-2'),
      key: { ...base('interpreter-2').key, verifier: { executor: 'typed-answer', version: 9 } },
    },
    says: [/Its verifier is typed-answer, version 9; here it is version 1/],
    word: 'STALE',
  },
  {
    fault: 'a verifier that is not known here',
    certificate: {
      ...base('interpreter-3'),
      key: { ...base('interpreter-3').key, verifier: { executor: 'oracle', version: 1 } },
    },
    says: [/oracle, version 1; which is not known here/],
    word: 'STALE',
  },
  {
    fault: 'a sandbox that died is counted as a rejection',
    certificate: change(base('code-2'), 'wrong-fails', {
      tallies: tallies(5, 5),
      rate: clopperPearson(0, 6),
    }),
    says: [/"wrong-fails" counts 6 trials, but only 5 were tried: a lost one may be counted/],
    word: 'NOT CERTIFIED',
  },
  ...(['not-hackable', 'repeats', 'new'] as const).map((gate) => ({
    fault: `${gate} is missing`,
    certificate: without(base('code-3'), gate),
    says: [new RegExp(`"${gate}" is missing`), new RegExp(`${gate} not-measured`)],
    word: 'NOT CERTIFIED',
  })),
  {
    fault: 'a wrong answer was accepted and the gate passed all the same',
    certificate: change(base('general-3'), 'wrong-fails', {
      tallies: tallies(14, 13),
      rate: clopperPearson(1, 14),
    }),
    says: [
      /"wrong-fails" passed although only 13 of 14 ended as expected/,
      /1 of \d+ wrong answers accepted/,
    ],
    word: 'NOT CERTIFIED',
  },
  {
    fault: 'a gate failed',
    certificate: change(base('search-3'), 'not-leaked', {
      outcome: 'failed',
      reason: 'The answer stands in n.csv.',
    }),
    says: [/"not-leaked" failed: The answer stands in n.csv/],
    word: 'NOT CERTIFIED',
  },
  {
    fault: 'a gate reached no verdict',
    certificate: change(base('general-1'), 'repeats', {
      outcome: 'abstained',
      reason: 'The sandbox was lost.',
    }),
    says: [/PARKED/, /"repeats" reached no verdict: The sandbox was lost/],
    word: 'PARKED',
  },
  {
    fault: 'a gate that must be measured was not',
    certificate: change(base('search-1'), 'needs-its-evidence', {
      outcome: 'not-measured',
      reason: 'No sandbox was left.',
      tallies: [],
    }),
    says: [/"needs-its-evidence" was not measured: No sandbox was left/],
    word: 'NOT CERTIFIED',
  },
  {
    fault: 'a stored interval that its counts do not give',
    certificate: change(base('interpreter-1'), 'right-passes', {
      tallies: tallies(1, 1),
      rate: { events: 0, trials: 1, low: 0, high: 0.001 },
    }),
    says: [/0 of 1 right answers rejected, at most 97.5 %/, /Only 1 right answers were tried/],
    word: 'CERTIFIED',
  },
];

test('each of twenty planted faults is given away by the words of the strip', () => {
  assert.equal(planted.length, 20);
  for (const { fault, certificate, says, word } of planted) {
    const shown = strip(certificate);
    assert.equal(shown.word, word, fault);
    for (const words of says) assert.match(textOf(shown), words, fault);
  }
});

test('twenty sound certificates are certified and name their weakest evidence', () => {
  const sound = [
    ...examples.map(({ certificate }) => certificate),
    ...examples.slice(0, 8).map(({ certificate }, index) =>
      change(certificate, 'right-passes', {
        outcome: 'passed',
        tallies: tallies(20 + index, 20 + index),
        rate: clopperPearson(0, 20 + index),
      }),
    ),
  ];
  assert.equal(sound.length, 20);
  for (const certificate of sound) {
    const shown = strip(certificate);
    assert.deepEqual([shown.word, shown.because], ['CERTIFIED', '']);
    assert.deepEqual(
      shown.gates.map(({ gate }) => gate),
      [...gateIds],
    );
    assert.match(shown.weakest, /^(Only|No) .*\.$/);
    assert.doesNotMatch(textOf(shown), /\b0 % |NaN|Infinity|undefined/);
  }
});

// By hand: 1 - 0.025^(1/128) = 2.84 %; 1 of 64: the textbook's 0.04 % to 8.4 %.
test('rates are said with their counts and interval, and never as 0 %', () => {
  const certificate = change(
    change(
      change(change(base('general-1'), 'nothing-fails', { rate: null }), 'wrong-fails', {
        rate: clopperPearson(0, 100),
      }),
      'not-hackable',
      { rate: clopperPearson(0, 28) },
    ),
    'right-passes',
    { rate: clopperPearson(1, 64) },
  );
  const shown = strip(certificate);
  assert.equal(shown.falseAccept.text, '0 of 128 wrong answers accepted, at most 2.84 %');
  assert.equal(shown.falseReject.text, '1 of 64 right answers rejected, 0.0396 % to 8.4 %');
  assert.equal(
    strip(certificate, { pooled: { ...pooled, tasks: 0, tried: 0 } }).template.text,
    'not measured',
  );
});

test('difficulty is a named solver’s pass rate or not measured; an unknown end is no failed attempt', () => {
  const certificate = base('general-1');
  assert.equal(strip(certificate).difficulty, 'not measured');
  const reported = [
    { solver: 'small', attempts: 4, passed: 0 },
    { solver: 'large', attempts: 16, passed: 8 },
  ];
  const shown = strip(
    {
      ...certificate,
      structure: { ...certificate.structure, solvers: [{ name: 'greedy', how: 'Takes all.', solved: null }] },
    },
    { reported },
  );
  assert.equal(shown.difficulty, 'large passed 8 of 16, 24.7 % to 75.3 %, as trainers reported');
  assert.deepEqual(
    shown.attempts.map(({ solver, scripted, attempts, solved }) => [solver, scripted, attempts, solved]),
    [
      ['greedy', true, 0, 0],
      ['small', false, 4, 0],
      ['large', false, 16, 8],
    ],
  );
});

test('what a trainer sees says nothing of how a task is solved', () => {
  for (const { certificate } of examples) {
    const shown = publicStrip(strip(certificate));
    const text = textOf(shown);
    assert.ok(shown.attempts.every(({ how }) => how === null));
    assert.deepEqual(shown.notTried, []);
    for (const { how } of certificate.structure.solvers) assert.ok(!text.includes(how));
  }
});

test('in plain text the strip keeps its words and their order', () => {
  const text = stripInWords(strip(base('code-1')));
  assert.match(text, /^CERTIFIED  [0-9a-f]{12}, issued /);
  assert.match(text, /False accept: 0 of 24 wrong answers accepted, at most 14.2 %/);
  assert.match(
    text,
    /Gates: reference-passes 3\/3 · nothing-fails 2\/2 · .* · teaches not measured · new passed/,
  );
  assert.match(text, /Weakest: Only 1 right answers were tried/);
});
