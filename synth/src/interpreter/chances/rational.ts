/** Exact rational numbers. `text` is the form of an answer: lowest terms, positive denominator. */
export class Rational {
  static readonly zero = new Rational(0n, 1n);
  static readonly one = new Rational(1n, 1n);
  readonly numerator: bigint;
  readonly denominator: bigint;

  private constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** Throws a RangeError on a zero denominator. */
  static of(numerator: number | bigint, denominator: number | bigint = 1n): Rational {
    const [top, bottom] = [BigInt(numerator), BigInt(denominator)];
    if (bottom === 0n) throw new RangeError(`Expected a denominator other than 0 under ${top}.`);
    const divisor = gcd(top, bottom) * (bottom < 0n ? -1n : 1n);
    return new Rational(top / divisor, bottom / divisor);
  }

  plus(other: Rational): Rational {
    return Rational.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(other: Rational): Rational {
    return this.plus(new Rational(-other.numerator, other.denominator));
  }

  times(other: Rational): Rational {
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  over(other: Rational): Rational {
    return Rational.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  get text(): string {
    return `${this.numerator}/${this.denominator}`;
  }
}

export function sumOf(terms: readonly Rational[]): Rational {
  return terms.reduce((sum, term) => sum.plus(term), Rational.zero);
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
