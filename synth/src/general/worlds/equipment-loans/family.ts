/**
 * The family `general.equipment-loans`: change the state of a lending system as its policy asks, for an overdue run, a batch
 * of returns or a list of leavers. Moves: one request, then optional policy clauses, each legal only while overlooking any
 * of them changes the outcome. The final facts are worked out by `decide.ts`.
 */
import { readFileSync } from 'node:fs';
import {
  canonicalJson,
  refusal,
  type Game,
  type JsonObject,
  type Refusal,
  type Rng,
} from '@touchstone/contracts';
import { z } from 'zod';
import { dateOf } from '../../world/distributions/dates.ts';
import { exactObject, programOver, type WorldTask } from '../../world/draft.ts';
import { factCriteria } from '../../world/facts.ts';
import { worldFamily } from '../../world/family.ts';
import { factsOf, groupsOf } from './acts.ts';
import { clauses, coreClauses, type ClauseId } from './clauses.ts';
import { decide, type Request } from './decide.ts';
import { writeInstruction } from './instruction.ts';
import { writePolicy } from './policy.ts';
import { conditions, type Records } from './records.ts';
import { drawRequest, requestKinds } from './requests.ts';
import { rowsOf } from './rows.ts';
import { equipmentLoans } from './schema.ts';
import { faultOf, invented, judgementOf, openClauses, type State } from './state.ts';
import { groupTexts, trialsOf } from './trials.ts';

const text = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const reference = text('./reference.py');
const verifier = text('./verify.py');

/** An overdue run of a store reads about six things on each of some fifteen loans and then acts on most of them. */
const toolCallsMax = 320;
const drawsOfRequest = 12;
/** Fewer clauses than this and one careless reading would often do. */
const mistakesLeast = 5;

const index = z.number().int().nonnegative();
const requestSchema: z.ZodType<Request> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('overdue'), store: index }),
  z.strictObject({
    kind: z.literal('returns'),
    store: index,
    items: z
      .array(z.strictObject({ loan: index, condition: z.enum(conditions) }))
      .min(1)
      .max(12),
  }),
  z.strictObject({ kind: z.literal('leavers'), borrowers: z.array(index).min(2).max(14), leaving: index }),
]);
const requestMove = z.strictObject({ request: requestSchema });

export const equipmentLoansFamily = worldFamily({
  world: 'equipment-loans',
  version: 2,
  title: 'Bring the records of an equipment store into the state that its lending policy asks for.',
  begin: (seed, rng): State => ({ seed, request: null, clauses: [], clausesWanted: rng.integer(4, 6) }),
  asked: {
    name: 'request',
    doc: 'What the desk asks for: the overdue run of a store, a batch of returns, or the clearance of leavers. Once.',
    schema: requestMove,
    isAsked: ({ request }) => request !== null,
    kinds: requestKinds,
    drawsMax: drawsOfRequest,
    draw: (rng, { seed }, kind) => ({ request: drawRequest(rng, invented(seed).records, kind) }),
    ask(state, { request }) {
      const unknown = unknownIn(invented(state.seed).records, request);
      return unknown ? { illegal: unknown } : { ...state, request };
    },
  },
  clauses: {
    clause: {
      doc: 'Puts one more clause into the policy; legal while overlooking any clause put in changes what has to be done.',
      clauses,
      open: openClauses,
      wants: (state) => state.clauses.length < state.clausesWanted,
      add: (state, clause) => ({
        ...state,
        clauses: clauses.filter((id) => id === clause || state.clauses.includes(id)),
      }),
      inTurn,
    },
  },
  faultOf,
  task,
});

function unknownIn(records: Records, request: Request): string | null {
  if (request.kind === 'leavers') {
    const known = request.borrowers.every((borrower) => records.borrowers[borrower]?.kind === 'student');
    return known && request.leaving > records.today ? null : 'leavers are students who leave after today';
  }
  if (!records.stores[request.store]) return 'there is no such store';
  if (request.kind === 'overdue') return null;
  const returnable = request.items.every(({ loan }) => {
    const found = records.loans[loan];
    return found && found.state !== 'returned' && records.items[found.item]!.store === request.store;
  });
  return returnable ? null : 'only items of that store that are out or lost can come back';
}

