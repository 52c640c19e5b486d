/**
 * What the museum's collections policy says in the course of the years: three articles are amended, each amendment has a
 * day on which it comes into force, and one is revoked before that day.
 */
import type { Rng } from '@touchstone/contracts';
import type { Day } from '../days.ts';
import type { Amendment, Article, Articles, Basis } from './museum.ts';

export function drawPolicy(
  rng: Rng,
  first: Day,
  last: Day,
): { adopted: Day; articles: Articles; amendments: Amendment[] } {
  const bases = rng.shuffle<Basis>(['agreement', 'despatch', 'damage']);
  const percents = rng.shuffle([5, 8, 10, 12, 15]);
  const leasts = rng.sample([20, 25, 40, 50, 75, 100], 4).sort((one, other) => one - other);
  const fees = rng.sample([3, 4, 5, 6, 8, 10, 12, 15], 4).sort((one, other) => one - other);
  const versions: { [A in Article]: Articles[A][] } = {
    cover: bases,
    share: percents.slice(0, 4).map((percent, index) => ({ percent, least: leasts[index]! })),
    late: fees,
  };
  const years = (last - first) / 365.25;
  const adopted = first + rng.integer(20, 200);
  const drawn = (Object.keys(versions) as Article[]).flatMap((article) => {
    const count = versions[article].length - 1;
    // The last version of the share and of the late fee is the one that is revoked, or none.
    const slots = rng
      .sample(
        Array.from({ length: Math.floor(years / 3) - 1 }, (_, index) => index + 1),
        count,
      )
      .sort((one, other) => one - other);
    return slots.map((slot, index) => ({
      article,
      value: versions[article][index + 1]!,
      adopted: first + slot * 1095 + rng.integer(0, 700),
    }));
  });
  const revocable = drawn.filter(({ article }) => article !== 'cover');
  const doomed = rng.sample(revocable, 2);
  const amendments = drawn
    .sort((one, other) => one.adopted - other.adopted)
    .map((each, index): Amendment => {
      const from = firstOfMonth(each.adopted + rng.integer(40, 260));
      const number = index + 1;
      return {
        ...each,
        number,
        from,
        record: `policy-amendment-${number}`,
        revoked: doomed.includes(each)
          ? {
              day: each.adopted + Math.floor((from - each.adopted) * (0.4 + rng.next() * 0.5)),
              record: `policy-revocation-${number}`,
            }
          : null,
      };
    });
  return { adopted, articles: { cover: bases[0]!, share: versions.share[0]!, late: fees[0]! }, amendments };
}

/** The first day of the month of a day. */
export function firstOfMonth(day: Day): Day {
  return day - new Date(day * 86_400_000).getUTCDate() + 1;
}

/** The day itself, or the next on which offices work: no Sunday, and nothing from Christmas to New Year. */
export function workday(day: Day): Day {
  const date = new Date(day * 86_400_000);
  const holiday = date.toISOString().slice(5, 10) >= '12-25' || date.toISOString().slice(5, 10) === '01-01';
  return holiday || date.getUTCDay() === 0 ? workday(day + 1) : day;
}
