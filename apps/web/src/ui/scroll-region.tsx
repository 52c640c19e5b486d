/** A part that scrolls by itself: named, and reachable by keyboard so that it can be scrolled without a mouse. */
import type { ReactNode, RefObject } from 'react';

export interface ScrollRegionProps {
  label: string;
  className?: string | undefined;
  /** Text as it stands, in the font of code. */
  pre?: boolean;
  ref?: RefObject<HTMLElement | null>;
  children: ReactNode;
}

export function ScrollRegion({ label, className, pre = false, ref, children }: ScrollRegionProps) {
  const Element = pre ? 'pre' : 'div';
  return (
    <Element ref={(ref ?? null) as never} className={className} tabIndex={0} role="region" aria-label={label}>
      {children}
    </Element>
  );
}
