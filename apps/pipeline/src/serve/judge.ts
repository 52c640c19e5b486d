/**
 * Judges what was handed in. The only place of serving where a secret half is read, and only after the submission. What
 * goes wrong on our side becomes a verdict that abstains.
 */
import {
  Fault,
  type Submission,
  type TaskId,
  type TaskPublic,
  type TaskSecret,
  type Verdict,
  type VerifyPorts,
} from '@touchstone/contracts';
import { readSecrets, type Database } from '@touchstone/db';
import { verifyMany } from '@touchstone/verifiers';
import { verdictFault } from './api-verdict.ts';
import { verificationMsMax } from './limits.ts';

/** Turns at what costs sandboxes, fair between keys. */
export interface Turns {
  enter(key: string, signal?: AbortSignal): Promise<Disposable>;
}

export interface JudgeParts {
  database: Database;
  /** Fresh ports over sandboxes that no attempt has reached. */
  verifyPorts: (signal: AbortSignal) => Promise<VerifyPorts>;
  turns: Turns;
  say: (text: string) => void;
  /** Left out: `verificationMsMax`. */
  timeoutMs?: number | undefined;
}

export interface Judge {
  /** One verdict a submission, in order. Never throws. */
  judge(
    task: { id: TaskId; task: TaskPublic },
    submissions: readonly Submission[],
    keyId: string,
  ): Promise<Verdict[]>;
}

const unknownVerifier = { executor: 'unknown', version: 0 };

export function createJudge({
  database,
  verifyPorts,
  turns,
  say,
  timeoutMs = verificationMsMax,
}: JudgeParts): Judge {
  return {
    async judge({ id, task }, submissions, keyId) {
      const signal = AbortSignal.timeout(timeoutMs);
      let secret: TaskSecret | undefined;
      try {
        [secret] = await readSecrets(database.verify, [id]);
        if (secret === undefined) throw new Error(`the secret half of ${id} was not read`);
        // Values are compared in this process; everything else wants sandboxes.
        using _turn = needsSandbox(secret) ? await turns.enter(keyId, signal) : null;
        return await verifyMany(task, secret, submissions, await verifyPorts(signal));
      } catch (thrown) {
        if (!(thrown instanceof Fault) && !signal.aborted)
          say(`a verification broke: ${(thrown as Error).stack ?? String(thrown)}`);
        const verdict = abstained(signal.aborted ? tookTooLong(timeoutMs) : thrown, secret);
        return submissions.map(() => verdict);
      }
    },
  };
}

function needsSandbox({ verifier }: TaskSecret): boolean {
  return verifier.executor !== 'typed-answer';
}

function abstained(thrown: unknown, secret: TaskSecret | undefined): Verdict {
  const { code, boundary, message } = verdictFault(thrown, {
    code: 'verifier-crashed',
    boundary: 'verifier',
  });
  const verifier = secret?.verifier ?? unknownVerifier;
  return {
    outcome: 'abstained',
    reward: null,
    masked: true,
    fault: { code, boundary, message },
    verifier: { executor: verifier.executor, version: verifier.version },
  };
}

function tookTooLong(timeoutMs: number): Fault {
  return new Fault(`The verification did not end within ${timeoutMs / 1000} seconds.`, {
    code: 'verification-timeout',
    boundary: 'verifier',
    retryable: true,
  });
}
