/** Ops. */
import { Page } from '../../shell/page.tsx';

export function OpsPage() {
  return <Page title="Ops">{null}</Page>;
}
