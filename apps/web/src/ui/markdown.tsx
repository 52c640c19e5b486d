/**
 * Text of others as Markdown: sanitised, no HTML, no images (they would load from elsewhere), and links that only say where they
 * lead. Loaded lazily; until then, and where it fails, the text stands as it is.
 */
import { Suspense, lazy } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import classes from './markdown.module.css';

const Rendered = lazy(() =>
  import('./markdown-rendered.tsx').then(({ Rendered }) => ({ default: Rendered })),
);

export function HostileMarkdown({ text }: { text: string }) {
  const plain = <div className={classes['plain']}>{text}</div>;
  return (
    <div className={classes['markdown']}>
      <ErrorBoundary fallback={plain}>
        <Suspense fallback={plain}>
          <Rendered text={text} />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}
