/** Numbers and times as people read them. */
const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const whole = new Intl.NumberFormat('en');

/** For example `3 hr. ago`. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1_000;
  const [unit, length] = units.find(([, each]) => Math.abs(seconds) >= each) ?? ['minute', 60];
  return Math.abs(seconds) < 60 ? 'just now' : relative.format(Math.round(seconds / length), unit);
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`;
}

export function number(value: number): string {
  return whole.format(value);
}

/** Two significant digits: `2.8 %`. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value === 0 ? '0' : Number(value.toPrecision(2)).toString()} %`;
}

export function bytes(count: number): string {
  if (count < 1_000) return `${count} B`;
  return count < 1_000_000 ? `${(count / 1_000).toFixed(1)} kB` : `${(count / 1_000_000).toFixed(1)} MB`;
}

/** `task_0123456789…` to twelve digits: what people and queries use. */
export function shortId(id: string): string {
  return id.replace(/^([a-z]+_[0-9a-f]{12})[0-9a-f]*$/, '$1');
}
