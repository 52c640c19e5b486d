/**
 * The family `general.kidney-exchange`: choose the set of kidney exchanges that the rulebook of a sharing scheme puts first,
 * for a new run or after something fell through. Moves: one request, then optional rules, each legal only while overlooking
 * it would give a better-looking set. The optimum is proven by `solve.ts`.
 */
import { readFileSync } from 'node:fs';
import {
  refusal,
  type Game,
  type Illegal,
  type JsonObject,
  type Refusal,
  type Rng,
} from '@touchstone/contracts';
import { z } from 'zod';
import { dateOf } from '../../world/distributions/dates.ts';
import { exactObject, programOver, veto, type WorldTask } from '../../world/draft.ts';
import { worldFamily } from '../../world/family.ts';
import { writeInstruction } from './instruction.ts';
import type { Registry } from './registry.ts';
import { drawRequest, requestKinds, type Request, type RequestKind } from './requests.ts';
import { rowsOf } from './rows.ts';
import { writeRulebook } from './rulebook.ts';
import { coreRules, optionalRules, type RuleId } from './rules.ts';
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
type RequestMove = z.infer<typeof requestMove>;

export const kidneyExchangeFamily = worldFamily({
  world: 'kidney-exchange',
  version: 2,
  title: 'Choose the set of kidney exchanges that the rulebook of a sharing scheme puts first.',
  begin: (seed, rng): State => ({ seed, request: null, rules: [], rulesWanted: rng.integer(3, 5) }),
  asked: {
    name: 'request',
    doc: 'What is asked: a run, a run with chains, or a repair after the announcement; with the rules it starts from. Once.',
    schema: requestMove,
    isAsked: ({ request }) => request !== null,
    kinds: requestKinds,
    drawsMax: drawsOfRequest,
    draw: drawWithRules,
    ask: withRequest,
  },
  clauses: {
    rule: {
      doc: 'Puts one more rule into the rulebook; legal while overlooking it would give a better-looking set.',
      clauses: optionalRules,
      // In a repair every rule also shaped what was announced, so all of them come with the request.
      open: ({ request, rules }) =>
        isRepair(request!) ? [] : optionalRules.filter((rule) => !rules.includes(rule)),
      wants: ({ rules, rulesWanted }) => rules.length < rulesWanted,
      add: (state, rule) => ({
        ...state,
        rules: optionalRules.filter((id) => id === rule || state.rules.includes(id)),
      }),
    },
  },
  faultOf,
  task,
});

function isRepair({ kind }: Request): boolean {
  return kind !== 'run' && kind !== 'altruists';
}

function withRequest(state: State, { request, rules }: RequestMove): State | Illegal {
  if (!isKnown(founded(state.seed).registry, request))
    return { illegal: 'the request names somebody who is not in the registry' };
  if (request.kind === 'positive' && !rules.includes('crossmatch'))
    return { illegal: 'a crossmatch needs the rule about crossmatches' };
  return { ...state, request, rules: optionalRules.filter((rule) => rules.includes(rule)) };
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

/** Starts from some rules and drops those that decide nothing; what was announced, and so the request, changes with them. */
function drawWithRules(rng: Rng, state: State, kind: RequestKind): RequestMove | null {
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

function task(state: State, game: Game): WorldTask | Refusal {
  const request = state.request!;
  const appraisal = appraisalOf(state)!;
  if (state.rules.length < rulesMin || appraisal.breaking.size < breakingMin)
    return refusal('few-rules', 'Fewer than four rules, or than two optional ones, decide anything here.');
  const { registry, parameters } = founded(state.seed);
  const rules: RuleId[] = [...coreRules, ...state.rules];
  const rulebook = writeRulebook(game.rng.fork('rulebook'), parameters, rules);
  const aims = rankedAims(appraisal.problem);
  const asked = askedOf(registry, request);
  const constants = {
    REQUEST: JSON.stringify(asked),
    PATTERNS: JSON.stringify(rulebook.patterns),
    AIMS: JSON.stringify(aims),
  };
  const { day, surgery } = asked;
  const best = reached(appraisal.solution.aims);
  return {
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
      source: programOver(constants, reference),
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
      ...trialsOf(appraisal),
      solvers: [
        {
          name: 'as-they-come',
          how: 'Takes allowed exchanges as they come, the largest first.',
          source: programOver(constants, `${reference}\n\n${greedy}`),
          expect: 'unknown',
        },
      ],
    },
    toolCallsMax,
  };
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

const id = { type: 'string' };
const answerSchema = exactObject({
  exchanges: {
    type: 'array',
    items: exactObject({
      transplants: { type: 'array', items: exactObject({ donor_id: id, recipient_id: id }) },
    }),
  },
});
