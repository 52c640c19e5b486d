/**
 * Scores a release again: its references and its right and wrong trials, verified here and now. The first scores are kept;
 * later ones must equal them. Before there are any, a certificate's word counts: right is accepted, wrong is not.
 * An abstention is no score: it is listed, and neither equal nor different.
 */
import {
  isProgram,
  type Submission,
  type TaskId,
  type TaskPublic,
  type TaskSecret,
  type Verdict,
  type VerifyPorts,
} from '@touchstone/contracts';
import {
  blobReader,
  readReleaseScores,
  readReleaseTasks,
  readSecrets,
  readTasks,
  writeReleaseScores,
  type Release,
  type ReleaseScore,
} from '@touchstone/db';
import { verifyMany } from '@touchstone/verifiers';
import type { DriverChoice, Parts } from '../compose.ts';
import { findRelease } from './release-key.ts';

export interface DifferentScore {
  id: string;
  /** `reference`, `right 1`, `wrong 3`. */
  trial: string;
  /** For example `rejected 0.25`. */
  before: string;
  after: string;
}

export interface Rescoring {
  release: string;
  driver: string;
  tasks: number;
  /** Trials with a verdict, whose scores were compared or kept. */
  scored: number;
  /** Of those, how many had a score of an earlier time. */
  compared: number;
  different: DifferentScore[];
  abstained: { id: string; trial: string; why: string }[];
}

export interface RescoreRequest {
  release: string;
  driver: DriverChoice;
  signal: AbortSignal;
  report?: (progress: { done: number; total: number }) => void;
}

export async function rescoreRelease(parts: Parts, request: RescoreRequest): Promise<Rescoring> {
  const { verify } = await parts.database();
  const release = await findRelease(verify, request.release);
  const ids = (await readReleaseTasks(verify, release)).map(({ id }) => id);
  const rescoring: Rescoring = {
    release: request.release,
    driver: (await parts.driver(request.driver)).name,
    tasks: ids.length,
    scored: 0,
    compared: 0,
    different: [],
    abstained: [],
  };
  const waiting = [...ids];
  let done = 0;
  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      request.signal.throwIfAborted();
      await rescoreTask(parts, release, id, { request, rescoring });
      request.report?.({ done: ++done, total: ids.length });
    }
  };
  await Promise.all(Array.from({ length: parts.config.concurrency }, worker));
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  rescoring.different.sort(byId);
  rescoring.abstained.sort(byId);
  return rescoring;
}

async function rescoreTask(
  parts: Parts,
  release: Release,
  id: TaskId,
  { request, rescoring }: { request: RescoreRequest; rescoring: Rescoring },
): Promise<void> {
  const { verify } = await parts.database();
  const [stored] = await readTasks(verify, [id]);
  const [secret] = await readSecrets(verify, [id]);
  if (!stored || !secret) throw new Error(`the released task ${id} was not read`);
  const ports = await parts.verifyPorts(request.driver, {
    blobs: blobReader(verify),
    signal: request.signal,
  });
  const { trials, lost } = await trialsOf(stored.task, secret, ports);
  const verdicts = await verifyMany(
    stored.task,
    secret,
    trials.map(({ submission }) => submission),
    ports,
  );
  const earlier = new Map(
    (await readReleaseScores(verify, release, id)).map((score) => [score.trial, score]),
  );
  const scores: ReleaseScore[] = [];
  if (lost?.ours === true) rescoring.abstained.push({ id, trial: 'reference', why: lost.why });
  else if (lost !== null)
    rescoring.different.push({ id, trial: 'reference', before: 'accepted', after: lost.why });
  for (const [index, { trial, accepted }] of trials.entries()) {
    const verdict = verdicts[index] as Verdict;
    if (verdict.outcome === 'abstained') {
      rescoring.abstained.push({ id, trial, why: verdict.fault.message });
      continue;
    }
    const { outcome, reward } = verdict;
    rescoring.scored++;
    const before = earlier.get(trial);
    if (before !== undefined) rescoring.compared++;
    const proven = accepted ? 'accepted' : 'rejected';
    const equal = before ? before.outcome === outcome && before.reward === reward : outcome === proven;
    if (equal) scores.push({ task: id, trial, outcome, reward });
    else
      rescoring.different.push({
        id,
        trial,
        before: before ? `${before.outcome} ${before.reward}` : `${proven}, by its certificate`,
        after: `${outcome} ${reward}`,
      });
  }
  await writeReleaseScores(verify, release, scores);
}

interface ReleaseTrial {
  trial: string;
  /** What its certificate says of it. */
  accepted: boolean;
  submission: Submission;
}

/** A reference that handed nothing in. */
interface LostReference {
  why: string;
  /** A dead sandbox, the wall-clock backstop: no verdict. Else the program itself crashed, which it did not before. */
  ours: boolean;
}

async function trialsOf(
  task: TaskPublic,
  secret: TaskSecret,
  ports: VerifyPorts,
): Promise<{ trials: ReleaseTrial[]; lost: LostReference | null }> {
  const trials: ReleaseTrial[] = [
    ...secret.trials.right.map((submission, index) => ({
      trial: `right ${index + 1}`,
      accepted: true,
      submission,
    })),
    ...secret.trials.wrong.map(({ submission }, index) => ({
      trial: `wrong ${index + 1}`,
      accepted: false,
      submission,
    })),
  ];
  const reference = await referenceSubmission(task, secret, ports);
  if ('why' in reference) return { trials, lost: reference };
  return { trials: [{ trial: 'reference', accepted: true, submission: reference }, ...trials], lost: null };
}

/** What the reference hands in, or why it does not. */
async function referenceSubmission(
  { environment, answerFormat }: TaskPublic,
  { reference }: TaskSecret,
  { attempts, signal }: VerifyPorts,
): Promise<Submission | LostReference> {
  if (!isProgram(reference)) return reference.submission;
  try {
    const result = await attempts.attempt(environment, reference, {
      access: 'full',
      ...(signal && { signal }),
    });
    if (result.outcome === 'crashed')
      return { why: `crashed (${result.ending}): ${result.message}`, ours: result.ending === 'wall-limit' };
    return answerFormat.kind === 'state'
      ? { kind: 'state', calls: result.calls, answer: result.answer }
      : { kind: 'answer', answer: result.answer };
  } catch (thrown) {
    signal?.throwIfAborted();
    return { why: thrown instanceof Error ? thrown.message : String(thrown), ours: true };
  }
}
