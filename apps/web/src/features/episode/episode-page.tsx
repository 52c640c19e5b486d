/** Episode. */
import { Page } from '../../shell/page.tsx';

export function EpisodePage() {
  return <Page title="Episode">{null}</Page>;
}
