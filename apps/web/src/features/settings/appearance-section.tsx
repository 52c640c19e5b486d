/** Light, dark, or as the system has it. */
import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import classes from './settings.module.css';

export function AppearanceSection() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <section className={classes['section']} aria-labelledby="theme">
      <h2 id="theme">Theme</h2>
      <SegmentedControl
        aria-labelledby="theme"
        w={320}
        value={colorScheme}
        onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
        data={[
          { value: 'auto', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
      <p>Motion is left out where the system asks for that. Kept in this browser only.</p>
    </section>
  );
}
