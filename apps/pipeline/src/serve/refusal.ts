/** Refusals of the house that pass by themselves: they say when to come again. */
import { Fault, InputFault, type Boundary } from '@touchstone/contracts';

export class Refusal extends Fault {
  readonly retryAfterSeconds: number;

  constructor(
    message: string,
    fields: { code: string; boundary: Boundary; hint: string; retryAfterSeconds: number },
  ) {
    super(message, { ...fields, retryable: true });
    this.name = 'Refusal';
    this.retryAfterSeconds = fields.retryAfterSeconds;
  }
}

export function draining(): Refusal {
  return new Refusal('This server is about to end and opens nothing new.', {
    code: 'draining',
    boundary: 'sandbox',
    hint: 'Open it again after the time in Retry-After; another server answers then.',
    retryAfterSeconds: 5,
  });
}

export function requestRunning(): Refusal {
  return new Refusal('A request with this idempotency key is being executed.', {
    code: 'request-running',
    boundary: 'input',
    hint: 'Send it again after the time in Retry-After: you get its answer.',
    retryAfterSeconds: 1,
  });
}

export function keyReused(): InputFault {
  return new InputFault('This idempotency key was used for another request.', {
    code: 'idempotency-key-reused',
    hint: 'Use a new key for each new request.',
  });
}

export function episodeUnknown(id: string): InputFault {
  return new InputFault(`There is no episode ${id}.`, {
    code: 'episode-unknown',
    hint: 'List yours with GET /api/v1/episodes.',
  });
}

export function episodeEnded(id: string, how: string): InputFault {
  return new InputFault(`Episode ${id} has ended: ${how}.`, {
    code: 'episode-ended',
    hint: 'GET the episode for its verdict; open a new one for another attempt.',
  });
}
