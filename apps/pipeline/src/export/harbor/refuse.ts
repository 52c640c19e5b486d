/** Why a task cannot be a Harbor task as things are; null where it can. Listed in the manifest, never left out in silence. */
import type { TaskPublic } from '@touchstone/contracts';
import { webBytesMax } from './limits.ts';

export interface RefusedTask {
  id: string;
  category: string;
  /** Kebab-case. */
  code: string;
  /** One sentence. */
  reason: string;
}

/** `webBytes`: size of the web that the task searches, null where it searches none. */
export function refuse(
  { environment }: TaskPublic,
  webBytes: number | null,
): Pick<RefusedTask, 'code' | 'reason'> | null {
  if (environment.user !== null)
    return {
      code: 'needs-a-user',
      reason: 'The attempt talks to a simulated user, and an exported folder has nobody to play it.',
    };
  if (webBytes !== null && webBytes > webBytesMax)
    return {
      code: 'web-too-large',
      reason: `The web it searches has more than ${webBytesMax} bytes, and every Harbor task carries its own copy.`,
    };
  if (environment.runtime.language === 'shell')
    return { code: 'no-image', reason: 'No image is described for tasks of the language shell.' };
  return null;
}
