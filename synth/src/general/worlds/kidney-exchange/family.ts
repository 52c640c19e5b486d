/**
 * The family `general.kidney-exchange`: choose the set of kidney exchanges that the rulebook of a sharing scheme puts first,
 * for a new run or after something fell through. Moves: one request, then optional rules, each legal only while overlooking
 * it would give a better-looking set. The optimum is proven by `solve.ts`.
 */
import { readFileSync } from 'node:fs';
import {
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
import { writeInstruction } from './instruction.ts';
import type { Registry } from './registry.ts';
import { drawRequest, requestKinds, type Request, type RequestKind } from './requests.ts';
import { rowsOf } from './rows.ts';
import { writeRulebook } from './rulebook.ts';
import { coreRules, optionalRules, type OptionalRule, type RuleId } from './rules.ts';
import { kidneyExchange } from './schema.ts';
import { announcedKey, announcedOf, appraisalOf, faultOf, founded, rulesMin, type State } from './state.ts';
import { rankedAims, reached, ruleNames, trialsOf, type AimId } from './trials.ts';

const text = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const reference = text('./reference.py');
const greedy = text('./greedy.py');
const verifier = text('./verify.py');

/** The rulebook, thirty screens and a dozen lists take 60 to 80 calls. */
const toolCallsMax = 180;
const drawsOfRequest = 12;
const breakingMin = 4;

const index = z.number().int().nonnegative();
const requestSchema: z.ZodType<Request> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run') }),
  z.strictObject({ kind: z.literal('altruists'), donors: z.array(index).min(1).max(2) }),
  z.strictObject({ kind: z.literal('donor-out'), donor: index }),
  z.strictObject({ kind: z.literal('positive'), donor: index, recipient: index }),
  z.strictObject({ kind: z.literal('fewer-slots'), centre: index, slots: index }),
]);
const requestMove = z.strictObject({ request: requestSchema, rules: z.array(z.enum(optionalRules)) });
const ruleMove = z.strictObject({ rule: z.enum(optionalRules) });
type Move = z.infer<typeof requestMove> | z.infer<typeof ruleMove>;

export const kidneyExchangeFamily: Family<State, Move> = {
  id: 'general.kidney-exchange',
  version: 2,
  category: 'general',
  title: 'Choose the set of kidney exchanges that the rulebook of a sharing scheme puts first.',
  needs: [],
  sources: [],
  kinds: {
    request: {
      doc: 'What is asked: a run, a run with chains, or a repair after the announcement; with the rules it starts from. Once.',
      schema: requestMove,
      sample: async (state, game) => (state.request ? null : sampleRequest(state, game)),
      options: async (state, page, game) => {
        const move = state.request ? null : sampleRequest(state, game);
        return { items: move ? [move].slice(0, page.limit) : [], next: null };
      },
    },
    rule: {
      doc: 'Puts one more rule into the rulebook; legal while overlooking it would give a better-looking set.',
      schema: ruleMove,
      sample: async (state, game) => {
        // In a repair every rule also shaped what was announced, so all of them come with the request.
        if (!state.request || isRepair(state.request) || state.rules.length >= state.rulesWanted) return null;
        const rule = game.rng
          .shuffle(openRules(state))
          .find((candidate) => !faultOf(withRule(state, candidate)));
        return rule ? { rule } : null;
      },
      options: async (state, page) => {
        const open = state.request && !isRepair(state.request) ? openRules(state) : [];
        const legal = open.filter((rule) => !faultOf(withRule(state, rule)));
        const from = page.after ? legal.findIndex((rule) => rule === page.after) + 1 : 0;
        const items = legal.slice(from, from + page.limit);
        const more = from + items.length < legal.length;
        return { items: items.map((rule) => ({ rule })), next: more ? items.at(-1)! : null };
      },
    },
  },

  async begin(game) {
    const seed = `kidney-exchange/${game.rng.integer(0, 0x7fffffff)}/${game.rng.integer(0, 0x7fffffff)}`;
    return { seed, request: null, rules: [], rulesWanted: game.rng.integer(3, 5) };
  },

  async apply(state, { move }) {
    if ('request' in move) return applyRequest(state, move);
    if (!state.request) return { illegal: 'the request comes first' };
    if (isRepair(state.request)) return { illegal: 'a repair brings its rules with it' };
    if (state.rules.includes(move.rule)) return { illegal: `${move.rule} is in the rulebook already` };
    const next = withRule(state, move.rule);
    const fault = faultOf(next);
    return fault ? { illegal: fault } : next;
  },

  async finish(state, game, lineage) {
    return draft(state, game, lineage);
  },
};

