/** How code and a prompt look in each language. */
import type { Language } from '../library.ts';

export interface Dialect {
  fence: string;
  comment: string;
  prompt: string;
  continued: string;
  /** Prints the value of an expression. */
  print: (expression: string) => string;
}

export const dialects: Readonly<Record<Language, Dialect>> = {
  python: {
    fence: 'python',
    comment: '#',
    prompt: '>>> ',
    continued: '... ',
    print: (expression) => `print(${expression})`,
  },
  javascript: {
    fence: 'js',
    comment: '//',
    prompt: '> ',
    continued: '... ',
    print: (expression) => `console.log(${expression})`,
  },
};
