/**
 * Colours and sizes, once. Mantine's defaults that break WCAG AA (filled blue button 4.19:1, green badge 4.36:1, dimmed text
 * 3.3:1, slider thumbs under 24 px) are mended here and nowhere else.
 */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The streak that gold leaves on the stone. */
const brass: MantineColorsTuple = [
  '#fbf5e6',
  '#f4e8c8',
  '#e8d194',
  '#dcb95c',
  '#d2a634',
  '#b98a1f',
  '#9a7015',
  '#7f5b10',
  '#6a4b0e',
  '#4d360a',
];

export const theme = createTheme({
  primaryColor: 'brass',
  colors: { brass },
  /** White stands on both at 6:1 or more: the variants of buttons know one colour of text for both themes. */
  primaryShade: { light: 8, dark: 7 },
  cursorType: 'pointer',
  respectReducedMotion: true,
  defaultRadius: 'sm',
  fontFamily: 'ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "Liberation Mono", monospace',
  components: {
    /** Locking the page's scroll adds a style element, which the content security policy refuses; the body never scrolls. */
    Modal: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
    RangeSlider: { defaultProps: { thumbSize: 24 } },
    Slider: { defaultProps: { thumbSize: 24 } },
    Tooltip: { defaultProps: { openDelay: 300 } },
  },
});

export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1d2025',
    '--mantine-color-dimmed': '#555b64',
    '--mantine-color-placeholder': '#636a74',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#6a4b0e',
    '--mantine-primary-color-filled': '#6a4b0e',
    '--mantine-primary-color-filled-hover': '#4d360a',
    '--mantine-primary-color-light-color': '#5c410c',
  },
  dark: {
    '--mantine-color-body': '#17191d',
    '--mantine-color-text': '#e6e7ea',
    '--mantine-color-dimmed': '#a9aeb8',
    '--mantine-color-placeholder': '#979daa',
    '--mantine-color-error': '#ff8f87',
    '--mantine-color-anchor': '#e3c272',
    '--mantine-color-default': '#202329',
    '--mantine-color-default-border': '#3d424c',
    '--mantine-primary-color-light-color': '#e8d194',
  },
});
