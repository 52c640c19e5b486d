/** Attributes what the database or its driver throws: which of it passes by itself, and what a person must do about the rest. */
import { Fault } from '@touchstone/contracts';
import { diskFull, saysDiskFull } from './embedded/disk-full.ts';

/** Node's errors of a socket, and SQLSTATE of a server that goes down or comes up. */
const lostCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
]);
const lostMessages =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Client was closed/;
/** Serialization failure and deadlock: the same transaction succeeds a moment later. */
const conflictCodes = new Set(['40001', '40P01']);

export function isLostConnection(thrown: unknown): boolean {
  return causes(thrown).some(
    ({ code, message }) => lostCodes.has(code) || code.startsWith('08') || lostMessages.test(message),
  );
}

export function isConflict(thrown: unknown): boolean {
  return causes(thrown).some(({ code }) => conflictCodes.has(code));
}

/** A `Fault` of boundary `database`; faults and aborts pass unchanged. */
export function databaseFault(thrown: unknown): Error {
  // What drizzle throws quotes the statement's parameters, secrets among them: only the driver's own error is kept.
  const cause = innermostError(thrown);
  if (thrown instanceof Fault) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') return thrown;
  const chain = causes(thrown);
  const innermost = cause instanceof Error ? cause.message : String(cause);
  if (chain.some(({ code }) => code === '53100') || chain.some(({ message }) => saysDiskFull(message))) {
    return diskFull('its data directory', cause);
  }
  if (isLostConnection(thrown)) {
    return new Fault(`The connection to the database was lost: ${innermost}.`, {
      code: 'database-lost',
      boundary: 'database',
      retryable: true,
      hint: 'Nothing acknowledged is lost. Once the database is back, run the same command again: it goes on.',
      cause,
    });
  }
  if (isConflict(thrown)) {
    return new Fault(`Two transactions were in each other's way: ${innermost}.`, {
      code: 'database-conflict',
      boundary: 'database',
      retryable: true,
      cause,
    });
  }
  const hint = hints.find(([pattern]) => chain.some(({ code }) => pattern.test(code)))?.[1];
  return new Fault(`The database refused: ${innermost}.`, {
    code: chain.some(({ code }) => code === '42501') ? 'database-permission' : 'database-fault',
    boundary: 'database',
    retryable: false,
    ...(hint !== undefined && { hint }),
    cause,
  });
}

const hints: readonly [RegExp, string][] = [
  [/^28/, 'Check user and password in DATABASE_URL.'],
  [/^3D000$/, 'Create the database that DATABASE_URL names.'],
  [/^53300$/, 'The server has no free connection: raise max_connections or run fewer workers.'],
];

function innermostError(thrown: unknown): unknown {
  let error = thrown;
  while (error instanceof Error && error.cause instanceof Error) error = error.cause;
  return error;
}

/** The error, what it says it was caused by, and so on: drizzle wraps what the driver throws, Node what each address gave. */
function causes(thrown: unknown): { code: string; message: string }[] {
  const chain: { code: string; message: string }[] = [];
  let next: unknown = thrown;
  while (next instanceof Error && chain.length < 8) {
    const code = (next as { code?: unknown }).code;
    chain.push({ code: typeof code === 'string' ? code : '', message: next.message });
    next = next instanceof AggregateError ? next.errors[0] : next.cause;
  }
  return chain;
}
