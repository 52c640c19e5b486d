/** How many runs work now, in the top bar; nothing where none does or nobody may know. */
import { Link } from '@tanstack/react-router';
import { useRuns } from './runs-api.ts';
import classes from './runs.module.css';

const pillMs = 15_000;

export function LivePill() {
  const { data } = useRuns(pillMs);
  const running = data?.filter(({ state }) => state === 'running') ?? [];
  const first = running[0];
  if (first === undefined) return null;
  return running.length === 1 ? (
    <Link to="/runs/$id" params={{ id: first.id }} className={classes['pill']}>
      <Dot /> {first.name}: {first.counts.published} of {first.quota}
    </Link>
  ) : (
    <Link to="/runs" className={classes['pill']}>
      <Dot /> {running.length} runs
    </Link>
  );
}

function Dot() {
  return <span className={classes['dot']} aria-hidden />;
}
