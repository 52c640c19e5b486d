/**
 * What a person must know about a task in ten seconds, at most 160 px high. Every word is the server's; nothing is worked out
 * again here, and nothing waits behind a hover. A gate opens its evidence by its key.
 */
import type { CertificateStrip as Strip } from '@touchstone/contracts/api';
import type { GateId } from '@touchstone/contracts';
import { GateGlyph } from './gate-glyph.tsx';
import { gateKeys, gateTitles, outcomeTitles } from './gates.ts';
import { IntervalBar } from './interval-bar.tsx';
import { ago } from './words.ts';
import classes from './certificate-strip.module.css';

export interface CertificateStripProps {
  strip: Strip;
  /** Opens the evidence of a gate; without it the gates are no buttons. */
  onGate?: (gate: GateId) => void;
  /** The gate whose evidence is open. */
  openGate?: string;
  now?: number;
}

export function CertificateStrip({ strip, onGate, openGate, now = Date.now() }: CertificateStripProps) {
  return (
    <section className={classes['outer']} aria-label="Certificate" data-word={strip.word}>
      <div className={classes['strip']}>
        <div className={classes['head']}>
          <span className={classes['word']} data-word={strip.word}>
            <WordShape word={strip.word} />
            {strip.word}
          </span>
          <span className={classes['fact']}>
            <code>{strip.digest}</code> {ago(strip.issuedAt, now)} · {strip.driver} · {strip.runtime}
          </span>
          {strip.because !== '' && <strong className={classes['because']}>{strip.because}</strong>}
          <span className={classes['difficulty']}>
            Difficulty: <b>{strip.difficulty}</b>
          </span>
        </div>
        <div className={classes['rates']}>
          <Rate title="False accept" {...strip.falseAccept} />
          <Rate title="False reject" {...strip.falseReject} />
          <Rate
            title={`Template ${strip.template.name}`}
            rate={strip.template.rate}
            text={strip.template.text}
          />
        </div>
        <ul className={classes['gates']} aria-label="Gates">
          {strip.gates.map((answer, at) => {
            const words = `${gateTitles[answer.gate]}: ${outcomeTitles[answer.outcome]}${answer.stale ? ', stale' : ''}`;
            const inside = (
              <>
                <kbd aria-hidden>{gateKeys[at]}</kbd>
                <GateGlyph outcome={answer.outcome} />
                <span className={classes['gateName']} aria-hidden>
                  {gateTitles[answer.gate]}
                  {answer.stale && <i> stale</i>}
                </span>
                <span className={classes['count']} aria-hidden>
                  {answer.count ?? (answer.outcome === 'passed' ? '' : outcomeTitles[answer.outcome])}
                </span>
                <span className="ts-unseen">
                  {words} {answer.count ?? ''}
                </span>
              </>
            );
            return (
              <li key={answer.gate}>
                {onGate === undefined ? (
                  <span className={classes['gate']}>{inside}</span>
                ) : (
                  <button
                    type="button"
                    className={classes['gate']}
                    data-command={`gate.${at + 1}`}
                    data-open={openGate === answer.gate}
                    onClick={() => onGate(answer.gate)}
                  >
                    {inside}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
        <div className={classes['foot']}>
          <p className={classes['weakest']}>
            <b>Weakest:</b> {strip.weakest}
          </p>
          <Attempts attempts={strip.attempts} />
        </div>
      </div>
    </section>
  );
}

function Rate({ title, rate, text }: { title: string; rate: Strip['falseAccept']['rate']; text: string }) {
  return (
    <div className={classes['rate']}>
      <span className={classes['rateTitle']}>{title}</span>
      <IntervalBar rate={rate} />
      <span className={classes['rateText']}>{text}</span>
    </div>
  );
}

const dotsMax = 16;

/** Dots by solver: filled solved, hollow did not. Of many attempts the counts are said instead. */
function Attempts({ attempts }: { attempts: Strip['attempts'] }) {
  if (attempts.length === 0) return <p className={classes['attempts']}>No attempts.</p>;
  const total = attempts.reduce((sum, each) => sum + each.attempts, 0);
  return (
    <ul className={classes['attempts']} aria-label="Attempts by solver">
      {attempts.map((each) => (
        <li key={each.solver}>
          <span className={classes['solver']} data-scripted={each.scripted}>
            {each.solver}
          </span>
          {total <= dotsMax && (
            <span className={classes['dots']} aria-hidden>
              {Array.from({ length: each.attempts }, (_, at) => (
                <i key={at} data-solved={at < each.solved} />
              ))}
            </span>
          )}
          <span className="ts-num">
            {each.solved}/{each.attempts}
          </span>
        </li>
      ))}
    </ul>
  );
}

function WordShape({ word }: { word: Strip['word'] }) {
  const shapes: Record<Strip['word'], string> = {
    CERTIFIED: 'M8 1.5 14 4v4c0 3.5-2.5 5.5-6 6.5C4.5 13.5 2 11.5 2 8V4zM5 8l2.2 2.2L11 6',
    STALE: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.5V8l2.5 1.5',
    'NOT CERTIFIED': 'M5 2h6l3 3v6l-3 3H5l-3-3V5zM5.5 5.5l5 5M10.5 5.5l-5 5',
    PARKED: 'M3 2h10v12H3zM6.5 12V5H9a2 2 0 0 1 0 4H6.5',
  };
  return (
    <svg
      viewBox="0 0 16 16"
      width={16}
      height={16}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      aria-hidden
    >
      <path d={shapes[word]} />
    </svg>
  );
}
