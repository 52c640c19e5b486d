/** Fields of a format with texts that they read, now and then one that they must refuse. Knows no call of the library. */
import type { Rng } from '@touchstone/contracts';

/** What stands between the braces, and the text in that place. */
export interface Field {
  spec: string;
  text: string;
}

const words = ['spam', 'Anna', 'gate 7', 'north', 'B-12', 'ok', 'two boxes', 'x', 'über', 'REFUSED', 'a_b'];

/** Texts that a type reads. */
const typed: Readonly<Record<string, readonly string[]>> = {
  d: ['42', '-7', '+3', '0', '007', '0x1F', '0b101', '0o17', '-0x10', '1200'],
  n: ['1,000', '12.345.678', '-1,200', '7', '999'],
  b: ['101', '0b11', '1', '-10'],
  o: ['17', '0o17', '7', '-20'],
  x: ['1f', '0xFF', 'CAFE', '-a', '10'],
  '%': ['50%', '12.5%', '-3%', '100%', '0%'],
  f: ['3.14', '.5', '-0.25', '+1.0', '10.00'],
  F: ['3.14', '.5', '-0.25', '10.00'],
  e: ['1.5e3', '2.5E-2', '-1.0e+1', 'nan', 'inf', '-inf'],
  g: ['3', '3.14', '1e5', '-2.5e-3', 'inf', '+7'],
  w: ['spam', 'a_b', 'x1', 'über'],
  l: ['spam', 'OK'],
  S: ['spam', 'B-12', 'a,b'],
  D: ['spam', '-', 'a b'],
  W: ['--', '?!', '.'],
  s: [' ', '   '],
};

/** Texts that it does not read. */
const refused: Readonly<Record<string, readonly string[]>> = {
  d: ['3.5', 'seven'],
  n: ['1,0'],
  b: ['102'],
  o: ['8'],
  x: ['g'],
  '%': ['50'],
  f: ['7'],
  e: ['1.5'],
  g: ['many'],
  w: ['two words'],
  l: ['x1'],
  D: ['x1'],
};

export function word(rng: Rng): Field {
  return { spec: '', text: rng.pick(words) };
}

export function value(rng: Rng): Field {
  const spec = rng.pick(Object.keys(typed));
  return { spec, text: rng.pick(typed[spec] as readonly string[]) };
}

/** Now and then one that does not fit. */
export function doubtful(rng: Rng): Field {
  const spec = rng.pick(Object.keys(refused));
  return rng.chance(0.25) ? { spec, text: rng.pick(refused[spec] as readonly string[]) } : value(rng);
}

export function number(rng: Rng): Field {
  const spec = rng.pick(['d', 'd', 'd', 'n', 'f', 'g', 'x', '%']);
  return { spec, text: rng.pick(typed[spec] as readonly string[]) };
}

/** A width, a precision, an alignment: padding that must go, and lengths that must hold. */
export function padded(rng: Rng): Field {
  const fill = rng.pick(['', '', '', 'x', '.', '*', '0', '_']);
  const align = rng.pick(['<', '>', '^', '=', '', '']);
  const numeric = align === '=' || rng.chance(0.35);
  const core = numeric ? rng.pick(['42', '-7', '7', '0', '1200', '305']) : rng.pick(words.slice(0, 7));
  // Of the fills, `=` takes only what means nothing in a pattern.
  const given = align === '' || (align === '=' && /[.*]/.test(fill)) ? '' : fill;
  const pad = (given === '' ? (align === '=' ? '0' : ' ') : given).repeat(rng.integer(0, 3));
  const text =
    align === '<' ? core + pad : align === '^' ? pad + core + pad : align === '' ? core : pad + core;
  const precision = numeric ? '' : rng.pick(['', '', '.2', '.3', '.4']);
  const width = precision === '' ? rng.pick(['', '', '2', '3', '4', '5']) : rng.pick(['', '', '1', '2']);
  const sign = numeric ? rng.pick(['', '', '+', '-']) : '';
  const zero = numeric && align === '' && width !== '' && rng.chance(0.3) ? '0' : '';
  return { spec: `${given}${align}${sign}${zero}${width}${precision}${numeric ? 'd' : ''}`, text };
}

const clocks = ['10:21:36', '9:05', '23:59:59.25', '0:00:01', '12:15', '07:30:00', '12:00:30.000125'];
const zones = ['', '', ' +1:00', ' -05:30', ' +1030', ' -0200', ' +930'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function moment(rng: Rng): Field {
  const day = String(rng.integer(1, 28));
  const month = rng.integer(1, 12);
  const year = String(rng.integer(1969, 2031));
  const name = months[month - 1] as string;
  const weekday = weekdays[new Date(Date.UTC(Number(year), month - 1, Number(day))).getUTCDay()] as string;
  const clock = rng.pick(clocks);
  const noon = rng.pick(['', '', ' AM', ' PM']);
  const two = (part: string | number) => String(part).padStart(2, '0');
  const zone = rng.pick(zones);
  const between = rng.pick(['/', '-']);
  const of = rng.pick([String(month), two(month), name]);
  const long = `${two(rng.integer(0, 23))}:${two(rng.integer(0, 59))}:${two(rng.integer(0, 59))}`;
  const iso = `${year}-${two(month)}-${two(day)}`;
  const late = rng.chance(0.7) ? ` ${clock}${noon}${zone}` : '';
  const kinds: readonly (readonly [string, string])[] = [
    ['ti', iso + rng.pick(['', `T${clock}`, ` ${clock}`, `T${long}Z`, ` ${long} +02:00`, `T${long}-0330`])],
    ['tg', `${day}${between}${of}${between}${year}${late}`],
    ['ta', `${of}${between}${day}${between}${year}${late}`],
    [
      'te',
      `${rng.pick(['', `${weekday}, `])}${day} ${name} ${year} ${clock}${zone === '' ? ' +0000' : zone}`,
    ],
    ['tc', `${weekday} ${name} ${day} ${long} ${year}`],
    ['th', `${two(day)}/${name}/${year}:${long}${zone === '' ? ' +0000' : zone}`],
    ['tt', `${clock}${noon}${zone}`],
    ['%Y-%m-%d', iso],
    ['%d.%m.%y', `${two(day)}.${two(month)}.${year.slice(2)}`],
    ['%H:%M', rng.pick(['10:26', '9:05', '23:59'])],
    ['%Y/%m/%d %H:%M:%S', `${year}/${two(month)}/${two(day)} ${long}`],
    ['%d %B %Y', `${day} ${rng.pick(['March', 'August', 'May'])} ${year}`],
    ['%I:%M %p', rng.pick(['10:26 AM', '12:05 PM', '1:30 PM'])],
  ];
  const [spec, text] = rng.pick(kinds);
  return { spec, text };
}
