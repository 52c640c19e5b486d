/**
 * The rules of the scheme as predicates over one transplant, and the exchanges that they leave. Each rule can be switched
 * off. The limit on theatres concerns a whole plan: it is in `solve.ts`. Wording is in `rulebook.ts`.
 */
import { years, type BloodGroup, type Exchange, type Parameters, type Registry } from './registry.ts';

/** Rules of every rulebook. */
export const coreRules = ['active', 'screen', 'available', 'length', 'theatre'] as const;
/** Rules that are in the rulebook of an item only where they decide something. */
export const optionalRules = [
  'crossmatch',
  'donor-age',
  'cmv',
  'transport',
  'consent',
  'child',
  'declined',
] as const;
export const ruleIds = [...coreRules, ...optionalRules] as const;
export type RuleId = (typeof ruleIds)[number];
export type OptionalRule = (typeof optionalRules)[number];

/** Who and what takes part: the registry after what the request says. */
export interface Pool {
  registry: Registry;
  parameters: Parameters;
  rules: ReadonlySet<RuleId>;
  /** Donors who begin chains. */
  altruists: readonly number[];
  /** Donors who are out although the registry does not say so. */
  out: ReadonlySet<number>;
  /** `donor/recipient` of crossmatches that turned positive today. */
  positive: ReadonlySet<string>;
  slots: readonly number[];
}

const surgeryDays = 5;

export function compatibleBlood(donor: BloodGroup, recipient: BloodGroup): boolean {
  return donor === 'O' || donor === recipient || recipient === 'AB';
}

/** The rules that one transplant breaks. */
export function brokenBy(pool: Pool, donor: number, recipient: number): readonly RuleId[] {
  const standing = standingOf(pool, donor, recipient);
  const extra: RuleId[] = [];
  if (pool.out.has(donor)) extra.push('available');
  if (pool.positive.has(`${donor}/${recipient}`)) extra.push('crossmatch');
  return extra.length === 0 ? standing : [...new Set([...standing, ...extra])];
}

/** What the registry alone says of two people does not change in a game; looked up many thousand times. */
const known = new WeakMap<Parameters, Map<number, RuleId[]>>();

function standingOf({ registry, parameters }: Pool, donor: number, recipient: number): readonly RuleId[] {
  let table = known.get(parameters);
  if (!table) known.set(parameters, (table = new Map<number, RuleId[]>()));
  const key = donor * registry.recipients.length + recipient;
  let broken = table.get(key);
  if (!broken) table.set(key, (broken = judge(registry, parameters, donor, recipient)));
  return broken;
}

function judge(
  registry: Registry,
  parameters: Parameters,
  donorIndex: number,
  recipientIndex: number,
): RuleId[] {
  const donor = registry.donors[donorIndex]!;
  const recipient = registry.recipients[recipientIndex]!;
  const { today, surgery } = registry;
  const giver = donor.recipient === null ? null : registry.recipients[donor.recipient]!;
  const donorAge = years(donor.born, today);
  const broken: RuleId[] = [];
  if (donor.status !== 'active' || recipient.status !== 'active' || (giver && giver.status !== 'active'))
    broken.push('active');
  if (
    !compatibleBlood(donor.blood, recipient.blood) ||
    donor.antigens.some((antigen) => recipient.unacceptable.has(antigen))
  )
    broken.push('screen');
  if (donor.pauses.some(([first, last]) => first <= surgery + surgeryDays - 1 && surgery <= last))
    broken.push('available');
  if (
    registry.crossmatches.some(
      (test) =>
        test.donor === donorIndex &&
        test.recipient === recipientIndex &&
        test.positive &&
        test.tested >= monthsBefore(today, parameters.crossmatchMonths),
    )
  )
    broken.push('crossmatch');
  if (recipient.donorAgeMax !== null && donorAge > recipient.donorAgeMax) broken.push('donor-age');
  if (donor.cmvPositive && !recipient.cmvPositive && !recipient.acceptsCmv) broken.push('cmv');
  if (registry.hours[donor.centre]![recipient.centre]! > parameters.transportHours) broken.push('transport');
  if (years(recipient.born, today) < 18 && donorAge > parameters.childDonorAge) broken.push('child');
  if (registry.declined.some((entry) => entry.donor === donorIndex && entry.recipient === recipientIndex))
    broken.push('declined');
  return broken;
}

/** The same date so many months earlier; every date in question is at most the 28th. */
function monthsBefore(day: number, months: number): number {
  const date = new Date(day * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, date.getUTCDate()) / 86_400_000;
}

/** Every exchange that the rules allow, one for each circle of recipients, or chain; slots are not looked at. */
export function exchangesOf(pool: Pool): Exchange[] {
  const { registry, rules } = pool;
  const givers = new Map<number, number[]>();
  for (const [index, { recipient, status }] of registry.donors.entries())
    if (recipient !== null && status === 'active')
      givers.set(recipient, [...(givers.get(recipient) ?? []), index]);
  const allowed = (donor: number, recipient: number) =>
    brokenBy(pool, donor, recipient).every((rule) => !rules.has(rule));
  const takers = [...givers.keys()].filter(
    (index) =>
      registry.recipients[index]!.status !== 'transplanted' &&
      registry.recipients[index]!.status !== 'withdrawn',
  );
  const gift = new Map<number, Map<number, number>>();
  for (const from of takers) {
    const gifts = new Map<number, number>();
    for (const to of takers) {
      if (from === to) continue;
      const donor = givers.get(from)!.find((candidate) => allowed(candidate, to));
      if (donor !== undefined) gifts.set(to, donor);
    }
    gift.set(from, gifts);
  }
  return [...circles(pool, gift), ...chains(pool, gift, allowed, takers)];
}

function circles(pool: Pool, gift: Map<number, Map<number, number>>): Exchange[] {
  const found: Exchange[] = [];
  const most = pool.rules.has('length') ? 3 : 4;
  const extend = (path: number[], transplants: Exchange) => {
    const last = path.at(-1)!;
    for (const [to, donor] of gift.get(last)!) {
      if (to === path[0] && path.length > 1) {
        const circle = [...transplants, [donor, to] as const];
        if (agreed(pool, circle)) found.push(circle);
      } else if (to > path[0]! && path.length < most && !path.includes(to))
        extend([...path, to], [...transplants, [donor, to]]);
    }
  };
  for (const from of gift.keys()) extend([from], []);
  return found;
}

function chains(
  pool: Pool,
  gift: Map<number, Map<number, number>>,
  allowed: (donor: number, recipient: number) => boolean,
  takers: readonly number[],
): Exchange[] {
  const found: Exchange[] = [];
  const extend = (transplants: Exchange) => {
    found.push(transplants);
    if (transplants.length >= pool.parameters.chainMax) return;
    const path = transplants.map(([, recipient]) => recipient);
    for (const [to, donor] of gift.get(path.at(-1)!)!)
      if (!path.includes(to)) extend([...transplants, [donor, to]]);
  };
  for (const altruist of pool.altruists)
    for (const recipient of takers) if (allowed(altruist, recipient)) extend([[altruist, recipient]]);
  return found;
}

/** Exchanges of more than two need the agreement of everybody in them; chains do not. */
export function agreed({ registry, rules }: Pool, circle: Exchange): boolean {
  return (
    circle.length < 3 ||
    !rules.has('consent') ||
    circle.every(([, recipient]) => registry.recipients[recipient]!.threeWay)
  );
}
