/** How submissions are judged: for curators only, since whoever reads it has the answer. */
import type { TaskSecret, Verifier } from '@touchstone/contracts';
import { Code } from '../../ui/code.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { RubricTable } from './rubric-table.tsx';
import { useSecret } from './use-task.ts';
import classes from './brief.module.css';

export function VerifierView({ id }: { id: string }) {
  const asked = useSecret(id);
  if (asked.data === undefined)
    return asked.error === null ? (
      <Loading label="the verifier" />
    ) : (
      <Failed error={asked.error} onRetry={() => void asked.refetch()} />
    );
  const { secret } = asked.data;
  return (
    <div className={classes['brief']}>
      <section aria-label="Verifier">
        <h2>
          {secret.verifier.executor}, version {secret.verifier.version}
        </h2>
        <ByExecutor verifier={secret.verifier} />
        <h2>Reference</h2>
        <p>{secret.reference.how}</p>
        {'source' in secret.reference && <Code text={secret.reference.source} language="python" />}
      </section>
      <section aria-label="Trials">
        <h2>Wrong answers that must fail</h2>
        <Wrong trials={secret.trials} />
        <h2>Solvers</h2>
        <ul>
          {secret.trials.solvers.map(({ name, how, expect }) => (
            <li key={name}>
              <b>{name}</b> ({expect}): {how}
            </li>
          ))}
        </ul>
        <p>Chance that a lazy, well-formed answer passes: {(secret.trials.chance * 100).toPrecision(2)} %</p>
      </section>
    </div>
  );
}

function ByExecutor({ verifier }: { verifier: Verifier }) {
  switch (verifier.executor) {
    case 'typed-answer':
      return (
        <>
          <p>Expected:</p>
          <Code text={JSON.stringify(verifier.expected, null, 1)} language="json" />
          {verifier.alternatives.length > 0 && (
            <>
              <p>Equally right:</p>
              <Code text={JSON.stringify(verifier.alternatives, null, 1)} language="json" />
            </>
          )}
        </>
      );
    case 'function':
    case 'state':
      return (
        <>
          <RubricTable rubric={verifier.rubric} />
          <details>
            <summary>Program that checks</summary>
            <Code text={verifier.program} language="python" />
          </details>
          <details>
            <summary>What it compares with</summary>
            <Code text={JSON.stringify(verifier.data, null, 1)} language="json" />
          </details>
        </>
      );
    case 'tests':
      return (
        <>
          <p>
            {verifier.runner}: {verifier.failToPass.length} tests must pass that fail now,{' '}
            {verifier.passToPass.length} must go on passing; {verifier.controls.length} controls;{' '}
            {verifier.differential === null
              ? 'no values are compared'
              : 'values are compared with those of the reference'}
            .
          </p>
          <ul>
            {verifier.files.map(({ path }) => (
              <li key={path}>
                <code>{path}</code> (hidden)
              </li>
            ))}
          </ul>
          {verifier.differential !== null && (
            <details>
              <summary>Harness of the comparison</summary>
              <Code text={verifier.differential.harness} language="python" />
            </details>
          )}
        </>
      );
  }
}

function Wrong({ trials }: { trials: TaskSecret['trials'] }) {
  return (
    <ul>
      {trials.wrong.map((trial, at) => (
        <li key={at}>
          {trial.how}
          {trial.breaks !== undefined && (
            <>
              {' '}
              (breaks <code>{trial.breaks}</code>)
            </>
          )}
          <details>
            <summary>Submission</summary>
            <Code
              text={
                trial.submission.kind === 'tree'
                  ? trial.submission.patch
                  : JSON.stringify(trial.submission, null, 1)
              }
              language={trial.submission.kind === 'tree' ? 'diff' : 'json'}
            />
          </details>
        </li>
      ))}
    </ul>
  );
}
