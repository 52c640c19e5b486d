/** Review. */
import { Page } from '../../shell/page.tsx';

export function QueuesPage() {
  return <Page title="Review">{null}</Page>;
}
