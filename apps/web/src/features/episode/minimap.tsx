/** The whole transcript as a strip: errors, messages, where the screen is. A click goes there; the keys ] and [ do too. */
import { useEffect, useRef, type MouseEvent } from 'react';
import type { EventRange, TranscriptStore } from './transcript-store.ts';
import classes from './episode.module.css';

export interface MinimapProps {
  store: TranscriptStore;
  shown: EventRange;
  onGo: (index: number) => void;
}

export function Minimap({ store, shown, onGo }: MinimapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const total = store.total ?? 0;
  const { outlinesKnown } = store;
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, store);
  }, [store, outlinesKnown, total]);
  const go = (event: MouseEvent<HTMLElement>) => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    onGo(Math.floor(((event.clientY - top) / height) * total));
  };
  const share = (index: number) => (total === 0 ? 0 : (100 * index) / total);
  return (
    <div className={classes['minimap']} onClick={go} aria-hidden>
      <canvas ref={canvas} />
      <div
        className={classes['shown']}
        style={{ top: `${share(shown.from)}%`, height: `${Math.max(0.6, share(shown.to - shown.from))}%` }}
      />
    </div>
  );
}

/** A line of pixels may stand for many events. */
function draw(canvas: HTMLCanvasElement, store: TranscriptStore): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext('2d');
  const total = store.total ?? 0;
  if (context === null || total === 0 || height === 0) return;
  canvas.width = width;
  canvas.height = height;
  const style = getComputedStyle(canvas);
  const [bad, info] = [style.getPropertyValue('--ts-bad'), style.getPropertyValue('--ts-line-strong')];
  const line = Math.max(1, height / total);
  const errors = store.errorsKnown;
  // Few errors are drawn thick enough to be seen; many as thin as they are, so that gaps between them stay.
  const errorLine = Math.max(line - 1, errors * 6 < height ? 3 : 1);
  for (let at = 0; at < total; at++) {
    const event = store.outlines[at];
    if (event === undefined || (!event.isError && event.type !== 'message')) continue;
    context.fillStyle = event.isError ? bad : info;
    context.fillRect(
      2,
      (at / total) * height,
      width - 4,
      event.isError ? errorLine : Math.max(0.5, line - 1),
    );
  }
}
