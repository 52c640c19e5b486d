/** Op. */
import { Page } from '../../shell/page.tsx';

export function OpPage() {
  return <Page title="Op">{null}</Page>;
}
