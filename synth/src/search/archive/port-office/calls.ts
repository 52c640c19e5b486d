/** The vessels that come to a port and their calls: regular traders over the years, and arrivals on days when it was not plain what counted. */
import type { Rng } from '@touchstone/contracts';
import type { Day } from '../days.ts';
import { dayOf, minutesPerDay, vesselTypes, type Call, type Port, type Quay, type Vessel } from './model.ts';
import { flags, vesselHeads, vesselTails } from './names.ts';
import { numberByYear } from './found.ts';
import { depthOn, greatestDraught, isTanker, noticesAt, versionOn } from './standing.ts';

const vesselsMin = 110;
const vesselsMax = 140;
const trapCallsMax = 260;
/** So many days between two calls of one vessel at least. */
const voyageDays = 7;

export function makeVessels(rng: Rng): Vessel[] {
  const names = rng.shuffle(vesselHeads.flatMap((head) => vesselTails.map((tail) => `${head} ${tail}`)));
  return names.slice(0, rng.integer(vesselsMin, vesselsMax)).map((name) => {
    const draughtMax = Math.min(118, Math.max(52, Math.round(rng.normal(84, 18))));
    const length = Math.round(17 * (draughtMax / 10) * (0.95 + 0.1 * rng.next()));
    const grossTons = Math.round(13 * (draughtMax / 10) ** 3.1 * (0.85 + 0.35 * rng.next()));
    const type = rng.weighted(vesselTypes.map((each) => [each, weightOf(each, draughtMax)] as const));
    return { name, type, flag: rng.pick(flags), grossTons, length, draughtMax };
  });
}

/** Coasters are small and bulk carriers large. */
function weightOf(type: Vessel['type'], draughtMax: number): number {
  const small = draughtMax < 70;
  return {
    tanker: 3,
    'gas carrier': 1,
    'bulk carrier': small ? 0.5 : 3,
    'general cargo ship': 2,
    coaster: small ? 5 : 0,
    reefer: 1,
  }[type];
}

type Unnumbered = Omit<Port, 'calls'>;

export function makeCalls(rng: Rng, port: Unnumbered): Call[] {
  const world: Port = { ...port, calls: [] };
  const busy = new Map<Vessel, Day[]>();
  const calls: Call[] = [];
  const add = (call: Call | null) => {
    if (call === null) return;
    const day = dayOf(call.arrived);
    const days = busy.get(call.vessel) ?? [];
    if (days.some((other) => Math.abs(other - day) < voyageDays)) return;
    busy.set(call.vessel, [...days, day]);
    calls.push(call);
  };
  for (const [quay, day] of trapDays(rng.fork('traps'), world))
    add(trapCall(rng.fork(`${quay.index}/${day}`), world, quay, day));
  for (const vessel of port.vessels)
    for (const call of trade(rng.fork(vessel.name), world, vessel)) add(call);
  numberByYear(calls, ({ arrived }) => arrived / minutesPerDay);
  return calls;
}

/** Days just after something was issued, withdrawn, corrected or lapsed, and days between the making of an order and its effect. */
function trapDays(rng: Rng, port: Port): [Quay, Day][] {
  const days: [Quay, Day][] = [];
  for (const quay of port.quays)
    for (const notice of noticesAt(port, quay)) {
      if (notice.kind === 'correction') {
        if (notice.field === 'depth')
          days.push([quay, Math.max(notice.of.effective, notice.issued - rng.integer(1, 6))]);
        days.push([quay, Math.max(notice.issued, notice.of.effective) + rng.integer(1, 12)]);
        continue;
      }
      if (notice.effective - notice.issued > 2)
        days.push([quay, rng.integer(notice.issued + 1, notice.effective - 1)]);
      if (notice.kind === 'withdrawal') {
        days.push(
          [quay, notice.effective + rng.integer(1, 14)],
          [quay, notice.effective + rng.integer(1, 20)],
        );
      } else if (notice.until !== null) days.push([quay, notice.until + rng.integer(1, 10)]);
    }
  for (const { made, effective } of port.byLaws.clearance.versions)
    for (const quay of rng.sample(port.quays, 5))
      if (effective - made > 3) days.push([quay, rng.integer(made + 1, effective - 1)]);
  const within = days.filter(([, day]) => day > port.first + 120 && day < port.last - 60);
  return rng.shuffle(within).slice(0, trapCallsMax);
}

/** A vessel about as deep as the quay allows, so that it matters what counted. */
function trapCall(rng: Rng, port: Port, quay: Quay, day: Day): Call | null {
  const fixed = depthOn(port, quay, day);
  const version = versionOn(port.byLaws.clearance, day);
  if (!fixed || !version) return null;
  const draught = (vessel: Vessel) =>
    greatestDraught(fixed.depth, version.rule, isTanker(vessel)) + rng.integer(-5, 5);
  const fitting = port.vessels.filter(
    (vessel) =>
      vessel.length <= quay.length - 8 &&
      vessel.draughtMax >= draught(vessel) &&
      vessel.draughtMax - draught(vessel) < 30,
  );
  if (fitting.length === 0) return null;
  const vessel = rng.pick(fitting);
  const held = rng.chance(0.85);
  return visit(rng, port, { vessel, quay, day, draught: Math.min(draught(vessel), vessel.draughtMax), held });
}

/** Calls of a trader: every few weeks or months for some years, mostly at the same quay. */
function trade(rng: Rng, port: Port, vessel: Vessel): Call[] {
  const fitting = port.quays.filter(
    (quay) =>
      quay.length >= vessel.length + 8 &&
      (depthOn(port, quay, port.first + 400)?.depth ?? 0) >= vessel.draughtMax * 1.04,
  );
  if (fitting.length === 0) return [];
  const home = rng.pick(fitting);
  const calls: Call[] = [];
  const gap = rng.weighted([
    [30, 1],
    [70, 2],
    [140, 4],
    [260, 5],
  ] as const);
  let day = rng.integer(port.first + 20, Math.round(port.last - 700));
  const end = Math.min(port.last - 20, day + rng.integer(500, 4200));
  while (day < end) {
    const quay = rng.chance(0.8) ? home : rng.pick(fitting);
    const draught = Math.round(vessel.draughtMax * (0.78 + 0.22 * Math.sqrt(rng.next())));
    const version = versionOn(port.byLaws.clearance, day);
    const depth = depthOn(port, quay, day)?.depth ?? 0;
    const deep = version !== null && draught > greatestDraught(depth, version.rule, isTanker(vessel));
    if (draught < depth + 15)
      calls.push(visit(rng, port, { vessel, quay, day, draught, held: deep && rng.chance(0.9) }));
    day += Math.max(voyageDays, Math.round(gap * (0.5 + rng.next())));
  }
  return calls;
}

function visit(
  rng: Rng,
  port: Port,
  { vessel, quay, day, draught, held }: Pick<Call, 'vessel' | 'quay' | 'draught' | 'held'> & { day: Day },
): Call {
  const arrived = day * minutesPerDay + 5 * rng.integer(held ? 30 : 0, held ? 140 : 280);
  const berthed = arrived + 5 * (held ? rng.integer(40, 118) : rng.integer(9, 40));
  const sailed = berthed + 5 * rng.integer(130, 130 + Math.round(vessel.grossTons / 25));
  return {
    vessel,
    quay,
    arrived,
    berthed,
    sailed,
    draught,
    held,
    number: 0,
    clerk: rng.pick(port.clerks),
    agent: rng.pick(port.agents),
  };
}
