/**
 * Mantine would write its variables into a style element when the page starts, which a strict content security policy
 * refuses. They depend on nothing that happens in a browser, so they are written into a stylesheet when the page is built.
 */
import {
  DEFAULT_THEME,
  convertCssVariables,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import type { Plugin } from 'vite';
import { resolveVariables, theme } from './theme.ts';

const name = 'virtual:theme.css';

export function themeCss(): Plugin {
  return {
    name: 'touchstone-theme',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? variables() : undefined),
  };
}

function variables(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const standard = defaultCssVariablesResolver(merged);
  const own = resolveVariables(merged);
  return convertCssVariables(
    {
      variables: { ...standard.variables, ...own.variables },
      light: { ...standard.light, ...own.light, '--mantine-color-scheme': 'light' },
      dark: { ...standard.dark, ...own.dark, '--mantine-color-scheme': 'dark' },
    },
    ':root',
  );
}
