/** Family `search.port-notices`: which notices on the use of a quay counted on a day? */
import { createRng } from '@touchstone/contracts';
import { pythonFile } from '../../../interpreter/program.ts';
import { searchDraft } from '../../draft.ts';
import { spoken, type Day } from '../days.ts';
import { archiveFamily } from '../family.ts';
import { nameOn, noticeNumber, type Quay, type Restriction } from './model.ts';
import { evidenceMax, portOffice, type PortOffice } from './office.ts';
import { portProgram, shortcut } from './program.ts';
import { noticesInForce, useEvidence, useMisreadings, useNoticesAt } from './standing-notices.ts';
import { tellUse, useTellings } from './use-words.ts';

const python = pythonFile('use.py', import.meta.url);

/** About twice what the reference needs. */
const toolCallsMax = 80;
const listedMin = 2;
const listedMax = 6;
const trapsMin = 3;
/** So many notices of the last two years may or may not be in the list: one subset in 2^7 is right. */
const candidatesMin = 7;
const candidateDays = 730;
/** Days looked at as cases lie so far apart. */
const stepDays = 9;

export const portNotices = archiveFamily<PortOffice>({
  id: 'search.port-notices',
  version: 2,
  title: 'All notices on the use of a quay that were in force on a day.',
  open: portOffice,
  cases: distinctDays,
  tellings: useTellings.length,
  objection: ({ port }, key) => {
    const { quay, day } = caseOf(port, key);
    const right = noticesInForce(port, quay, day);
    if (right === null || right.length < listedMin || right.length > listedMax)
      return 'the list is too short or too long';
    const traps = mistakesIn(port, quay, day);
    if (traps.length < trapsMin) return 'the list is plain: hardly a mistake would change it';
    if (candidates(port, quay, day) < candidatesMin) return 'too few notices come into question';
    if (useEvidence(port, quay, day).required.length > evidenceMax) return 'it rests on too many records';
    return null;
  },
  draft: ({ port, archive, id }, key, told, game, lineage) => {
    const { quay, day } = caseOf(port, key);
    const right = noticesInForce(port, quay, day) as Restriction[];
    const traps = mistakesIn(port, quay, day);
    const { required, permitted } = useEvidence(port, quay, day);
    const data = { quay: nameOn(quay, day), date: spoken(day) };
    const fails = (how: string) => traps.some((trap) => trap.how === how);
    return searchDraft(game, lineage, {
      web: archive,
      splitKey: archive.splitKey,
      instruction: tellUse(port, nameOn(quay, day), day, told),
      fields: { notices: { kind: 'set', of: { kind: 'text' } } },
      answer: { notices: right.map(noticeNumber) },
      evidence: { required: required.map(id), permitted: permitted.map(id) },
      mistakes: [
        ...traps,
        ...right.map((left) => ({
          how: `notice ${noticeNumber(left)} is left out`,
          answer: { notices: right.filter((notice) => notice !== left).map(noticeNumber) },
        })),
      ],
      reference: portProgram(python, data, {
        name: 'spans',
        how: 'Collects the notices on the quay of three years under all its names, reads the span of each and what was done to it later.',
      }),
      solvers: [
        shortcut(python, data, {
          name: 'face-value',
          how: 'Takes every notice as it was issued and reads nothing that came later.',
          skip: ['cancelled', 'prolonged', 'continued', 'lapse'],
          fails: false,
        }),
        shortcut(python, data, {
          name: 'never-lapses',
          how: 'Reads all notices but no by-law: what stands until further notice stands for ever.',
          skip: ['lapse'],
          fails: false,
        }),
        shortcut(python, data, {
          name: 'ignores-cancellations',
          how: 'Reads everything but overlooks cancellations.',
          skip: ['cancelled'],
          fails: fails('cancellations are overlooked'),
        }),
        shortcut(python, data, {
          name: 'present-name-only',
          how: 'Reads everything that names the quay as it was called that day.',
          skip: ['names'],
          fails: fails('notices under an earlier name of the quay are not found'),
        }),
      ],
      chance: 2 ** -candidates(port, quay, day),
      toolCallsMax,
    });
  },
});

/** One day for each list that a quay ever had, in no order. */
function distinctDays({ port }: PortOffice): string[] {
  const seen = new Set<string>();
  const keys: string[] = [];
  const rng = createRng(`${port.slug}/notices`);
  for (const quay of port.quays)
    for (let day = port.first + 800 + rng.integer(0, stepDays); day < port.last; day += stepDays) {
      const right = noticesInForce(port, quay, day) ?? [];
      const list = `${quay.index} ${right.map(noticeNumber).join(' ')}`;
      if (right.length < listedMin || seen.has(list)) continue;
      seen.add(list);
      keys.push(`${quay.index}/${day}`);
    }
  return rng.shuffle(keys);
}

function caseOf(port: PortOffice['port'], key: string): { quay: Quay; day: Day } {
  const [index, day] = key.split('/').map(Number) as [number, number];
  return { quay: port.quays[index] as Quay, day };
}

function mistakesIn(port: PortOffice['port'], quay: Quay, day: Day) {
  const right = (noticesInForce(port, quay, day) ?? []).map(noticeNumber);
  return useMisreadings.flatMap((how) => {
    const wrong = (noticesInForce(port, quay, day, { misreading: how }) ?? []).map(noticeNumber);
    return wrong.length === 0 || wrong.join(' ') === right.join(' ')
      ? []
      : [{ how, answer: { notices: wrong } }];
  });
}

/** Notices that a reader has to decide about. */
function candidates(port: PortOffice['port'], quay: Quay, day: Day): number {
  return useNoticesAt(port, quay).filter(
    (notice) => notice.kind === 'restriction' && notice.issued <= day && notice.issued > day - candidateDays,
  ).length;
}
