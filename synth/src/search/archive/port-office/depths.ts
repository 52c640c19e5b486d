/** Lets quays silt up and be dredged over the years, and the harbour office say so in notices, with the slips that offices make. */
import type { Rng } from '@touchstone/contracts';
import type { Day } from '../days.ts';
import type { Correction, DepthNotice, Notice, Quay, Withdrawal } from './model.ts';

type Pattern = 'plain' | 'withdrawn' | 'early-withdrawn' | 'for-a-time';

const patterns: readonly (readonly [Pattern, number])[] = [
  ['plain', 4],
  ['withdrawn', 3],
  ['early-withdrawn', 1],
  ['for-a-time', 2],
];
const misprintShare = 0.3;

/** Notices about the depth at one quay, unnumbered and unsigned. Effective days of one quay differ by at least a day. */
export function depthNotices(rng: Rng, quay: Quay, first: Day, last: Day): Notice[] {
  const notices: Notice[] = [];
  const dredged = rng.integer(62, 122);
  let depth = dredged;
  const fix = (issued: Day, lag: number, extra: Partial<DepthNotice> = {}): DepthNotice => {
    const effective = issued + lag;
    const notice: DepthNotice = {
      kind: 'depth',
      quay,
      issued,
      number: 0,
      signer: '',
      effective,
      depth,
      until: null,
      printed: { effective, depth },
      cause: 'survey',
      ...extra,
    };
    notices.push(notice);
    return notice;
  };
  fix(first + rng.integer(3, 40), 2);
  let day = first + rng.integer(120, 260);
  while (day < last - 200) {
    const [next, cause] = drift(rng, depth, dredged);
    const before = depth;
    depth = next;
    const pattern = rng.weighted(patterns);
    if (pattern === 'for-a-time') {
      const lag = rng.integer(0, 9);
      const until = day + lag + rng.integer(20, 75);
      depth = before - rng.integer(3, 9);
      fix(day, lag, { until, cause: 'obstruction' });
      depth = before;
      day = until;
    } else {
      const notice = misprinted(rng, fix(day, rng.integer(3, 26), { cause }), notices);
      day = notice.effective;
      if (pattern !== 'plain') {
        const early = pattern === 'early-withdrawn' && notice.effective - notice.issued > 4;
        const issued = early ? notice.effective - 2 : notice.effective + rng.integer(12, 60);
        const effective = early ? issued : issued + rng.integer(0, 12);
        notices.push({
          kind: 'withdrawal',
          of: notice,
          issued,
          effective,
          number: 0,
          signer: '',
        } satisfies Withdrawal);
        day = effective;
        depth = before;
      }
    }
    // A slip is often followed by the next notice soon.
    day += pattern === 'plain' ? rng.integer(110, 330) : rng.integer(15, 120);
  }
  return notices;
}

/** Silt comes slowly, a dredger brings the depth back and sometimes beyond. Steps are at least 0.3 m, so that each can be told from the last. */
function drift(rng: Rng, depth: number, dredged: number): [number, DepthNotice['cause']] {
  const silted = dredged - depth;
  if (silted >= 8 || rng.chance(silted / 25 + 0.1))
    return [Math.max(depth + 3, dredged + rng.integer(-2, 6)), 'dredged'];
  return [depth - rng.integer(3, 7), rng.chance(0.5) ? 'silt' : 'survey'];
}

/** Now and then a wrong figure is printed and put right later. A wrong date is put right before either date comes. */
function misprinted(rng: Rng, notice: DepthNotice, notices: Notice[]): DepthNotice {
  if (!rng.chance(misprintShare)) return notice;
  const lag = notice.effective - notice.issued;
  const field = lag >= 8 && rng.chance(0.4) ? 'effective' : 'depth';
  const issued =
    field === 'effective' ? notice.issued + rng.integer(2, 5) : notice.issued + rng.integer(4, 45);
  if (field === 'depth') notice.printed.depth += rng.pick([-10, 10, -3, 3, 6]);
  else notice.effective += rng.pick([10, 10, 20]);
  notices.push({ kind: 'correction', of: notice, field, issued, number: 0, signer: '' } satisfies Correction);
  return notice;
}