function isRepair({ kind }: Request): boolean {
  return kind !== 'run' && kind !== 'altruists';
}

function applyRequest(state: State, { request, rules }: z.infer<typeof requestMove>): State | Illegal {
  if (state.request) return { illegal: 'there is a request already' };
  const { registry } = founded(state.seed);
  if (!isKnown(registry, request))
    return { illegal: 'the request names somebody who is not in the registry' };
  if (request.kind === 'positive' && !rules.includes('crossmatch'))
    return { illegal: 'a crossmatch needs the rule about crossmatches' };
  const next = { ...state, request, rules: optionalRules.filter((rule) => rules.includes(rule)) };
  const fault = faultOf(next);
  return fault ? { illegal: fault } : next;
}

function isKnown({ donors, recipients, centres }: Registry, request: Request): boolean {
  const named = 'donors' in request ? request.donors : 'donor' in request ? [request.donor] : [];
  return (
    named.every((donor) => donor < donors.length) &&
    (request.kind !== 'altruists' || named.every((donor) => donors[donor]!.recipient === null)) &&
    (!('recipient' in request) || request.recipient < recipients.length) &&
    (!('centre' in request) || request.centre < centres.length)
  );
}

/** A legal request, the kind drawn first so that no kind is rare because its draws often are no good. */
function sampleRequest(state: State, game: Game): z.infer<typeof requestMove> | null {
  for (const kind of game.rng.shuffle(requestKinds))
    for (let draw = 0; draw < drawsOfRequest; draw++) {
      const found = tryRequest(game.rng.fork(`${kind}/${draw}`), state, kind);
      if (found) return found;
    }
  return null;
}

/** Starts from some rules and drops those that decide nothing; what was announced, and so the request, changes with them. */
function tryRequest(rng: Rng, state: State, kind: RequestKind): z.infer<typeof requestMove> | null {
  const { registry } = founded(state.seed);
  const drawn = rng.sample(optionalRules, kind === 'run' || kind === 'altruists' ? 4 : 5);
  let rules = optionalRules.filter((rule) => drawn.includes(rule) || isNeeded(kind, rule));
  for (let round = 0; round < 4; round++) {
    const announced = announcedOf(announcedKey({ ...state, rules }));
    const request = announced && drawRequest(rng.fork(`${round}`), registry, kind, announced);
    const next = request && { ...state, request, rules };
    const appraisal = next && appraisalOf(next);
    if (!appraisal) return null;
    if (!faultOf(next))
      return rules.length >= rulesMin && appraisal.breaking.size >= breakingMin ? { request, rules } : null;
    const deciding = rules.filter((rule) => appraisal.breaking.has(rule) || isNeeded(kind, rule));
    if (deciding.length === rules.length) return null;
    rules = deciding;
  }
  return null;
}

function isNeeded(kind: RequestKind, rule: RuleId): boolean {
  return kind === 'positive' && rule === 'crossmatch';
}

function openRules(state: State): OptionalRule[] {
  return optionalRules.filter((rule) => !state.rules.includes(rule));
}

function withRule(state: State, rule: OptionalRule): State {
  return { ...state, rules: optionalRules.filter((id) => id === rule || state.rules.includes(id)) };
}

