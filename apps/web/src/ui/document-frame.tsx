/**
 * A frozen page at a quote, in a frame without script, network or origin (`sandbox=""`). The text is escaped here; the frame's own
 * policy is the page's, which it inherits with the blob. The address of the blob ends in the quote's place, so it opens there.
 */
import type { WebDocument } from '@touchstone/contracts';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useState } from 'react';
import frameCss from './document-frame-inside.css?url';
import classes from './document-frame.module.css';

export interface DocumentFrameProps {
  document: WebDocument;
  /** UTF-16 code units of the text. */
  mark: { start: number; end: number } | null;
}

export function DocumentFrame({ document, mark }: DocumentFrameProps) {
  const scheme = useComputedColorScheme('light');
  const [address, setAddress] = useState<string | null>(null);
  const start = mark?.start ?? null;
  const end = mark?.end ?? null;
  useEffect(() => {
    const html = pageOf(document, start === null || end === null ? null : { start, end }, scheme);
    const blob = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
    setAddress(`${blob}#quote`);
    return () => URL.revokeObjectURL(blob);
  }, [document, start, end, scheme]);
  return (
    <figure className={classes['figure']}>
      <figcaption>
        <b>{document.title}</b> <code>{document.url}</code>
        <small>
          {document.licence}, {document.attribution}
        </small>
      </figcaption>
      {address !== null && (
        // Another key is another frame: a frame that only changes its address would keep its place.
        <iframe
          key={address}
          sandbox=""
          src={address}
          title={`Frozen page: ${document.title}`}
          className={classes['frame']}
        />
      )}
    </figure>
  );
}

function pageOf(document: WebDocument, mark: { start: number; end: number } | null, scheme: string): string {
  const { text } = document;
  const body =
    mark === null
      ? escaped(text)
      : `${escaped(text.slice(0, mark.start))}<mark id="quote">${escaped(text.slice(mark.start, mark.end))}</mark>${escaped(text.slice(mark.end))}`;
  const css = new URL(frameCss, location.href).href;
  return `<!doctype html><html lang="${escaped(document.language)}" data-scheme="${scheme}"><head><meta charset="utf-8"><title>${escaped(document.title)}</title><link rel="stylesheet" href="${escaped(css)}"></head><body><h1>${escaped(document.title)}</h1><pre>${body}</pre></body></html>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