/** Clauses that seldom decide anything are often tried first, so that they are not crowded out. */
function inTurn(rng: Rng, open: readonly ClauseId[]): ClauseId[] {
  const seldom: readonly ClauseId[] = ['teaching', 'small-balance', 'high-value'];
  const order = rng.shuffle(open);
  if (rng.chance(0.4)) return order;
  return [
    ...order.filter((clause) => seldom.includes(clause)),
    ...order.filter((clause) => !seldom.includes(clause)),
  ];
}

function task(state: State, game: Game): WorldTask | Refusal {
  const request = state.request!;
  const { records, parameters } = invented(state.seed);
  const judgement = judgementOf(state);
  if (judgement.mistakes.size < mistakesLeast || state.clauses.length < 2)
    return refusal('few-clauses', `Only ${judgement.mistakes.size} clauses decide anything here.`);
  const on = new Set<ClauseId>([...coreClauses, ...state.clauses]);
  const policy = writePolicy(game.rng.fork('policy'), parameters, on);
  const groups = groupsOf[request.kind];
  const program = (patterns: Record<string, string>) =>
    programOver(
      { REQUEST: canonicalJson(requestForPython(records, request)), PATTERNS: canonicalJson(patterns) },
      reference,
    );
  const plain = plainReading(state, policy.patterns);
  return {
    world: equipmentLoans,
    rows: rowsOf(records, policy.sections),
    instruction: writeInstruction(game.rng.fork('instruction'), records, request),
    answerFormat: { kind: 'state', schema: answerSchema },
    reference: {
      name: 'policy-over-tools',
      how: 'Reads the policy and the records through the tools, works each loan out and acts.',
      source: program(policy.patterns),
    },
    verifier: {
      program: verifier,
      data: { groups: [...groups], expected: factsOf(records, judgement.acts) },
      criteria: factCriteria(groups, groupTexts, 'Nothing else in the system changed.'),
    },
    trials: {
      ...trialsOf(records, groups, judgement),
      solvers: [
        {
          name: 'plain-reading',
          how: 'Acts on the main rules and overlooks every exception.',
          source: program(plain.patterns),
          expect: plain.differs ? 'fails' : 'unknown',
        },
      ],
    },
    toolCallsMax,
  };
}

/** The reference without the optional clauses, and whether that comes to another outcome. */
function plainReading(state: State, patterns: Record<string, string>) {
  const { records, parameters } = invented(state.seed);
  const dropped = new Set<string>([...state.clauses, 'hold-teaching', 'leaver-on-leave']);
  const acts = decide({ records, parameters, on: new Set(coreClauses) }, state.request!);
  const differs =
    JSON.stringify(factsOf(records, acts)) !== JSON.stringify(factsOf(records, judgementOf(state).acts));
  return {
    differs,
    patterns: Object.fromEntries(Object.entries(patterns).filter(([id]) => !dropped.has(id))),
  };
}

/** The request as its text states it: names and tags, no numbers of loans. */
function requestForPython(records: Records, request: Request): JsonObject {
  switch (request.kind) {
    case 'overdue':
      return { kind: request.kind, store: records.stores[request.store]!.id };
    case 'returns':
      return {
        kind: request.kind,
        items: request.items.map(({ loan, condition }) => [
          records.items[records.loans[loan]!.item]!.tag,
          condition,
        ]),
      };
    case 'leavers':
      return {
        kind: request.kind,
        names: request.borrowers.map((borrower) => records.borrowers[borrower]!.name),
        leaving: dateOf(request.leaving),
      };
  }
}

const answerSchema = exactObject({
  summary: { type: 'string', description: 'What was done, in a sentence or two. Not judged.' },
});
