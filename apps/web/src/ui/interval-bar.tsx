/**
 * A rate's 95 % interval on the scale of square roots from 0 to 100 %, with ticks at 1, 3, 10 and 50 %: small bounds are what
 * one compares. Without trials the bar is empty and dashed. The words beside it say the numbers.
 */
import type { Rate } from '@touchstone/contracts';
import classes from './interval-bar.module.css';

const width = 96;
const ticks = [0.01, 0.03, 0.1, 0.5];
const at = (share: number) => Math.sqrt(Math.min(1, Math.max(0, share))) * width;

export function IntervalBar({ rate }: { rate: Rate | null }) {
  return (
    <svg className={classes['bar']} width={width} height={14} viewBox={`0 0 ${width} 14`} aria-hidden>
      <path className={classes['ground']} d={`M0 7h${width}`} data-measured={rate !== null} />
      {ticks.map((tick) => (
        <path key={tick} className={classes['tick']} d={`M${at(tick)} 3v8`} />
      ))}
      {rate !== null && (
        <>
          <rect
            className={classes['interval']}
            x={at(rate.low)}
            y={4}
            width={Math.max(2, at(rate.high) - at(rate.low))}
            height={6}
            rx={1}
          />
          <path
            className={classes['point']}
            d={`M${at(rate.trials === 0 ? 0 : rate.events / rate.trials)} 1.5v11`}
          />
        </>
      )}
    </svg>
  );
}
