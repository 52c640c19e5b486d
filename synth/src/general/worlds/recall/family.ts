/**
 * The family `general.recall`: carry an incident of a food maker through the recall procedure. Moves: one incident, then
 * optional clauses of the procedure, each legal only while overlooking it would lead to other acts. The final state is
 * judged by facts that the procedure names; what it does not name is free.
 */
import { readFileSync } from 'node:fs';
import {
  refusal,
  type Game,
  type Illegal,
  type JsonObject,
  type Refusal,
  type Rng,
  type Trials,
} from '@touchstone/contracts';
import { z } from 'zod';
import { exactObject, programOver, type WorldTask } from '../../world/draft.ts';
import { factCriteria, type GroupTexts } from '../../world/facts.ts';
import { worldFamily } from '../../world/family.ts';
import { factsOf, firstBreach, groups, incidentId, strictGroups, type Group } from './acts.ts';
import { decide, optionalClauses, type ClauseId, type Incident, type OptionalClause } from './decide.ts';
import { drawIncident, incidentKinds, titleOf } from './incidents.ts';
import { writeInstruction } from './instruction.ts';
import { writeProcedure } from './procedure.ts';
import { rowsOf } from './rows.ts';
import { recall } from './schema.ts';
import {
  appraisalOf,
  faultOf,
  founded,
  openClauses,
  promiseOf,
  without,
  type Appraisal,
  type State,
} from './state.ts';
import { allergens } from './trades.ts';
import { trialsOf } from './trials.ts';

const text = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const reference = text('./reference.py');
const verifier = text('./verify.py');

/** Reading takes 60 to 110 calls, acting up to 60. */
const toolCallsMax = 260;
const drawsOfIncident = 50;
const clausesMin = 3;

const index = z.number().int().nonnegative();
const incidentSchema: z.ZodType<Incident> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('finding'), lot: index, organism: z.string() }),
  z.strictObject({
    kind: z.literal('ingredient'),
    intake: index,
    hazard: z.string(),
    organism: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('carry-over'),
    lot: index,
    line: index,
    allergen: z.enum(allergens),
  }),
  z.strictObject({ kind: z.literal('fragment'), line: index, at: index }),
]);
const incidentMove = z.strictObject({ incident: incidentSchema });

export const recallFamily = worldFamily({
  world: 'recall',
  version: 2,
  title: 'Carry a food incident through the recall procedure: trace lots, hold, intercept, tell, credit.',
  begin(seed, rng): State {
    const wanted = { clauses: rng.integer(3, 6), idle: rng.integer(1, 3) };
    return { seed, incident: null, clauses: [], idle: [], wanted };
  },
  asked: {
    name: 'incident',
    doc: 'What was found: an organism in a lot, a withdrawn ingredient, an undeclared allergen, a missing part. Once.',
    schema: incidentMove,
    isAsked: ({ incident }) => incident !== null,
    kinds: incidentKinds,
    drawsMax: drawsOfIncident,
    draw: drawPromising,
    ask: (state, { incident }) => withIncident(state, incident),
  },
  clauses: {
    clause: {
      doc: 'Puts one more clause into the procedure; legal while overlooking it would lead to other acts.',
      clauses: optionalClauses,
      open: openClauses,
      wants: ({ clauses, wanted }) => clauses.length < wanted.clauses,
      add: withClause,
      inTurn,
    },
    idle: {
      doc: 'Puts a clause into the procedure that does not come to bear here, as most do not; after the deciding ones.',
      clauses: optionalClauses,
      open: openClauses,
      wants: (state) => state.idle.length < state.wanted.idle && !wantsDeciding(state),
      add: (state, clause) => ({ ...state, idle: added(state.idle, clause) }),
    },
  },
  faultOf,
  task,
});

function withIncident(state: State, incident: Incident): State | Illegal {
  const { records } = founded(state.seed);
  const known =
    (!('lot' in incident) || incident.lot < records.lots.length) &&
    (!('line' in incident) || incident.line < records.lines.length) &&
    (!('intake' in incident) || incident.intake < records.intakes.length) &&
    (incident.kind !== 'carry-over' ||
      records.runs.some(({ lot, line }) => lot === incident.lot && line === incident.line));
  return known
    ? { ...state, incident }
    : { illegal: 'the incident names something that is not in the records' };
}

/** An incident for which enough optional clauses decide something. */
function drawPromising(rng: Rng, state: State, kind: Incident['kind']): { incident: Incident } | null {
  const incident = drawIncident(rng, founded(state.seed).records, kind);
  const next = incident && { ...state, incident };
  return next && !faultOf(next) && promiseOf(next) >= clausesMin ? { incident } : null;
}

function withClause(state: State, clause: OptionalClause): State {
  return { ...state, clauses: added(state.clauses, clause) };
}

function added(clauses: readonly ClauseId[], one: ClauseId): OptionalClause[] {
  return optionalClauses.filter((id) => id === one || clauses.includes(id));
}

function wantsDeciding(state: State): boolean {
  return (
    state.clauses.length < state.wanted.clauses &&
    openClauses(state).some((clause) => !faultOf(withClause(state, clause)))
  );
}

/** Clauses that come to bear almost anywhere; the others go first, mostly, so that procedures differ. */
const common: readonly ClauseId[] = ['approval', 'authority', 'vulnerable', 'escalate'];

function inTurn(rng: Rng, clauses: readonly OptionalClause[]): OptionalClause[] {
  const rank = new Map(clauses.map((clause) => [clause, rng.next() + (common.includes(clause) ? 0.7 : 0)]));
  return [...clauses].sort((a, b) => rank.get(a)! - rank.get(b)!);
}

