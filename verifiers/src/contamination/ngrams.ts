/**
 * Contamination by shared n-grams: runs of n words that a task has in common with an entry of a list, a public benchmark
 * say. Words are compared in lower case without punctuation (GPT-3 report, appendix C, with n = 13). What is shared is a
 * flag for a reader, not a proof: a licence text or a common error message is shared too.
 */

/** Runs of this many words are counted when nobody says otherwise. */
export const ngramWordsDefault = 13;

export interface ListEntry {
  /** Name of the list. */
  list: string;
  /** Where in the list, from 1. */
  entry: number;
  text: string;
}

export interface SharedText {
  task: string;
  list: string;
  entry: number;
  /** Distinct n-grams of the task that the entry has too, of so many. */
  shared: number;
  of: number;
  /** The first of them, in the task's own order. */
  example: string;
}

/** Every (task, entry) with at least one n-gram in common, most shared first. Reads the entries once. */
export async function sharedTexts(
  tasks: readonly { id: string; text: string }[],
  entries: AsyncIterable<ListEntry>,
  words: number,
): Promise<SharedText[]> {
  const ofTask = tasks.map(({ text }) => [...new Set(ngrams(text, words))]);
  const holders = new Map<string, number[]>();
  ofTask.forEach((grams, task) => {
    for (const gram of grams) {
      const known = holders.get(gram);
      // Many tasks of a family share their words: copying the list each time would cost its square.
      if (known) known.push(task);
      else holders.set(gram, [task]);
    }
  });
  const found: SharedText[] = [];
  for await (const { list, entry, text } of entries) {
    const common = new Map<number, Set<string>>();
    for (const gram of new Set(ngrams(text, words)))
      for (const task of holders.get(gram) ?? []) common.set(task, (common.get(task) ?? new Set()).add(gram));
    for (const [index, grams] of common) {
      const all = ofTask[index] ?? [];
      const example = all.find((gram) => grams.has(gram)) ?? '';
      found.push({
        task: tasks[index]?.id ?? '',
        list,
        entry,
        shared: grams.size,
        of: all.length,
        example,
      });
    }
  }
  return found.sort((a, b) => b.shared / b.of - a.shared / a.of || (a.task < b.task ? -1 : 1));
}

/** All runs of n words; of a shorter text the text itself, so that short tasks are compared whole. */
function ngrams(text: string, words: number): string[] {
  const all =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (all.length === 0) return [];
  if (all.length < words) return [all.join(' ')];
  return Array.from({ length: all.length - words + 1 }, (_, start) =>
    all.slice(start, start + words).join(' '),
  );
}
