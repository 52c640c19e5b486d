/** Bodies of requests: honest ones, careless ones, and those that try to reach a prototype. */
import type { Json, Rng } from '@touchstone/contracts';
import { shorterLists, type Call } from '../javascript-calls/calls.ts';

const honest = [
  '"user": "ada"',
  '"age": 36',
  '"tags": ["a", "b"]',
  '"active": true',
  '"note": null',
  '"price": 9.5',
  '"name": "__proto__"',
  '"proto": 1',
  '"class": "constructor"',
];
const poison = [
  '"__proto__": { "admin": true }',
  '"__proto__": null',
  '"__proto__" : 7',
  '"\\u005f\\u005fproto__": { "x": 1 }',
  '"_\\u005Fp\\u0072oto__": { "admin": true }',
  '"__pr\\u006ft\\u006F__": []',
  '"constructor": { "prototype": { "x": 1 } }',
  '"constructor": { "prototype": null }',
  '"constructor": { "name": "Ada" }',
  '"constructor": "bob"',
  '"c\\u006fnstruct\\u006Fr": { "prototype": { "y": 2 } }',
  '"constructor" : { "prototype" : 5 }',
];
const actions = ['error', 'remove', 'ignore'] as const;

export function draw(rng: Rng): Call {
  const text = payload(rng);
  const options: Json = {
    ...(rng.chance(0.75) ? { protoAction: rng.pick(actions) } : {}),
    ...(rng.chance(0.65) ? { constructorAction: rng.pick(actions) } : {}),
  };
  const missing = { $js: 'undefined' };
  return rng.weighted<() => Call>([
    [() => ['sjson.parse', text], 1.5],
    [() => ['sjson.parse', text, options], 3],
    [() => ['sjson.parse', text, rng.pick<Json>([missing, null]), options], 1.5],
    [
      () => [
        'sjson.parse',
        text,
        { $js: "(key, value) => (typeof value === 'number' ? value * 2 : value)" },
        options,
      ],
      1,
    ],
    [() => ['sjson.parse', { $js: `Buffer.from(${JSON.stringify(text)})` }, options], 0.7],
    [() => ['sjson.safeParse', text], 2.5],
    [() => ['sjson.scan', { $js: `JSON.parse(${JSON.stringify(text)})` }, options], 2],
  ])();
}

function payload(rng: Rng): string {
  if (rng.chance(0.08)) return rng.pick(['null', '7', '"text"', 'true', '[]', '{}', '[1, 2]']);
  const inside = object(rng, 0);
  const text = rng.chance(0.12) ? `[${inside}, ${object(rng, 1)}]` : inside;
  return rng.chance(0.08) ? `\uFEFF${text}` : text;
}

function object(rng: Rng, depth: number): string {
  const parts = rng.sample(honest, rng.integer(0, 2));
  if (rng.chance(depth === 0 ? 0.6 : 0.5)) parts.push(rng.pick(poison));
  if (rng.chance(0.15)) parts.push(rng.pick(poison));
  if (depth < 2 && rng.chance(0.45))
    parts.push(
      `"${rng.pick(['profile', 'items', 'a', 'meta'])}": ${rng.chance(0.3) ? `[${object(rng, depth + 1)}]` : object(rng, depth + 1)}`,
    );
  const keys = new Set<string>();
  const distinct = rng.shuffle(parts).filter((part) => {
    const key = JSON.stringify(Object.getOwnPropertyNames(JSON.parse(`{${part}}`)));
    return !keys.has(key) && keys.add(key);
  });
  return `{ ${distinct.join(', ')} }`;
}

/** Top members of an object left out; other texts have no smaller form that still is one. */
export function cuts([name, first, ...rest]: Call): Call[] {
  if (typeof first !== 'string' || !first.startsWith('{ ')) return [];
  return shorterLists(members(first.slice(2, -2))).map((left): Call => [
    name,
    `{ ${left.join(', ')} }`,
    ...rest,
  ]);
}

function members(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if ('{['.includes(text[at] ?? ' ')) depth += 1;
    if ('}]'.includes(text[at] ?? ' ')) depth -= 1;
    if (depth === 0 && text.startsWith(', ', at)) {
      found.push(text.slice(start, at));
      start = at + 2;
    }
  }
  return [...found, text.slice(start)];
}
