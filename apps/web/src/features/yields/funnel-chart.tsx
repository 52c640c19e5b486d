/** The funnel as bars, drawn in plain SVG. The table below it says the same in words; the keyboard and screen readers go there. */
import { useRouter } from '@tanstack/react-router';
import { gateIds } from '@touchstone/contracts';
import type { FunnelBar } from './funnel.ts';
import classes from './yields.module.css';

const rowHeight = 38;
const [labelWidth, chartWidth, figureWidth] = [190, 520, 250];
const width = labelWidth + chartWidth + figureWidth;

export function FunnelChart({ bars }: { bars: readonly FunnelBar[] }) {
  return (
    <svg className={classes['chart']} viewBox={`0 0 ${width} ${bars.length * rowHeight}`} aria-hidden>
      {bars.map((bar, index) => (
        <Row key={bar.step} bar={bar} top={index * rowHeight} />
      ))}
    </svg>
  );
}

function Row({ bar, top }: { bar: FunnelBar; top: number }) {
  const router = useRouter();
  const query = queryOf(bar.step);
  const drawn = <Bar bar={bar} top={top} />;
  if (query === null) return drawn;
  const address = { to: '/tasks', search: { q: query } } as const;
  return (
    <a
      href={router.buildLocation(address).href}
      tabIndex={-1}
      onClick={(event) => {
        event.preventDefault();
        void router.navigate(address);
      }}
    >
      {drawn}
    </a>
  );
}

function Bar({ bar, top }: { bar: FunnelBar; top: number }) {
  const reached = Math.max(bar.count > 0 ? 2 : 0, bar.share * chartWidth);
  const lostWidth = bar.lossShare === null ? 0 : reached * bar.lossShare;
  const left = labelWidth + (chartWidth - reached) / 2;
  return (
    <g transform={`translate(0 ${top})`}>
      <text x={labelWidth - 12} y={22} textAnchor="end" className={classes['label']}>
        {bar.title}
      </text>
      <rect x={left} y={6} width={reached} height={24} rx={3} className={classes['bar']} />
      {lostWidth > 0 && (
        <rect
          x={left + reached - lostWidth}
          y={6}
          width={lostWidth}
          height={24}
          rx={3}
          className={classes['lost']}
        />
      )}
      <text x={labelWidth + chartWidth + 12} y={22} className={classes['label']}>
        {bar.count.toLocaleString('en')}
        {bar.lost > 0 && (
          <tspan className={classes['loss']}>
            {`  −${bar.lost.toLocaleString('en')} (${lossText(bar)})`}
          </tspan>
        )}
      </text>
    </g>
  );
}

export function lossText({ lossShare }: FunnelBar): string {
  if (lossShare === null) return 'none reached it';
  const percent = lossShare * 100;
  return `${percent >= 10 || percent === 0 ? Math.round(percent) : percent.toFixed(1)} %`;
}

/** Tasks where a gate was not simply passed: what became a task although the gate said more than yes. */
export function queryOf(step: string): string | null {
  if (step === 'published') return 'status:published';
  return (gateIds as readonly string[]).includes(step) ? `gate:${step}=passed` : null;
}
