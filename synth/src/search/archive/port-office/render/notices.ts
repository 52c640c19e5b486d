/** Notices to Mariners as the harbour office words them. What is printed is what was printed, misprints included. */
import type { Rng } from '@touchstone/contracts';
import { spoken } from '../../days.ts';
import type { ArchiveRecord } from '../../archive.ts';
import { matters, plainMatters } from '../matters.ts';
import {
  metres,
  nameOn,
  noticeNumber,
  noticeRecord,
  type Correction,
  type DepthNotice,
  type Notice,
  type Port,
  type Restriction,
  type RestrictionChange,
  type Withdrawal,
} from '../model.ts';

export function noticeText(rng: Rng, port: Port, notice: Notice): ArchiveRecord {
  const { title, body } = contents(rng, notice);
  const number = noticeNumber(notice);
  const head = rng.pick([
    `Harbour Office of ${port.name}\nNotice to Mariners ${number}\nIssued ${spoken(notice.issued)}`,
    `PORT OF ${port.name.toUpperCase()}\nNotice to Mariners No. ${number}, issued on ${spoken(notice.issued)}`,
    `${port.name} Harbour Board: Notice to Mariners ${number}\nDate of issue: ${spoken(notice.issued)}`,
  ]);
  const master = port.masters.some(({ name }) => name === notice.signer);
  const foot = master
    ? `${notice.signer}\nHarbour Master`
    : `for the Harbour Master\n${notice.signer}, surveyor`;
  return {
    id: noticeRecord(notice),
    title: `Notice to Mariners ${number}: ${title}`,
    text: `${head}\n\n${body}\n\n${foot}\n`,
  };
}

function contents(rng: Rng, notice: Notice): { title: string; body: string } {
  switch (notice.kind) {
    case 'depth':
      return depth(rng, notice);
    case 'withdrawal':
      return withdrawal(rng, notice);
    case 'correction':
      return correction(rng, notice);
    case 'restriction':
      return restriction(rng, notice);
    case 'change':
      return change(rng, notice);
    case 'plain': {
      const matter = plainMatters[notice.matter] as (typeof plainMatters)[number];
      return { title: matter.title, body: matter.body(nameOn(notice.quay, notice.issued)) };
    }
  }
}

function depth(rng: Rng, notice: DepthNotice): { title: string; body: string } {
  const quay = nameOn(notice.quay, notice.issued);
  const from = spoken(notice.printed.effective);
  const figure = `${metres(notice.printed.depth)} metres below chart datum`;
  const why = cause(rng, notice, quay);
  const body = rng.pick([
    `${why} With effect from ${from} the depth alongside ${quay} is ${figure}.`,
    `From ${from} the depth to be reckoned with along the whole face of ${quay} is ${figure}. ${why}`,
    `${why} The depth at ${quay} is accordingly fixed at ${figure}. This notice takes effect on ${from}.`,
    `Masters and pilots are informed that the depth alongside ${quay} is ${figure}, counting from ${from}. ${why}`,
  ]);
  const end =
    notice.until === null
      ? ''
      : rng.pick([
          `\nThis notice stands for a time only, until ${spoken(notice.until)} inclusive.`,
          `\nThe last day of this notice is ${spoken(notice.until)}.`,
        ]);
  return {
    title: rng.pick([`depth alongside ${quay}`, `${quay}, depth alongside`]),
    body: body + end,
  };
}

function cause(rng: Rng, notice: DepthNotice, quay: string): string {
  const sounded = spoken(notice.issued - rng.integer(4, 16));
  const least = metres(notice.printed.depth + rng.integer(1, 4));
  switch (notice.cause) {
    case 'silt':
      return rng.pick([
        `Silt has gathered off ${quay}; the least sounding found on ${sounded} was ${least} metres.`,
        `The winter freshets have laid silt along the quay wall, as the soundings of ${sounded} show.`,
      ]);
    case 'dredged':
      return rng.pick([
        `The dredging of the berth is finished and was swept on ${sounded}.`,
        `The contractor's dredger has left ${quay}; the sweep of ${sounded} found no less than ${least} metres.`,
      ]);
    case 'survey':
      return rng.pick([
        `The berth was sounded on ${sounded}; the least figure was ${least} metres.`,
        `This follows the survey completed on ${sounded}.`,
      ]);
    case 'obstruction':
      return rng.pick([
        'A lost container lies on the bottom close to the wall and is to be lifted.',
        'Stone from the repair of the wall has slid into the berth and will be cleared.',
        'A length of dredging pipe has been lost alongside and is being searched for.',
      ]);
  }
}

