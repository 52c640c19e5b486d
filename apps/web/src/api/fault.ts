/** What went wrong with a request, as the page shows it: a problem of the server's, or a server that cannot be reached. */
import type { Problem } from '@touchstone/contracts/api';

export class ApiFault extends Error {
  readonly problem: Problem;
  /** Seconds after which trying again may help, by the header `Retry-After`. */
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null = null) {
    super(problem.detail === '' ? problem.title : problem.detail);
    this.name = 'ApiFault';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function problemOf(code: string, title: string, detail: string, hint: string): Problem {
  return {
    type: 'about:blank',
    title,
    status: 0,
    detail,
    code,
    hint,
    retryable: code === 'unreachable',
    place: null,
  };
}
