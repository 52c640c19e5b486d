/** A verdict: outcome, reward, what decided, each criterion. An abstention has no number, and says whose fault it was. */
import { Button } from '@mantine/core';
import type { ApiVerdict } from '@touchstone/contracts/api';
import classes from './episode.module.css';

export interface VerdictViewProps {
  verdict: ApiVerdict;
  open: boolean;
  onToggle?: () => void;
}

const signs = { accepted: '✓', rejected: '✗', abstained: '○' } as const;

export function VerdictView({ verdict, open, onToggle }: VerdictViewProps) {
  return (
    <section className={classes['verdict']} data-outcome={verdict.outcome} aria-label="Verdict">
      <div className={classes['verdictHead']}>
        <b className={classes['outcome']}>
          <span aria-hidden>{signs[verdict.outcome]}</span> {verdict.outcome}
        </b>
        <span className="ts-num">
          {verdict.outcome === 'abstained' ? 'no reward (null, masked)' : `reward ${verdict.reward}`}
        </span>
        {verdict.outcome === 'abstained' ? (
          <span>
            a fault of {verdict.fault.boundary}, not of the attempt: {verdict.fault.message} (
            <code>{verdict.fault.code}</code>
            {verdict.fault.retryable ? ', a new attempt may be judged' : ''})
          </span>
        ) : (
          verdict.reason !== null && (
            <span>
              decided by <code>{verdict.reason}</code>
            </span>
          )
        )}
        {verdict.verifier !== null && <span className={classes['mute']}>{verdict.verifier}</span>}
        {verdict.checks.length > 0 && onToggle !== undefined && (
          <Button size="compact-xs" variant="default" aria-expanded={open} onClick={onToggle}>
            {open ? 'Hide criteria' : `${verdict.checks.length} criteria`}
          </Button>
        )}
      </div>
      {open && verdict.checks.length > 0 && (
        <ul className={classes['checks']}>
          {verdict.checks.map(({ id, met }) => (
            <li key={id} data-met={String(met)}>
              <span aria-hidden>{met === null ? '○' : met ? '✓' : '✗'}</span> {id}
              <span className="ts-unseen">{met === null ? 'not judged' : met ? 'met' : 'not met'}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
