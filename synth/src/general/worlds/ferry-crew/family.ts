/**
 * The family `general.ferry-crew`: repair a published crew roster after an event, under a handbook read by tool, with the
 * fewest changes and then the fewest people. Moves: one event, then optional handbook rules, each legal only while some
 * plan breaks it alone. The optimum is proven by `solve.ts`.
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
} from '@touchstone/contracts';
import { z } from 'zod';
import { draftOf, referencePrelude, veto } from '../../world/draft.ts';
import { certificateKinds } from './company.ts';
import { drawEvent, eventKinds, exemptOf, type Event } from './events.ts';
import { writeHandbook } from './handbook.ts';
import { writeInstruction } from './instruction.ts';
import { rowsOf } from './rows.ts';
import { coreRules, optionalRules, ruleIds, type RuleId } from './rules.ts';
import { ferryCrew } from './schema.ts';
import { appraisalOf, faultOf, founded, rulesOfEvent, type State } from './state.ts';
import { ruleNames, trialsOf } from './trials.ts';

const text = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const reference = text('./reference.py');
const hasty = text('./hasty.py');
const verifier = text('./verify.py');

/** Reading the handbook, a port's crew, papers and three or four weeks of its roster takes 40 to 70 calls. */
const toolCallsMax = 160;

const date = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const eventSchema: z.ZodType<Event> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('away'), crew: z.array(z.string()).min(1).max(2), from: date, to: date }),
  z.strictObject({
    kind: z.literal('suspended'),
    crew: z.string(),
    certificate: z.enum(certificateKinds),
    from: date,
    to: date,
  }),
  z.strictObject({
    kind: z.literal('retimed'),
    vessel: z.string(),
    duty: z.enum(['early', 'day', 'late']),
    signOnEarlier: z.number().int().min(0).max(150),
    signOffLater: z.number().int().min(0).max(150),
    from: date,
    to: date,
  }),
  z.strictObject({ kind: z.literal('replaced'), vessel: z.string(), by: z.string(), from: date, to: date }),
]);
const eventMove = z.strictObject({ event: eventSchema });
const ruleMove = z.strictObject({ rule: z.enum(ruleIds) });
type EventMove = z.infer<typeof eventMove>;
type RuleMove = z.infer<typeof ruleMove>;

const drawsOfEvent = 40;
const chanceMax = 0.05;

export const ferryCrewFamily: Family<State, EventMove | RuleMove> = {
  id: 'general.ferry-crew',
  version: 2,
  category: 'general',
  title:
    'Repair a published ferry roster under the crew handbook with the fewest changes, then the fewest people.',
  needs: [],
  sources: [],
  kinds: {
    event: {
      doc: 'What upsets the roster: people away, a certificate suspended, duties retimed, a vessel replaced. Once.',
      schema: eventMove,
      sample: async (state, game) => (state.event ? null : sampleEvent(state, game)),
      options: async (state, page, game) => {
        const move = state.event ? null : sampleEvent(state, game);
        return { items: move ? [move].slice(0, page.limit) : [], next: null };
      },
    },
    rule: {
      doc: 'Puts one more rule into the handbook; legal while some plan breaks this rule alone.',
      schema: ruleMove,
      sample: async (state, game) => {
        if (!state.event || state.rules.length >= state.rulesWanted) return null;
        const rule = game.rng
          .shuffle(openRules(state))
          .find((candidate) => !withRule(state, candidate).fault);
        return rule ? { rule } : null;
      },
      options: async (state, page) => {
        const legal = state.event ? openRules(state).filter((rule) => !withRule(state, rule).fault) : [];
        const from = page.after ? legal.indexOf(page.after as RuleId) + 1 : 0;
        const items = legal.slice(from, from + page.limit);
        const more = from + items.length < legal.length;
        return { items: items.map((rule) => ({ rule })), next: more ? items.at(-1)! : null };
      },
    },
  },

  async begin(game) {
    const seed = `ferry-crew/${game.rng.integer(0, 0x7fffffff)}/${game.rng.integer(0, 0x7fffffff)}`;
    if (!founded(seed)) return refusal('no-roster', 'No crew was found that can man every duty of a port.');
    return { seed, event: null, rules: [], rulesWanted: game.rng.integer(2, 4) };
  },

  async apply(state, { move }) {
    if ('event' in move) return applyEventMove(state, move.event);
    if (!state.event) return { illegal: 'the event comes first' };
    if (state.rules.includes(move.rule) || coreRules.includes(move.rule))
      return { illegal: `${move.rule} is in the handbook already` };
    const { next, fault } = withRule(state, move.rule);
    return fault ? { illegal: fault } : next;
  },

  async finish(state, game, lineage) {
    return draft(state, game, lineage);
  },
};

