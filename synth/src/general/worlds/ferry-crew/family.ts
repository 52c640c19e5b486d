/**
 * The family `general.ferry-crew`: repair a published crew roster after an event, under a handbook read by tool, with the
 * fewest changes and then the fewest people. Moves: one event, then optional handbook rules, each legal only while some
 * plan breaks it alone. The optimum is proven by `solve.ts`.
 */
import { readFileSync } from 'node:fs';
import { canonicalJson, refusal, type Game, type Illegal, type Refusal } from '@touchstone/contracts';
import { z } from 'zod';
import { exactObject, programOver, veto, type WorldTask } from '../../world/draft.ts';
import { worldFamily } from '../../world/family.ts';
import { certificateKinds } from './company.ts';
import { drawEvent, eventKinds, exemptOf, type Event } from './events.ts';
import { writeHandbook } from './handbook.ts';
import { writeInstruction } from './instruction.ts';
import { rowsOf } from './rows.ts';
import { coreRules, optionalRules, type RuleId } from './rules.ts';
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
const drawsOfEvent = 40;

export const ferryCrewFamily = worldFamily({
  world: 'ferry-crew',
  version: 2,
  title:
    'Repair a published ferry roster under the crew handbook with the fewest changes, then the fewest people.',
  begin(seed, rng): State | Refusal {
    if (!founded(seed)) return refusal('no-roster', 'No crew was found that can man every duty of a port.');
    return { seed, event: null, rules: [], rulesWanted: rng.integer(2, 4) };
  },
  asked: {
    name: 'event',
    doc: 'What upsets the roster: people away, a certificate suspended, duties retimed, a vessel replaced. Once.',
    schema: eventMove,
    isAsked: ({ event }) => event !== null,
    kinds: eventKinds,
    drawsMax: drawsOfEvent,
    draw: (rng, { seed }, kind) => ({ event: drawEvent(rng, founded(seed)!.company, kind) }),
    ask: (state, { event }) => withEvent(state, event),
  },
  clauses: {
    rule: {
      doc: 'Puts one more rule into the handbook; legal while some plan breaks this rule alone.',
      clauses: optionalRules,
      open: ({ rules }) => optionalRules.filter((rule) => !rules.includes(rule)),
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

function withEvent(state: State, event: Event): State | Illegal {
  const { company } = founded(state.seed)!;
  const crew = event.kind === 'away' ? event.crew : event.kind === 'suspended' ? [event.crew] : [];
  const vessels =
    event.kind === 'retimed' ? [event.vessel] : event.kind === 'replaced' ? [event.vessel, event.by] : [];
  const known =
    crew.every((id) => company.crew.some((member) => member.id === id)) &&
    vessels.every((id) => company.vessels.some((vessel) => vessel.id === id));
  if (!known || event.from > event.to)
    return { illegal: 'the event names somebody unknown or ends before it begins' };
  return { ...state, event, rules: rulesOfEvent(event) };
}

function task(state: State, game: Game): WorldTask | Refusal {
  const event = state.event!;
  const appraisal = appraisalOf(state)!;
  if (state.rules.length < 1 || appraisal.breaking.size < 5)
    return refusal('few-rules', 'Fewer than five rules, or no optional one, cut anything here.');
  const { company, parameters } = founded(state.seed)!;
  const rules: RuleId[] = [...coreRules, ...state.rules];
  const handbook = writeHandbook(game.rng.fork('handbook'), parameters, rules);
  const constants = { EVENT: canonicalJson(event), PATTERNS: canonicalJson(handbook.patterns) };
  const exempt = [...exemptOf(company, event)].map((person) => company.crew[person]!.id);
  return {
    world: ferryCrew,
    rows: rowsOf(company, handbook.sections),
    instruction: writeInstruction(game.rng.fork('instruction'), company, event),
    answerFormat: { kind: 'json', schema: answerSchema },
    reference: {
      name: 'search-over-tools',
      how: 'Reads handbook, papers and roster through the tools and deepens over changes, then over people.',
      source: programOver(constants, reference),
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
      ...trialsOf(appraisal),
      solvers: [
        {
          name: 'hasty-planner',
          how: 'Mends one place at a time with the first colleague who makes things no worse.',
          source: programOver(constants, `${reference}\n\n${hasty}`),
          expect: 'unknown',
        },
      ],
    },
    toolCallsMax,
  };
}

const id = { type: 'string' };
const answerSchema = exactObject({
  changes: {
    type: 'array',
    items: exactObject({ duty_id: id, position: id, crew_out: id, crew_in: id }),
  },
});
