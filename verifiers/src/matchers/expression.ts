/**
 * Formulas, equal as rational functions: `+ - * / ^ ** ( )`, numbers, the named variables, and `2n`, `n(n+1)`.
 * The parser is our own and the same in Python, because ready ones disagree about `-x^2` (jsep binds the sign tighter
 * than the power) and equality must not depend on which one ran.
 *
 * Equality: both are evaluated at points modulo two Mersenne primes. Points come from a hash of the expected formula,
 * which is secret, so nobody can aim at them. Different functions of degree d agree at a random point with probability
 * at most d/p (Schwartz-Zippel): below 2^-113 a point, at degree 4,096 and p = 2^127 − 1.
 * Twin: `python/expression.py`.
 */
import { hashText } from '@touchstone/contracts';
import {
  expressionCharactersMax,
  expressionDegreeMax,
  expressionDepthMax,
  expressionTokensMax,
  numberDigitsMax,
} from '../limits.ts';

type Node =
  | { kind: 'number'; numerator: bigint; denominator: bigint }
  | { kind: 'variable'; name: string }
  | { kind: 'negate'; of: Node }
  | { kind: 'power'; base: Node; exponent: number }
  | { kind: '+' | '-' | '*' | '/'; left: Node; right: Node };

export interface Expression {
  node: Node;
  text: string;
}

/** Null when the text is no formula in these variables, or is too big. */
export function parseExpression(given: unknown, variables: readonly string[]): Expression | null {
  const text = Number.isSafeInteger(given) ? String(given) : given;
  if (typeof text !== 'string' || text.length > expressionCharactersMax) return null;
  const tokens = tokenize(text);
  if (!tokens || tokens.length === 0 || tokens.length > expressionTokensMax) return null;
  const parser = new Parser(tokens, new Set(variables));
  const node = parser.sum(0);
  if (node === null || !parser.atEnd() || degree(node) > expressionDegreeMax) return null;
  return { node, text };
}

const tokenPattern =
  /[ \t\r\n]*(?:([0-9]+(?:\.[0-9]*)?|\.[0-9]+)|([A-Za-z][A-Za-z0-9_]*)|(\*\*|[-+*/^()\u2212]))/y;

function tokenize(text: string): string[] | null {
  const tokens: string[] = [];
  const end = text.replace(/[ \t\r\n]+$/, '').length;
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < end) {
    const match = tokenPattern.exec(text);
    if (!match) return null;
    const [, number, name, operator] = match;
    if (number !== undefined && number.length > numberDigitsMax) return null;
    tokens.push(
      number ?? name ?? (operator === '**' ? '^' : operator === '\u2212' ? '-' : (operator as string)),
    );
  }
  return tokens;
}

/** Recursive descent; every method gives null on a syntax error. */
class Parser {
  private at = 0;
  private readonly tokens: readonly string[];
  private readonly variables: ReadonlySet<string>;

  constructor(tokens: readonly string[], variables: ReadonlySet<string>) {
    this.tokens = tokens;
    this.variables = variables;
  }

  atEnd(): boolean {
    return this.at === this.tokens.length;
  }

  sum(depth: number): Node | null {
    if (depth > expressionDepthMax) return null;
    let left = this.product(depth);
    while (left && (this.peek() === '+' || this.peek() === '-')) {
      const kind = this.next() as '+' | '-';
      const right = this.product(depth);
      left = right && { kind, left, right };
    }
    return left;
  }

  private product(depth: number): Node | null {
    let left = this.signed(depth);
    let afterDivision = false;
    while (left) {
      const token = this.peek();
      if (token === '*' || token === '/') {
        this.next();
        const right = this.signed(depth);
        left = right && { kind: token, left, right };
        afterDivision = token === '/';
      } else if (token === '(' || (token !== undefined && /^[A-Za-z]/.test(token))) {
        // `1/2n` is read both ways by people: refused.
        if (afterDivision) return null;
        const right = this.power(depth);
        left = right && { kind: '*', left, right };
      } else break;
    }
    return left;
  }

  private signed(depth: number): Node | null {
    if (depth > expressionDepthMax) return null;
    const token = this.peek();
    if (token !== '-' && token !== '+') return this.power(depth);
    this.next();
    const of = this.signed(depth + 1);
    return of && (token === '-' ? { kind: 'negate', of } : of);
  }

  private power(depth: number): Node | null {
    const base = this.atom(depth);
    if (!base || this.peek() !== '^') return base;
    this.next();
    const exponent = this.exponent();
    // A tower `a^b^c` is read both ways by people: refused.
    return exponent === null || this.peek() === '^' ? null : { kind: 'power', base, exponent };
  }

