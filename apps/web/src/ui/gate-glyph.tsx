/**
 * Gates as shapes: a filled disc passed, a cross failed, a dash is not applicable, a hollow ring not measured, a hollow diamond
 * abstained. The shape tells them apart without colour; abstained is never red.
 */
import { gateIds, type GateId, type GateOutcome } from '@touchstone/contracts';
import { gateTitles, outcomeTitles } from './gates.ts';
import classes from './gate-glyph.module.css';

const step = 13;

/** One outcome, drawn round (0, 0). */
const shapes: Record<GateOutcome, (x: number) => string> = {
  passed: (x) => `M${x - 4} 6.5a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z`,
  failed: (x) => `M${x - 3.5} 3l7 7M${x + 3.5} 3l-7 7`,
  'not-applicable': (x) => `M${x - 3} 6.5h6`,
  'not-measured': (x) => `M${x - 3.2} 6.5a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0z`,
  abstained: (x) => `M${x} 2.5l4 4l-4 4l-4 -4z`,
};

/** All eleven in their order, in one drawing: a path an outcome, so that a row of a list stays small. */
export function GateGlyphs({ gates }: { gates: Partial<Record<GateId, GateOutcome>> }) {
  const paths = new Map<GateOutcome, string>();
  gateIds.forEach((gate, at) => {
    const outcome = gates[gate] ?? 'not-measured';
    paths.set(outcome, (paths.get(outcome) ?? '') + shapes[outcome](6.5 + at * step));
  });
  return (
    <svg
      className={classes['glyphs']}
      width={gateIds.length * step}
      height={13}
      role="img"
      aria-label={inWords(gates)}
      viewBox={`0 0 ${gateIds.length * step} 13`}
    >
      {[...paths].map(([outcome, path]) => (
        <path key={outcome} d={path} data-outcome={outcome} />
      ))}
    </svg>
  );
}

export function GateGlyph({ outcome }: { outcome: GateOutcome }) {
  return (
    <svg className={classes['glyphs']} width={13} height={13} viewBox="0 0 13 13" aria-hidden>
      <path d={shapes[outcome](6.5)} data-outcome={outcome} />
    </svg>
  );
}

function inWords(gates: Partial<Record<GateId, GateOutcome>>): string {
  const others = gateIds.filter((gate) => gates[gate] !== 'passed');
  const passed = `${gateIds.length - others.length} of ${gateIds.length} gates passed`;
  if (others.length === 0) return passed;
  return `${passed}; ${others.map((gate) => `${gateTitles[gate]}: ${outcomeTitles[gates[gate] ?? 'not-measured']}`).join(', ')}`;
}
