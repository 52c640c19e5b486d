/**
 * The family `general.equipment-loans`: change the state of a lending system as its policy asks, for an overdue run, a batch
 * of returns or a list of leavers. Moves: one request, then optional policy clauses, each legal only while overlooking any
 * of them changes the outcome. The final facts are worked out by `decide.ts`.
 */
import { readFileSync } from 'node:fs';
import {
  canonicalJson,
  refusal,
  type Draft,
  type Family,
  type Game,
  type Illegal,
  type JsonObject,
  type Lineage,
  type Refusal,
  type Rng,
} from '@touchstone/contracts';
import { z } from 'zod';
import { dateOf } from '../../world/distributions/dates.ts';
import { draftOf, referencePrelude, veto } from '../../world/draft.ts';
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
const clauseMove = z.strictObject({ clause: z.enum(clauses) });
type RequestMove = z.infer<typeof requestMove>;
type ClauseMove = z.infer<typeof clauseMove>;

export const equipmentLoansFamily: Family<State, RequestMove | ClauseMove> = {
  id: 'general.equipment-loans',
  version: 2,
  category: 'general',
  title: 'Bring the records of an equipment store into the state that its lending policy asks for.',
  needs: [],
  sources: [],
  kinds: {
    request: {
      doc: 'What the desk asks for: the overdue run of a store, a batch of returns, or the clearance of leavers. Once.',
      schema: requestMove,
      sample: async (state, game) => (state.request ? null : sampleRequest(state, game)),
      options: async (state, page, game) => {
        const move = state.request ? null : sampleRequest(state, game);
        return { items: move ? [move].slice(0, page.limit) : [], next: null };
      },
    },
    clause: {
      doc: 'Puts one more clause into the policy; legal while overlooking any clause put in changes what has to be done.',
      schema: clauseMove,
      sample: async (state, game) => {
        if (!state.request || state.clauses.length >= state.clausesWanted) return null;
        const clause = inTurn(game.rng, openClauses(state)).find(
          (candidate) => !withClause(state, candidate).fault,
        );
        return clause ? { clause } : null;
      },
      options: async (state, page) => {
        const legal = state.request
          ? openClauses(state).filter((clause) => !withClause(state, clause).fault)
          : [];
        const from = page.after ? legal.indexOf(page.after as ClauseId) + 1 : 0;
        const items = legal.slice(from, from + page.limit);
        const more = from + items.length < legal.length;
        return { items: items.map((clause) => ({ clause })), next: more ? items.at(-1)! : null };
      },
    },
  },

  async begin(game) {
    const seed = `equipment-loans/${game.rng.integer(0, 0x7fffffff)}/${game.rng.integer(0, 0x7fffffff)}`;
    return { seed, request: null, clauses: [], clausesWanted: game.rng.integer(4, 6) };
  },

  async apply(state, { move }) {
    if ('request' in move) return applyRequest(state, move.request);
    if (!state.request) return { illegal: 'the request comes first' };
    if (!openClauses(state).includes(move.clause))
      return { illegal: `${move.clause} is in the policy or is no matter here` };
    const { next, fault } = withClause(state, move.clause);
    return fault ? { illegal: fault } : next;
  },

  async finish(state, game, lineage) {
    return draft(state, game, lineage);
  },
};

function applyRequest(state: State, request: Request): State | Illegal {
  if (state.request) return { illegal: 'there is a request already' };
  const unknown = unknownIn(invented(state.seed).records, request);
  if (unknown) return { illegal: unknown };
  const next = { ...state, request };
  const fault = faultOf(next);
  return fault ? { illegal: fault } : next;
}

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

/** A legal request, the kind drawn first so that every kind is as common. */
function sampleRequest(state: State, game: Game): RequestMove | null {
  const { records } = invented(state.seed);
  for (const kind of game.rng.shuffle(requestKinds))
    for (let draw = 0; draw < drawsOfRequest; draw++) {
      const request = drawRequest(game.rng.fork(`${kind}/${draw}`), records, kind);
      if (!faultOf({ ...state, request })) return { request };
    }
  return null;
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

function withClause(state: State, clause: ClauseId): { next: State; fault: string | null } {
  const next = { ...state, clauses: clauses.filter((id) => id === clause || state.clauses.includes(id)) };
  return { next, fault: faultOf(next) };
}

function draft(state: State, game: Game, lineage: Lineage): Draft | Refusal {
  const { request } = state;
  if (!request)
    return refusal('no-request', 'No request of any kind asks for a fitting number of acts here.');
  const { records, parameters } = invented(state.seed);
  const judgement = judgementOf(state);
  if (judgement.mistakes.size < mistakesLeast || state.clauses.length < 2)
    return refusal('few-clauses', `Only ${judgement.mistakes.size} clauses decide anything here.`);
  const on = new Set<ClauseId>([...coreClauses, ...state.clauses]);
  const policy = writePolicy(game.rng.fork('policy'), parameters, on);
  const groups = groupsOf[request.kind];
  const program = (patterns: Record<string, string>) =>
    sourceOf(requestForPython(records, request), patterns);
  const plain = plainReading(state, policy.patterns);
  return draftOf(
    {
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
        criteria: [
          ...groups.flatMap((group) => [
            veto(group, groupTexts[group][0]),
            veto(`${group}-only`, groupTexts[group][1]),
          ]),
          veto('nothing-else', 'Nothing else in the system changed.'),
        ],
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
    },
    game,
    lineage,
  );
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

function sourceOf(request: JsonObject, patterns: Record<string, string>): string {
  const python = (value: unknown) => JSON.stringify(canonicalJson(value));
  const constants = `import json\n\nREQUEST = json.loads(${python(request)})\nPATTERNS = json.loads(${python(patterns)})\n`;
  return `${referencePrelude}\n${constants}\n${reference}`;
}

const answerSchema: JsonObject = {
  type: 'object',
  properties: {
    summary: { type: 'string', description: 'What was done, in a sentence or two. Not judged.' },
  },
  required: ['summary'],
  additionalProperties: false,
};
