/** Task. */
import { Page } from '../../shell/page.tsx';

export function TaskPage() {
  return <Page title="Task">{null}</Page>;
}