function draft(state: State, game: Game, lineage: Lineage): Draft | Refusal {
  const { request } = state;
  const appraisal = appraisalOf(state);
  if (!request || !appraisal) return refusal('no-request', 'No request of any kind has the right size here.');
  if (state.rules.length < rulesMin || appraisal.breaking.size < breakingMin)
    return refusal('few-rules', 'Fewer than four rules, or than two optional ones, decide anything here.');
  const trials = trialsOf(appraisal);
  const { registry, parameters } = founded(state.seed);
  const rules: RuleId[] = [...coreRules, ...state.rules];
  const rulebook = writeRulebook(game.rng.fork('rulebook'), parameters, rules);
  const aims = rankedAims(appraisal.problem);
  const asked = askedOf(registry, request);
  const constants = `import json\n\nREQUEST = json.loads(${python(asked)})\nPATTERNS = json.loads(${python(rulebook.patterns)})\nAIMS = json.loads(${python(aims)})\n`;
  const { day, surgery } = asked;
  const best = reached(appraisal.solution.aims);
  return draftOf(
    {
      world: kidneyExchange,
      rows: rowsOf(registry, {
        announced: appraisal.problem.announced,
        altruists: request.kind === 'altruists' ? request.donors : [],
        rulebook: rulebook.sections,
      }),
      instruction: writeInstruction(game.rng.fork('instruction'), registry, request),
      answerFormat: { kind: 'json', schema: answerSchema },
      reference: {
        name: 'give-up-fewest',
        how: 'Reads rulebook, screens and lists through the tools and gives up as few recipients as possible.',
        source: `${referencePrelude}\n${constants}\n${reference}`,
      },
      verifier: {
        program: verifier,
        data: { request: asked, parameters: { ...parameters }, rules, day, surgery, aims, best },
        criteria: [
          veto('form', 'Every exchange is one circle or one chain; nobody gives or gets twice.'),
          ...rules.map((rule) => veto(rule, ruleNames[rule])),
          ...aims.map((aim) => veto(aim, aimNames[aim])),
        ],
      },
      trials: {
        ...trials,
        solvers: [
          {
            name: 'as-they-come',
            how: 'Takes allowed exchanges as they come, the largest first.',
            source: `${referencePrelude}\n${constants}\n${reference}\n\n${greedy}`,
            expect: 'unknown',
          },
        ],
      },
      toolCallsMax,
    },
    game,
    lineage,
  );
}

const aimNames: Record<AimId, string> = {
  transplants: 'As many transplants as possible.',
  kept: 'As many announced exchanges stay as possible with that number of transplants.',
  'two-ways': 'No more three-way exchanges than needed for the aims before.',
  points: 'As many points as possible with the aims before.',
};

type Asked = JsonObject & { day: string; surgery: string };

/** What the message says, by the numbers in the system. */
function askedOf(registry: Registry, request: Request): Asked {
  const { donors, recipients, centres } = registry;
  const dates = { kind: request.kind, day: dateOf(registry.today), surgery: dateOf(registry.surgery) };
  switch (request.kind) {
    case 'run':
    case 'altruists':
      return dates;
    case 'donor-out':
      return { ...dates, donor: donors[request.donor]!.id };
    case 'positive':
      return { ...dates, donor: donors[request.donor]!.id, recipient: recipients[request.recipient]!.id };
    case 'fewer-slots':
      return { ...dates, centre: centres[request.centre]!.id, slots: request.slots };
  }
}

const answerSchema: JsonObject = {
  type: 'object',
  properties: {
    exchanges: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          transplants: {
            type: 'array',
            items: {
              type: 'object',
              properties: { donor_id: { type: 'string' }, recipient_id: { type: 'string' } },
              required: ['donor_id', 'recipient_id'],
              additionalProperties: false,
            },
          },
        },
        required: ['transplants'],
        additionalProperties: false,
      },
    },
  },
  required: ['exchanges'],
  additionalProperties: false,
};

/** A value as a Python literal of its JSON text. */
function python(value: unknown): string {
  return JSON.stringify(JSON.stringify(value));
}
