/** Tasks. */
import { Page } from '../../shell/page.tsx';

export function TasksPage() {
  return <Page title="Tasks">{null}</Page>;
}