  /** An integer literal with an optional sign, also in parentheses. */
  private exponent(): number | null {
    const bracket = this.peek() === '(';
    if (bracket) this.next();
    const negative = this.peek() === '-';
    if (negative) this.next();
    const token = this.next();
    if (token === undefined || !/^[0-9]{1,4}$/.test(token) || Number(token) > expressionDegreeMax)
      return null;
    if (bracket && this.next() !== ')') return null;
    return negative ? -Number(token) : Number(token);
  }

  private atom(depth: number): Node | null {
    const token = this.next();
    if (token === undefined) return null;
    if (token === '(') {
      const inner = this.sum(depth + 1);
      return inner && this.next() === ')' ? inner : null;
    }
    if (/^[0-9.]/.test(token)) {
      const [whole = '', part = ''] = token.split('.');
      return { kind: 'number', numerator: BigInt(whole + part), denominator: 10n ** BigInt(part.length) };
    }
    return this.variables.has(token) ? { kind: 'variable', name: token } : null;
  }

  private peek(): string | undefined {
    return this.tokens[this.at];
  }

  private next(): string | undefined {
    return this.tokens[this.at++];
  }
}

/** An upper bound of the degrees of numerator and denominator. */
function degree(node: Node): number {
  switch (node.kind) {
    case 'number':
      return 0;
    case 'variable':
      return 1;
    case 'negate':
      return degree(node.of);
    case 'power':
      return degree(node.base) * Math.abs(node.exponent);
    case '+':
    case '-':
    case '*':
    case '/':
      return degree(node.left) + degree(node.right);
  }
}

const primes = [2n ** 127n - 1n, 2n ** 521n - 1n] as const;
const pointsPerPrime = 3;
/** Points where the expected formula has a pole are passed over; more than this many means it is a pole everywhere. */
const pointsTried = 12;

export function equalExpressions(
  expected: Expression,
  given: Expression,
  variables: readonly string[],
): boolean | 'expected-undefined' {
  for (const prime of primes) {
    let compared = 0;
    for (let point = 0; point < pointsTried && compared < pointsPerPrime; point++) {
      const at = new Map(variables.map((name) => [name, coordinate(expected.text, prime, point, name)]));
      const wanted = evaluate(expected.node, at, prime);
      if (wanted === null) continue;
      const value = evaluate(given.node, at, prime);
      if (!value || modulo(value.top * wanted.bottom - wanted.top * value.bottom, prime) !== 0n) return false;
      compared++;
    }
    if (compared === 0) return 'expected-undefined';
  }
  return true;
}

function coordinate(text: string, prime: bigint, point: number, name: string): bigint {
  const half = (part: number) => hashText([text, String(prime), String(point), name, String(part)].join('|'));
  return BigInt(`0x${half(0)}${half(1)}${half(2)}`) % prime;
}

/** Modulo a prime, with a denominator that is not zero: no inverse has to be computed. */
interface Value {
  top: bigint;
  bottom: bigint;
}

/** Null at a pole. */
function evaluate(node: Node, at: ReadonlyMap<string, bigint>, prime: bigint): Value | null {
  switch (node.kind) {
    case 'number':
      return { top: modulo(node.numerator, prime), bottom: modulo(node.denominator, prime) };
    case 'variable':
      return { top: at.get(node.name) ?? 0n, bottom: 1n };
    case 'negate': {
      const value = evaluate(node.of, at, prime);
      return value && { ...value, top: modulo(-value.top, prime) };
    }
    case 'power': {
      const base = evaluate(node.base, at, prime);
      if (!base) return null;
      const exponent = BigInt(Math.abs(node.exponent));
      const raised = { top: power(base.top, exponent, prime), bottom: power(base.bottom, exponent, prime) };
      return node.exponent < 0 ? inverse(raised) : raised;
    }
    case '+':
    case '-':
    case '*':
    case '/': {
      const left = evaluate(node.left, at, prime);
      const right = evaluate(node.right, at, prime);
      return left && right && combine(node.kind, left, right, prime);
    }
  }
}

function combine(kind: '+' | '-' | '*' | '/', left: Value, right: Value, prime: bigint): Value | null {
  if (kind === '*' || kind === '/') {
    const factor = kind === '*' ? right : inverse(right);
    return (
      factor && {
        top: (left.top * factor.top) % prime,
        bottom: (left.bottom * factor.bottom) % prime,
      }
    );
  }
  const [a, b] = [left.top * right.bottom, right.top * left.bottom];
  return { top: modulo(kind === '+' ? a + b : a - b, prime), bottom: (left.bottom * right.bottom) % prime };
}

function inverse({ top, bottom }: Value): Value | null {
  return top === 0n ? null : { top: bottom, bottom: top };
}

function modulo(value: bigint, prime: bigint): bigint {
  return ((value % prime) + prime) % prime;
}

function power(base: bigint, exponent: bigint, prime: bigint): bigint {
  let result = 1n;
  for (let square = modulo(base, prime), rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}
