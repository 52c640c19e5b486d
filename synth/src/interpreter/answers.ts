/** Answer types that several families use, and how likely a guess is. */
import type { AnswerType, Json } from '@touchstone/contracts';

export const integerAnswer: AnswerType = { kind: 'integer' };
export const fractionAnswer: AnswerType = { kind: 'fraction' };

/** An integer as JSON: a number while JSON numbers are exact, else decimal text. */
export function exact(value: bigint): Json {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= -BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : String(value);
}

/** The chance of hitting an integer by drawing one with as many digits. */
export function chanceOfInteger(value: bigint): number {
  const digits = String(value < 0n ? -value : value).length;
  return 1 / (9 * 10 ** (digits - 1));
}
