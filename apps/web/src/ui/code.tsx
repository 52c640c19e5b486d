/** Source text, coloured where the language is one of six. The colouring is loaded lazily; the text is there at once. */
import { Suspense, lazy } from 'react';
import classes from './code.module.css';

const Highlighted = lazy(() =>
  import('./code-highlighted.tsx').then(({ Highlighted }) => ({ default: Highlighted })),
);

export const languages = ['python', 'javascript', 'json', 'diff', 'bash', 'sql'] as const;
export type Language = (typeof languages)[number];

/** Colouring longer texts costs more than it tells. */
const colouredCharactersMax = 60_000;

export interface CodeProps {
  text: string;
  language?: Language | null;
  label?: string;
}

export function Code({ text, language = null, label }: CodeProps) {
  return (
    // A long text scrolls inside: it must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={classes['code']} tabIndex={0} role="region" aria-label={label ?? 'Source'}>
      {language === null || text.length > colouredCharactersMax ? (
        <code>{text}</code>
      ) : (
        <Suspense fallback={<code>{text}</code>}>
          <Highlighted text={text} language={language} />
        </Suspense>
      )}
    </pre>
  );
}

export function languageOf(path: string): Language | null {
  const extension = /\.([a-z]+)$/.exec(path)?.[1] ?? '';
  const known: Record<string, Language> = {
    py: 'python',
    pyi: 'python',
    js: 'javascript',
    mjs: 'javascript',
    cjs: 'javascript',
    ts: 'javascript',
    json: 'json',
    diff: 'diff',
    patch: 'diff',
    sh: 'bash',
    sql: 'sql',
  };
  return known[extension] ?? null;
}
