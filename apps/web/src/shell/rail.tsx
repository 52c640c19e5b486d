/** The way between pages. Red team, Corpus and Judges have their place between Yields and Ops once they exist. */
import { Link } from '@tanstack/react-router';
import { shownKeys, commands, type CommandId } from '../keys/commands.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import classes from './rail.module.css';

const places = [
  { to: '/review', title: 'Review', icon: 'review', command: 'go.review' },
  { to: '/tasks', title: 'Tasks', icon: 'tasks', command: 'go.tasks' },
  { to: '/runs', title: 'Runs', icon: 'runs', command: 'go.runs' },
  { to: '/yields', title: 'Yields', icon: 'yields', command: 'go.yields' },
  { to: '/ops', title: 'Ops', icon: 'ops', command: 'go.ops' },
  { to: '/settings/{-$section}', title: 'Settings', icon: 'settings', command: 'go.settings' },
] as const satisfies readonly { to: string; title: string; icon: IconName; command: CommandId }[];

export function Rail() {
  return (
    <nav className={classes['rail']} aria-label="Pages">
      <Link to="/tasks" className={classes['brand']} aria-label="Touchstone: all tasks">
        <img src="/touchstone.svg" alt="" width={24} height={24} />
        <span className={classes['word']}>Touchstone</span>
      </Link>
      {places.map(({ to, title, icon, command }) => (
        <Link
          key={to}
          to={to}
          className={classes['place']}
          activeProps={{ 'data-active': true }}
          title={title}
        >
          <Icon name={icon} />
          <span className={classes['word']}>{title}</span>
          <span className={classes['keys']} aria-hidden>
            {shownKeys(commands[command].keys[0] ?? '').map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </span>
        </Link>
      ))}
    </nav>
  );
}
