/** Family `search.port-dues`: what did a call have to pay, by the class, schedule, by-law and rebate in force when it was made? */
import { createRng, type AnswerType } from '@touchstone/contracts';
import { pythonFile } from '../../../interpreter/program.ts';
import { chanceMax, searchDraft } from '../../draft.ts';
import { oncePer } from '../../memo.ts';
import { spoken } from '../days.ts';
import { archiveFamily } from '../family.ts';
import { callOfYear, duesEvidence, duesFields, readDues, wrongDues, type Dues } from './dues-case.ts';
import { duesTellings, tellDues } from './dues-words.ts';
import { callRecord, dayOf, quayClasses, type Call, type Port } from './model.ts';
import { evidenceMax, portOffice, type PortOffice } from './office.ts';
import { portProgram, shortcut } from './program.ts';

const python = pythonFile('dues.py', import.meta.url);

/** About three times what the reference needs. */
const toolCallsMax = 60;
/** Out of class, schedule, by-law and rebate, so many must be easy to get wrong. */
const trapKindsMin = 3;

const fields: Record<string, AnswerType> = {
  class: { kind: 'text' },
  schedule: { kind: 'text' },
  periods: { kind: 'integer' },
  rebate_percent: { kind: 'integer', unit: '%' },
  due: { kind: 'number', absoluteTolerance: 0.004, unit: 'GBP' },
};

export const portDues = archiveFamily<PortOffice>({
  id: 'search.port-dues',
  version: 2,
  title: 'What a call had to pay in quay dues, by what was in force when it was made.',
  open: portOffice,
  cases: ({ port }) => createRng(`${port.slug}/dues`).shuffle(port.calls).map(callRecord),
  tellings: duesTellings.length,
  objection: ({ port }, key) => {
    const call = callOf(port, key);
    const right = readDues(port, call);
    if (right === null) return 'the records do not tell what was due';
    const kinds = new Set(wrongDues(port, call).map(({ about }) => about));
    if (kinds.size < trapKindsMin) return 'the bill is plain: hardly a mistake would change it';
    if (!kinds.has('class')) return 'the class of the quay is plain';
    if (chanceOf(port, call) > chanceMax) return 'too few schedules and rules come into question';
    if (duesEvidence(port, call).required.length > evidenceMax) return 'it rests on too many records';
    return null;
  },
  draft: ({ port, archive, id }, key, told, game, lineage) => {
    const call = callOf(port, key);
    const right = readDues(port, call) as Dues;
    const wrong = wrongDues(port, call);
    const { required, permitted } = duesEvidence(port, call);
    const data = { vessel: call.vessel.name, date: spoken(dayOf(call.arrived)) };
    const invoiced = told.rng.pick(wrong.filter(({ dues }) => dues.pence !== right.pence)).dues.pence;
    const fails = (how: string) => wrong.some((each) => each.how === how);
    return searchDraft(game, lineage, {
      web: archive,
      splitKey: archive.splitKey,
      instruction: tellDues(port, call, invoiced, told),
      fields,
      answer: duesFields(right),
      evidence: { required: required.map(id), permitted: permitted.map(id) },
      mistakes: wrong.map(({ how, dues }) => ({ how, answer: duesFields(dues) })),
      reference: portProgram(python, data, {
        name: 'ledger',
        how: 'Plays editions, orders and schedules in order of their effect up to the day she was all fast, counts her calls of the year and does the sum in pence.',
      }),
      solvers: [
        shortcut(python, data, {
          name: 'register-only',
          how: 'Takes the class from the register, the schedule from its date of issue, and gives no rebate.',
          skip: ['orders', 'effect', 'amendments', 'rebate', 'revocations'],
          fails: false,
        }),
        shortcut(python, data, {
          name: 'ignores-class-orders',
          how: 'Reads everything but the orders that class a quay anew.',
          skip: ['orders'],
          fails: fails('orders that class a quay are overlooked'),
        }),
        shortcut(python, data, {
          name: 'ignores-amendments',
          how: 'Reads everything but schedules that change a single class.',
          skip: ['amendments'],
          fails: fails('changes of one class are overlooked'),
        }),
        shortcut(python, data, {
          name: 'no-rebate',
          how: 'Reads everything but never looks for earlier calls.',
          skip: ['rebate'],
          fails: fails('no rebate is given'),
        }),
      ],
      chance: chanceOf(port, call),
      toolCallsMax,
    });
  },
});

const callsByRecord = oncePer(({ calls }: Port) => new Map(calls.map((call) => [callRecord(call), call])));

function callOf(port: Port, key: string): Call {
  return callsByRecord(port).get(key) as Call;
}

/** A class, any schedule so far, hours or days, rebate or none where she had called before; the sum follows. */
function chanceOf(port: Port, call: Call): number {
  const schedules = port.tariffs.filter(({ effective }) => effective <= dayOf(call.berthed)).length;
  const rebates = callOfYear(port, call) > 1 ? 2 : 1;
  return 1 / (quayClasses.length * Math.max(1, schedules) * 2 * rebates);
}
