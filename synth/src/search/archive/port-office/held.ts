/** Family `search.port-held`: a vessel was held in the roads for the tide; what counted that day, and did she have to wait? */
import { createRng, type AnswerType } from '@touchstone/contracts';
import { pythonFile } from '../../../interpreter/program.ts';
import { chanceMax, searchDraft } from '../../draft.ts';
import { spoken } from '../days.ts';
import { archiveFamily } from '../family.ts';
import { depthFields, evidenceOf, inWords, readCall, wrongReadings, type DepthAnswer } from './depth-case.ts';
import { heldTellings, tellHeld } from './held-words.ts';
import { callRecord, dayOf, type Call } from './model.ts';
import { evidenceMax, portOffice, type PortOffice } from './office.ts';
import { portProgram, shortcut } from './program.ts';
import { depthMisreadings, noticesAt, versionOn } from './standing.ts';

const python = pythonFile('held.py', import.meta.url);

/** About three times what the reference needs. */
const toolCallsMax = 60;
const depthTrapsMin = 2;

const fields: Record<string, AnswerType> = {
  depth_from: { kind: 'text' },
  depth: { kind: 'number', absoluteTolerance: 0.01, unit: 'm' },
  clearance_from: { kind: 'text' },
  greatest_draught: { kind: 'number', absoluteTolerance: 0.01, unit: 'm' },
  could_berth_at_low_water: { kind: 'boolean' },
};

const depthTraps: ReadonlySet<string> = new Set(depthMisreadings);

export const portHeld = archiveFamily<PortOffice>({
  id: 'search.port-held',
  version: 2,
  title: 'Whether a vessel had to wait for the tide, by the notices and by-laws in force that day.',
  open: portOffice,
  cases: ({ port }) => distinctCases(port).map(callRecord),
  tellings: heldTellings.length,
  objection: ({ port }, key) => {
    const call = callOf(port.calls, key);
    const right = readCall(port, call);
    if (right === null) return 'the records do not tell what counted';
    const wrong = wrongReadings(port, call);
    const slips = wrong.filter(({ how }) => depthTraps.has(how));
    if (slips.length < depthTrapsMin) return 'the depth is plain: hardly a mistake would change it';
    if (slips.length === wrong.length)
      return 'the by-law is plain: no mistake about it would change the answer';
    if (wrong.every(({ answer }) => answer.allowed === right.allowed))
      return 'whatever counted, she had to wait or had not: the verdict hangs on nothing';
    if (chanceOf(port, call) > chanceMax) return 'too little had been noticed by then: it could be guessed';
    if (evidenceOf(port, call).required.length > evidenceMax) return 'it rests on too many records';
    return null;
  },
  draft: ({ port, archive, id }, key, told, game, lineage) => {
    const call = callOf(port.calls, key);
    const right = readCall(port, call) as DepthAnswer;
    const wrong = wrongReadings(port, call);
    const evidence = evidenceOf(port, call);
    const data = { vessel: call.vessel.name, date: spoken(dayOf(call.arrived)) };
    const hasTrap = (how: string) => wrong.some((each) => each.how === how);
    return searchDraft(game, lineage, {
      web: archive,
      splitKey: archive.splitKey,
      instruction: tellHeld(port, call, told),
      fields,
      answer: depthFields(right),
      evidence: { required: evidence.required.map(id), permitted: evidence.permitted.map(id) },
      mistakes: [
        ...wrong.map(({ how, answer }) => ({ how, answer: depthFields(answer) })),
        {
          how: 'the verdict is the other way round',
          answer: depthFields({ ...right, allowed: !right.allowed }),
        },
      ],
      reference: portProgram(python, data, {
        name: 'replay',
        how: 'Finds her return, the notices on her quay under all its names and the orders on both by-laws, and replays them day by day.',
      }),
      solvers: [
        shortcut(python, data, {
          name: 'plain-reader',
          how: 'Takes every notice from its date of issue and knows neither withdrawals, corrections nor revocations.',
          skip: ['effect', 'withdrawals', 'corrections', 'revocations', 'lapse'],
          fails: false,
        }),
        shortcut(python, data, {
          name: 'ignores-withdrawals',
          how: 'Reads everything but overlooks that notices were withdrawn.',
          skip: ['withdrawals'],
          fails: hasTrap('withdrawals are ignored'),
        }),
        shortcut(python, data, {
          name: 'ignores-corrections',
          how: 'Reads everything but takes misprints as printed.',
          skip: ['corrections'],
          fails: hasTrap('misprints stand'),
        }),
        shortcut(python, data, {
          name: 'present-name-only',
          how: 'Reads everything that names the quay as the return does, and nothing under an earlier name.',
          skip: ['names'],
          fails: false,
        }),
      ],
      chance: chanceOf(port, call),
      toolCallsMax,
    });
  },
});

/** Vessels held, in no order, at most two for each notice and by-law that counted: a third would ask the same again. */
function distinctCases(port: PortOffice['port']): Call[] {
  const times = new Map<string, number>();
  return createRng(`${port.slug}/held`)
    .shuffle(port.calls.filter(({ held }) => held))
    .filter((call) => {
      const right = readCall(port, call);
      if (right === null) return false;
      const { depthFrom, rule } = inWords(right);
      const key = `${call.quay.index} ${depthFrom[0]} ${rule[0]}`;
      times.set(key, (times.get(key) ?? 0) + 1);
      return (times.get(key) as number) <= 2;
    });
}

function callOf(calls: readonly Call[], key: string): Call {
  return calls.find((call) => callRecord(call) === key) as Call;
}

/** Any of the quay's notices so far, any version of the by-law so far, and one of two verdicts; the sizes follow. */
function chanceOf(port: PortOffice['port'], call: Call): number {
  const day = dayOf(call.arrived);
  const notices = noticesAt(port, call.quay).filter(
    ({ kind, issued }) => kind === 'depth' && issued <= day,
  ).length;
  const { clearance } = port.byLaws;
  const versions = clearance.versions.filter(
    (_, index) => versionOn({ ...clearance, versions: clearance.versions.slice(0, index + 1) }, day) !== null,
  ).length;
  return 1 / (Math.max(1, notices) * Math.max(1, versions) * 2);
}
