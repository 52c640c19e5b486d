/** A refusal that only makes sense over HTTP: no key, too many requests, a server that is about to end. */
import { Fault, type Boundary } from '@touchstone/contracts';
import type { Problem } from '@touchstone/contracts/api';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export interface ApiFaultFields {
  code: string;
  status: ContentfulStatusCode;
  hint: string;
  boundary?: Boundary;
  retryable?: boolean;
  /** Sent as `Retry-After`, rounded up. */
  retryAfterSeconds?: number;
  place?: Problem['place'];
  /** Further response headers, for example `Allow`. */
  headers?: Record<string, string>;
  cause?: unknown;
}

export class ApiFault extends Fault {
  readonly status: ContentfulStatusCode;
  readonly retryAfterSeconds: number | undefined;
  readonly place: Problem['place'];
  readonly headers: Record<string, string>;

  constructor(message: string, fields: ApiFaultFields) {
    super(message, {
      code: fields.code,
      boundary: fields.boundary ?? 'input',
      retryable: fields.retryable ?? false,
      hint: fields.hint,
      cause: fields.cause,
    });
    this.name = 'ApiFault';
    this.status = fields.status;
    this.retryAfterSeconds = fields.retryAfterSeconds;
    this.place = fields.place ?? null;
    this.headers = fields.headers ?? {};
  }
}