function named(notice: { issued: number; number: number }): string {
  return `[[${noticeRecord(notice)}|${noticeNumber(notice)}]]`;
}

function withdrawal(rng: Rng, { of, effective }: Withdrawal): { title: string; body: string } {
  const quay = nameOn(of.quay, of.issued);
  const reason = rng.pick([
    'The survey on which it rested was reduced to a wrong datum.',
    'The soundings were found to have been taken with a faulty transducer.',
    'The pilots have reported less water than it promises, and the lead bears them out.',
    'It was issued before the board had accepted the work.',
  ]);
  const body = rng.pick([
    `Notice to Mariners ${named(of)} (${quay}) is withdrawn with effect from ${spoken(effective)}. ${reason}`,
    `${reason} Notice ${named(of)}, on the depth alongside ${quay}, is therefore withdrawn from ${spoken(effective)}.`,
    `Masters are informed that Notice ${named(of)} about ${quay} is withdrawn as from ${spoken(effective)}. ${reason}`,
  ]);
  return { title: `Notice ${noticeNumber(of)} (${quay}) withdrawn`, body };
}

function correction(rng: Rng, { of, field }: Correction): { title: string; body: string } {
  const quay = nameOn(of.quay, of.issued);
  const [wrong, right] =
    field === 'depth'
      ? [`${metres(of.printed.depth)} metres`, `${metres(of.depth)} metres`]
      : [spoken(of.printed.effective), spoken(of.effective)];
  const body = rng.pick([
    `In Notice to Mariners ${named(of)} (${quay}), for “${wrong}” read “${right}”.`,
    `A printer's error is regretted in Notice ${named(of)} on the depth alongside ${quay}: for “${wrong}” read “${right}”.`,
    `Holders of Notice ${named(of)}, ${quay}, are asked to amend their copies: for “${wrong}” read “${right}”.`,
  ]);
  return { title: `correction of Notice ${noticeNumber(of)} (${quay})`, body };
}

function restriction(rng: Rng, notice: Restriction): { title: string; body: string } {
  const matter = matters[notice.matter] as (typeof matters)[number];
  const quay = nameOn(notice.quay, notice.issued);
  const from = spoken(notice.effective);
  const time =
    notice.until === null
      ? rng.pick([
          `This counts from ${from} until further notice.`,
          `In force from ${from} until further notice.`,
        ])
      : rng.pick([
          `This counts from ${from} to ${spoken(notice.until)}, both days included.`,
          `In force from ${from} up to and including ${spoken(notice.until)}.`,
        ]);
  return { title: `${quay}, ${matter.title}`, body: `${matter.body(quay)} ${time}` };
}

function change(rng: Rng, { of, act, effective, until }: RestrictionChange): { title: string; body: string } {
  const quay = nameOn(of.quay, of.issued);
  const matter = (matters[of.matter] as (typeof matters)[number]).title;
  if (act === 'cancels')
    return {
      title: `Notice ${noticeNumber(of)} (${quay}) cancelled`,
      body: rng.pick([
        `Notice to Mariners ${named(of)} (${quay}, ${matter}) is cancelled with effect from ${spoken(effective)}, the cause being removed.`,
        `The matter of Notice ${named(of)} at ${quay} (${matter}) is settled, and the notice is cancelled with effect from ${spoken(effective)}.`,
      ]),
    };
  if (act === 'prolongs')
    return {
      title: `Notice ${noticeNumber(of)} (${quay}) prolonged`,
      body: rng.pick([
        `The work not being finished, Notice to Mariners ${named(of)} (${quay}, ${matter}) is prolonged; its last day is now ${spoken(until as number)}.`,
        `Notice ${named(of)} about ${quay} (${matter}) is prolonged up to and including ${spoken(until as number)}.`,
      ]),
    };
  return {
    title: `Notice ${noticeNumber(of)} (${quay}) continued`,
    body: rng.pick([
      `Notice to Mariners ${named(of)} (${quay}, ${matter}), which stands until further notice, is continued with effect from ${spoken(effective)}.`,
      `It is still needed: Notice ${named(of)} at ${quay} (${matter}) is continued with effect from ${spoken(effective)}.`,
    ]),
  };
}
