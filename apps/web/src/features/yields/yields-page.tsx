/** Yields. */
import { Page } from '../../shell/page.tsx';

export function YieldsPage() {
  return <Page title="Yields">{null}</Page>;
}
