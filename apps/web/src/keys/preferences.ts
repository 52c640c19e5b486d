/** What a person changed about the keys, kept in this browser. Letters can be switched off (WCAG 2.1.4). */
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { commands, type CommandId } from './commands.ts';

const storageName = 'touchstone.keys';
const preferencesSchema = z.object({
  /** No single-character keys; those with Ctrl or ⌘ still work. */
  lettersOff: z.boolean().default(false),
  remapped: z.record(z.string(), z.array(z.string())).default({}),
});
export type KeyPreferences = z.infer<typeof preferencesSchema>;

let current = read();
const listeners = new Set<() => void>();

export function keyPreferences(): KeyPreferences {
  return current;
}

export function setKeyPreferences(next: KeyPreferences): void {
  current = next;
  try {
    localStorage.setItem(storageName, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing still has the keys until the page is closed.
  }
  listeners.forEach((listener) => listener());
}

export function useKeyPreferences(): KeyPreferences {
  return useSyncExternalStore(subscribeKeyPreferences, keyPreferences);
}

export function subscribeKeyPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function keysOf(id: CommandId, preferences: KeyPreferences): readonly string[] {
  const keys = preferences.remapped[id] ?? commands[id].keys;
  return preferences.lettersOff ? keys.filter((key) => !isLetters(key)) : keys;
}

function isLetters(keys: string): boolean {
  return keys.split(' ').some((press) => /^(Shift\+|\[Shift\]\+)?.$/.test(press));
}

function read(): KeyPreferences {
  try {
    return preferencesSchema.parse(JSON.parse(localStorage.getItem(storageName) ?? '{}'));
  } catch {
    return preferencesSchema.parse({});
  }
}
