/** Review. */
import { Page } from '../../shell/page.tsx';

export function ReviewPage() {
  return <Page title="Review">{null}</Page>;
}