function task(state: State, game: Game): WorldTask | Refusal {
  const incident = state.incident!;
  const appraisal = appraisalOf(state)!;
  if (state.clauses.length < clausesMin)
    return refusal('few-clauses', 'Fewer than three optional clauses decide anything here.');
  const { records, parameters } = founded(state.seed);
  const procedure = writeProcedure(game.rng.fork('procedure'), parameters, appraisal.ruling.on);
  const open = {
    title: titleOf(records, incident),
    sample: incident.kind === 'finding' ? { lot: incident.lot, organism: incident.organism } : null,
  };
  const told = { id: incidentId(records), ...factsInMessage(records, incident) };
  const constants = { INCIDENT: JSON.stringify(told), PATTERNS: JSON.stringify(procedure.patterns) };
  return {
    world: recall,
    rows: rowsOf(records, open, procedure.sections),
    instruction: writeInstruction(game.rng.fork('instruction'), records, incident),
    answerFormat: { kind: 'state', schema: answerSchema },
    reference: {
      name: 'trace-and-act',
      how: 'Reads the procedure, traces lots backwards through rework slips, and does what the clauses say.',
      source: programOver(constants, `SKIP = set()\n\n${reference}`),
    },
    verifier: {
      program: verifier,
      data: {
        incident: incidentId(records),
        expected: factsOf(records, appraisal.acts),
        strict: strictGroups,
      },
      criteria: factCriteria(
        groups,
        groupTexts,
        'Nothing else in the system changed; reads, notes and log entries are free.',
      ),
    },
    trials: {
      ...trialsOf(game.rng.fork('trials'), appraisal),
      solvers: solversOf(appraisal, constants),
    },
    toolCallsMax,
  };
}

const groupTexts: GroupTexts<Group> = {
  lots: ['Every affected lot is recorded for the incident.', 'No sound lot is recorded as affected.'],
  holds: [
    'Every affected lot in stock that was not on hold is on hold.',
    'No other lot is put on hold, and none twice.',
  ],
  'hold-notes': ['Every affected lot that was on hold has a note on its hold.', null],
  stops: ['Planned shipments with affected lots are stopped.', 'No other shipment is stopped.'],
  intercepts: [
    'Shipments in transit with affected lots are intercepted.',
    'No other shipment is intercepted.',
  ],
  notices: [
    'Every customer who must be told is told in the right way about the right lots.',
    'Nobody else is told, and nobody twice.',
  ],
  credits: [
    'Every delivery that must be credited is, with the right amount and status.',
    'Nothing else is credited.',
  ],
  escalation: [
    'The incident is with the crisis team if the procedure asks for it.',
    'It is not with the crisis team if the procedure does not ask for it.',
  ],
  reports: [
    'Deliveries abroad are reported once for each country if the procedure asks for it.',
    'Nothing else is reported.',
  ],
};

interface Shortcut {
  name: string;
  how: string;
  overlooks: ClauseId[];
  /** Also leaves out what ran on the line. */
  line?: true;
}

/** Weak to strong: each is the reference with some of its steps left out. */
const shortcuts: readonly Shortcut[] = [
  {
    name: 'no-tracing',
    how: 'Treats what the message names and does not follow lines or rework.',
    overlooks: ['rework'],
    line: true,
  },
  {
    name: 'trusting-clerk',
    how: 'Takes every cleaning and inspection as done, and forgets earlier holds, notices and credits.',
    overlooks: ['completed-only', 'full-only', 'passed-only', 'second-hold', 'told-already', 'net-credit'],
  },
  {
    name: 'one-step',
    how: 'Does everything but follow rework beyond the first step.',
    overlooks: ['rework-chain'],
  },
];

/** Those that go wrong here; what the others leave out does not matter in this task. */
function solversOf(
  { ruling, incident, acts }: Appraisal,
  constants: Record<string, string>,
): Trials['solvers'] {
  return shortcuts
    .filter(
      ({ overlooks }) =>
        firstBreach(ruling.records, acts, decide(without(ruling, overlooks), incident)) !== null,
    )
    .map(({ name, how, overlooks, line }) => {
      const skip = `SKIP = set(${JSON.stringify(line ? [...overlooks, 'line'] : overlooks)})`;
      const source = programOver(constants, `${skip}\n\n${reference}`);
      return { name, how, source, expect: 'fails' };
    });
}

/** What the message says, as the reference program reads it. */
function factsInMessage(records: Appraisal['ruling']['records'], incident: Incident): JsonObject {
  const { lots, lines, intakes, materials, suppliers } = records;
  switch (incident.kind) {
    case 'finding':
      return { kind: incident.kind, lot: lots[incident.lot]!.id, organism: incident.organism };
    case 'ingredient': {
      const { material, supplier, batch } = intakes[incident.intake]!;
      return {
        kind: incident.kind,
        material: materials[material]!.name,
        supplier: suppliers[supplier]!.name,
        batch,
        organism: incident.organism,
      };
    }
    case 'carry-over':
      return {
        kind: incident.kind,
        lot: lots[incident.lot]!.id,
        line: lines[incident.line]!.id,
        allergen: incident.allergen,
      };
    case 'fragment':
      return {
        kind: incident.kind,
        line: lines[incident.line]!.id,
        at: new Date(incident.at * 60_000).toISOString().slice(0, 16).replace('T', ' '),
      };
  }
}

const answerSchema = exactObject({
  summary: { type: 'string', description: 'What was done, in a few lines.' },
});
