/** Settings, one section an address: keys, models, budgets, shortcuts, appearance, system. */
import { Link, useParams } from '@tanstack/react-router';
import { Page } from '../../shell/page.tsx';
import { Notice } from '../../ui/notice.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { BudgetsSection } from './budgets-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { ShortcutsSection } from './shortcuts-section.tsx';
import { SystemSection } from './system-section.tsx';
import classes from './settings.module.css';

const sections = {
  keys: { title: 'API keys', Section: KeysSection },
  budgets: { title: 'Budgets', Section: BudgetsSection },
  shortcuts: { title: 'Shortcuts', Section: ShortcutsSection },
  appearance: { title: 'Appearance', Section: AppearanceSection },
  system: { title: 'System', Section: SystemSection },
};

export function SettingsPage() {
  const { section = 'keys' } = useParams({ from: '/settings/{-$section}' });
  const chosen = Object.entries(sections).find(([name]) => name === section)?.[1];
  return (
    <Page title={`Settings: ${chosen?.title ?? section}`}>
      <nav aria-label="Sections of settings" className={classes['sections']}>
        {Object.entries(sections).map(([name, { title }]) => (
          <Link
            key={name}
            to="/settings/{-$section}"
            params={{ section: name }}
            aria-current={name === section ? 'page' : undefined}
          >
            {title}
          </Link>
        ))}
      </nav>
      {chosen === undefined ? (
        <Notice title={`There is no section "${section}"`} hint="Choose one above." />
      ) : (
        <chosen.Section />
      )}
    </Page>
  );
}
