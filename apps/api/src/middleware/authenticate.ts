/** Who asks: the key in `Authorization`, or on loopback, while no key was ever made, a curator named `local`. */
import { createMiddleware } from 'hono/factory';
import { ApiFault } from '../http/api-fault.ts';
import type { ApiContext, ApiEnv, Caller } from '../http/router.ts';
import type { Keyring } from '../keys/keyring.ts';
import { createRateLimiter } from '../keys/rate-limiter.ts';
import { addressesMax, wrongKeysPerMinuteMax } from '../limits.ts';

export interface AuthenticateOptions {
  keyring: Keyring;
  clock: () => number;
  /** Of the connection; null where there is none. */
  addressOf: (c: ApiContext) => string | null;
}

export const localCaller: Caller = {
  id: 'local',
  name: 'local',
  role: 'curator',
  requestsPerMinuteMax: 1_000_000,
  episodesMax: 100_000,
};

export function authenticate({ keyring, clock, addressOf }: AuthenticateOptions) {
  const requests = createRateLimiter({ clock, namesMax: addressesMax });
  const wrongKeys = createRateLimiter({ clock, namesMax: addressesMax });

  async function callerOf(c: ApiContext): Promise<Caller> {
    const header = c.req.header('authorization');
    if (header === undefined) {
      if (isLoopback(addressOf(c)) && !wasForwarded(c) && !(await keyring.anyExist())) return localCaller;
      throw unauthorized('This needs a key.', 'key-missing');
    }
    const [, secret] = /^Bearer +(\S+) *$/i.exec(header) ?? [];
    const key = secret === undefined ? null : await keyring.find(secret);
    if (key !== null) return key;
    const wait = wrongKeys.take(addressOf(c) ?? '', wrongKeysPerMinuteMax);
    if (wait > 0) throw tooMany('Too many wrong keys from this address.', wait);
    throw unauthorized('This key is wrong, unknown or revoked.', 'key-wrong');
  }

  return createMiddleware<ApiEnv>(async (c, next) => {
    const caller = await callerOf(c);
    const wait = requests.take(caller.id, caller.requestsPerMinuteMax);
    if (wait > 0)
      throw tooMany(
        `The key "${caller.name}" may make ${caller.requestsPerMinuteMax} requests a minute.`,
        wait,
      );
    c.set('caller', caller);
    await next();
  });
}

function isLoopback(address: string | null): boolean {
  return address !== null && /^(::ffff:)?127\.|^::1$/.test(address);
}

/** A proxy on this machine speaks for others: its connections are from loopback, who asks is not. */
function wasForwarded(c: ApiContext): boolean {
  return ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some(
    (name) => c.req.header(name) !== undefined,
  );
}

function unauthorized(message: string, code: string): ApiFault {
  return new ApiFault(message, {
    code,
    status: 401,
    hint: 'Send "Authorization: Bearer ts_…"; touchstone keys make NAME --role trainer makes one.',
    headers: { 'www-authenticate': 'Bearer realm="touchstone"' },
  });
}

function tooMany(message: string, seconds: number): ApiFault {
  return new ApiFault(message, {
    code: 'rate-limit',
    status: 429,
    retryable: true,
    retryAfterSeconds: seconds,
    hint: 'Wait as Retry-After says.',
  });
}
