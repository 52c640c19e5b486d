/** Works, closures and limits at the quays: notices that run for a while, and those that end, prolong or continue them. */
import type { Rng } from '@touchstone/contracts';
import type { Notice, PlainNotice, Port, Quay, Restriction, RestrictionChange } from './model.ts';
import { matters, plainMatters } from './matters.ts';

/** Notices about one quay's use, unnumbered and unsigned. */
export function restrictionNotices(rng: Rng, quay: Quay, first: number, last: number): Notice[] {
  const notices: Notice[] = [];
  let day = first + rng.integer(10, 90);
  /** The same trouble does not come back at once. */
  let lately: number[] = [];
  while (day < last - 60) {
    const open = rng.chance(0.4);
    const effective = day + rng.integer(0, 25);
    const matter = rng.pick([...matters.keys()].filter((each) => !lately.includes(each)));
    lately = [matter, ...lately].slice(0, 7);
    const restriction: Restriction = {
      kind: 'restriction',
      quay,
      matter,
      issued: day,
      effective,
      until: open ? null : effective + rng.integer(10, 150),
      number: 0,
      signer: '',
    };
    notices.push(restriction, ...changes(rng, restriction));
    // Troubles come in clusters: a quay under works has several notices at once.
    day += rng.chance(0.55) ? rng.integer(4, 40) : rng.integer(60, 330);
  }
  return notices.filter(({ issued }) => issued < last - 5);
}

function changes(rng: Rng, of: Restriction): RestrictionChange[] {
  const act = rng.weighted([
    ['none', 5],
    ['cancels', 3],
    ['prolongs', 2],
    ['continues', 2],
  ] as const);
  const change = (issued: number, effective: number, until: number | null = null): RestrictionChange => ({
    kind: 'change',
    of,
    act: act as RestrictionChange['act'],
    issued,
    effective,
    until,
    number: 0,
    signer: '',
  });
  if (
    act === 'none' ||
    (act === 'prolongs' && of.until === null) ||
    (act === 'continues' && of.until !== null)
  )
    return [];
  if (act === 'prolongs') {
    const end = of.until as number;
    return [change(end - rng.integer(1, 9), end, end + rng.integer(15, 120))];
  }
  if (act === 'continues') {
    const issued = of.effective + rng.integer(90, 170);
    return [change(issued, issued)];
  }
  const effective =
    of.effective + rng.integer(8, of.until === null ? 160 : Math.max(9, of.until - of.effective - 2));
  return [change(Math.max(of.issued + 1, effective - rng.integer(0, 14)), effective)];
}

/** Notices that nobody asks about: lights, buoys, regattas, firing. */
export function plainNotices(rng: Rng, port: Pick<Port, 'quays' | 'first' | 'last'>): PlainNotice[] {
  const count = Math.round((port.last - port.first) / 16);
  return Array.from({ length: count }, () => ({
    kind: 'plain',
    matter: rng.integer(0, plainMatters.length - 1),
    quay: rng.pick(port.quays),
    issued: rng.integer(port.first, port.last),
    number: 0,
    signer: '',
  }));
}
