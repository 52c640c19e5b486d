/**
 * Drafts of a run by item number. An item is a pure function of (randomSeed, family, item), so what one worker drafted
 * another drafts again alike; drafts are only kept in memory to spare work.
 */
import { isRefusal, type AnyFamily, type Draft, type Refusal } from '@touchstone/contracts';
import { propose, type GamePorts } from '@touchstone/synth';
import { draftsKeptMax, siblingReach, siblingsMax } from './limits.ts';

export interface DraftItems {
  draft(family: AnyFamily, item: number): Promise<Draft | Refusal>;
  /** Drafts of the next lower items, nearest first, at most `siblingsMax`; those refused while drafting are passed over. */
  siblings(family: AnyFamily, item: number): Promise<Draft[]>;
}

export function createDraftItems(
  options: { randomSeed: number; saltKey: string },
  ports: GamePorts,
): DraftItems {
  const kept = new Map<string, Promise<Draft | Refusal>>();

  const draft = (family: AnyFamily, item: number) => {
    const key = `${family.id}/${item}`;
    const made = kept.get(key) ?? propose(family, { ...options, item, ...ports });
    // Taken out and put back: the oldest use goes first.
    kept.delete(key);
    kept.set(key, made);
    // A fault or a stop is not the item's answer and is not remembered.
    made.catch(() => kept.delete(key));
    if (kept.size > draftsKeptMax) kept.delete(kept.keys().next().value as string);
    return made;
  };

  return {
    draft,
    async siblings(family, item) {
      const found: Draft[] = [];
      for (let lower = item - 1; lower >= Math.max(0, item - siblingReach); lower--) {
        if (found.length === siblingsMax) break;
        const made = await draft(family, lower);
        if (!isRefusal(made)) found.push(made);
      }
      return found;
    },
  };
}
