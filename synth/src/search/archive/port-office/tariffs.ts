/** Registers of berths and tariffs over the years, and what a call had to pay. */
import type { Rng } from '@touchstone/contracts';
import { dayNumber } from '../../../general/world/distributions/dates.ts';
import { yearOf, type Day } from '../days.ts';
import type { Founding } from './found.ts';
import {
  quayClasses,
  type DepthNotice,
  type Edition,
  type Port,
  type Quay,
  type QuayClass,
  type Rates,
  type Tariff,
} from './model.ts';
import { depthOn } from './standing.ts';

/** Editions of the register, every three or four years; depths are those that counted three weeks before. */
export function makeEditions(
  rng: Rng,
  port: Omit<Port, 'editions' | 'tariffs' | 'calls' | 'vessels'>,
  firstClasses: readonly QuayClass[],
): Edition[] {
  const editions: Edition[] = [];
  let published = port.first - rng.integer(20, 300);
  while (published < port.last - 300) {
    const effective = published + rng.integer(20, 100);
    const known = { ...port, editions, tariffs: [], calls: [], vessels: [] };
    editions.push({
      year: yearOf(published),
      published,
      effective,
      entries: port.quays.map((quay) => ({
        depth: depthOn(known, quay, published - 20)?.depth ?? firstDepth(port, quay) + rng.integer(-4, 4),
        class: classAt(port, firstClasses, quay.index, effective),
      })),
    });
    published += rng.integer(1000, 1600);
  }
  return editions;
}

/** Before the first notice a quay was about as deep as that notice says. */
function firstDepth({ notices }: Pick<Port, 'notices'>, quay: Quay): number {
  return (
    notices.find((notice): notice is DepthNotice => notice.kind === 'depth' && notice.quay === quay)?.depth ??
    90
  );
}

function classAt(
  { reclassings }: Pick<Founding, 'reclassings'>,
  firstClasses: readonly QuayClass[],
  index: number,
  day: Day,
): QuayClass {
  const last = reclassings
    .filter(({ quay, effective }) => quay.index === index && effective <= day)
    .sort((one, other) => one.effective - other.effective)
    .at(-1);
  return last?.to ?? (firstClasses[index] as QuayClass);
}

/** A new schedule for most years, issued the autumn before; in some years one class is changed in summer. */
export function makeTariffs(rng: Rng, first: Day, last: Day): Tariff[] {
  const tariffs: Tariff[] = [];
  let rates: Rates = { A: rng.integer(700, 950), B: rng.integer(480, 650), C: rng.integer(300, 420) };
  for (let year = yearOf(first); year <= yearOf(last); year++) {
    if (tariffs.length === 0 || rng.chance(0.75)) {
      const raise = () => 1.01 + 0.05 * rng.next();
      rates = {
        A: Math.round(rates.A * raise()),
        B: Math.round(rates.B * raise()),
        C: Math.round(rates.C * raise()),
      };
      const effective = dayNumber(
        tariffs.length === 0
          ? `${year}-01-01`
          : rng.pick([`${year}-01-01`, `${year}-02-01`, `${year}-04-01`]),
      );
      tariffs.push({
        number: 0,
        issued: effective - rng.integer(25, 100),
        effective,
        rates,
        only: null,
      });
    }
    if (rng.chance(0.45)) {
      const only = rng.pick(quayClasses);
      rates = { ...rates, [only]: Math.round(rates[only] * (rng.chance(0.3) ? 0.94 : 1.05)) };
      const effective = dayNumber(`${year}-${rng.pick(['07', '08', '09', '10'])}-01`);
      tariffs.push({ number: 0, issued: effective - rng.integer(15, 60), effective, rates, only });
    }
  }
  const before = rng.integer(18, 70);
  tariffs.forEach((tariff, index) => (tariff.number = before + index));
  return tariffs;
}
