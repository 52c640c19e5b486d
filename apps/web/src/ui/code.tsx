/** Source text, coloured where the language is one of six. The colouring is loaded lazily; the text is there at once. */
import { Suspense, lazy } from 'react';
import { ScrollRegion } from './scroll-region.tsx';
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
    <ScrollRegion pre className={classes['code']} label={label ?? 'Source'}>
      {language === null || text.length > colouredCharactersMax ? (
        <code>{text}</code>
      ) : (
        <Suspense fallback={<code>{text}</code>}>
          <Highlighted text={text} language={language} />
        </Suspense>
      )}
    </ScrollRegion>
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
