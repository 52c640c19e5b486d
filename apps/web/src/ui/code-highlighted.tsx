/** See code.tsx, which loads this. highlight.js escapes the text; its answer is spans with classes and nothing else. */
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import diff from 'highlight.js/lib/languages/diff';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import sql from 'highlight.js/lib/languages/sql';
import { useMemo } from 'react';
import './code-colours.css';
import type { Language } from './code.tsx';

for (const [name, grammar] of Object.entries({ bash, diff, javascript, json, python, sql }))
  hljs.registerLanguage(name, grammar);

export function Highlighted({ text, language }: { text: string; language: Language }) {
  const html = useMemo(
    () => hljs.highlight(text, { language, ignoreIllegals: true }).value,
    [text, language],
  );
  return <code dangerouslySetInnerHTML={{ __html: html }} />;
}