function applyEventMove(state: State, event: Event): State | Illegal {
  if (state.event) return { illegal: 'there is an event already' };
  const { company } = founded(state.seed)!;
  const crew = event.kind === 'away' ? event.crew : event.kind === 'suspended' ? [event.crew] : [];
  const vessels =
    event.kind === 'retimed' ? [event.vessel] : event.kind === 'replaced' ? [event.vessel, event.by] : [];
  const known =
    crew.every((id) => company.crew.some((member) => member.id === id)) &&
    vessels.every((id) => company.vessels.some((vessel) => vessel.id === id));
  if (!known || event.from > event.to)
    return { illegal: 'the event names somebody unknown or ends before it begins' };
  const next = { ...state, event, rules: rulesOfEvent(event) };
  const fault = faultOf(next);
  return fault ? { illegal: fault } : next;
}

/** A legal event, the kind drawn first so that no kind is rare because its events often are no good. */
function sampleEvent(state: State, game: Game): EventMove | null {
  const { company } = founded(state.seed)!;
  for (const kind of game.rng.shuffle(eventKinds))
    for (let draw = 0; draw < drawsOfEvent; draw++) {
      const event = drawEvent(game.rng.fork(`${kind}/${draw}`), company, kind);
      if (!faultOf({ ...state, event, rules: rulesOfEvent(event) })) return { event };
    }
  return null;
}

function openRules(state: State): RuleId[] {
  return optionalRules.filter((rule) => !state.rules.includes(rule));
}

function withRule(state: State, rule: RuleId): { next: State; fault: string | null } {
  const next = { ...state, rules: ruleIds.filter((id) => id === rule || state.rules.includes(id)) };
  return { next, fault: faultOf(next) };
}

function draft(state: State, game: Game, lineage: Lineage): Draft | Refusal {
  const { event } = state;
  const appraisal = appraisalOf(state);
  if (!event || !appraisal)
    return refusal('no-event', 'No event of any kind makes a request of the right size here.');
  if (state.rules.length < 1 || appraisal.breaking.size < 5)
    return refusal('few-rules', 'Fewer than five rules, or no optional one, cut anything here.');
  const trials = trialsOf(appraisal);
  if (trials.chance > chanceMax)
    return refusal('chance', `A guess passes with probability ${trials.chance}.`);
  const { company, parameters } = founded(state.seed)!;
  const rules: RuleId[] = [...coreRules, ...state.rules];
  const handbook = writeHandbook(game.rng.fork('handbook'), parameters, rules);
  const constants = `import json\n\nEVENT = json.loads(${python(event)})\nPATTERNS = json.loads(${python(handbook.patterns)})\n`;
  const exempt = [...exemptOf(company, event)].map((person) => company.crew[person]!.id);
  return draftOf(
    {
      world: ferryCrew,
      rows: rowsOf(company, handbook.sections),
      instruction: writeInstruction(game.rng.fork('instruction'), company, event),
      answerFormat: { kind: 'json', schema: answerSchema },
      reference: {
        name: 'search-over-tools',
        how: 'Reads handbook, papers and roster through the tools and deepens over changes, then over people.',
        source: `${referencePrelude}\n${constants}\n${reference}`,
      },
      verifier: {
        program: verifier,
        data: { event, parameters: { ...parameters }, rules, exempt, least: { ...appraisal.least } },
        criteria: [
          veto(
            'form',
            'Every change names an existing place, its published holder and another crew member, each place once.',
          ),
          ...rules.map((rule) => veto(rule, ruleNames[rule])),
          veto('changes', 'No more changed places than needed.'),
          veto('people', 'No more people touched than needed with that number of changes.'),
        ],
      },
      trials: {
        ...trials,
        solvers: [
          {
            name: 'hasty-planner',
            how: 'Mends one place at a time with the first colleague who makes things no worse.',
            source: `${referencePrelude}\n${constants}\n${reference}\n\n${hasty}`,
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

const answerSchema: JsonObject = {
  type: 'object',
  properties: {
    changes: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          duty_id: { type: 'string' },
          position: { type: 'string' },
          crew_out: { type: 'string' },
          crew_in: { type: 'string' },
        },
        required: ['duty_id', 'position', 'crew_out', 'crew_in'],
        additionalProperties: false,
      },
    },
  },
  required: ['changes'],
  additionalProperties: false,
};

/** A value as a Python literal of its JSON text. */
function python(value: unknown): string {
  return JSON.stringify(canonicalJson(value));
}
