/** The acts made in this tab, newest first: what `z` takes back, whoever else acts meanwhile. */
import { useSyncExternalStore } from 'react';
import { z } from 'zod';

const storageName = 'touchstone.ops';
const opsMax = 20;
const listeners = new Set<() => void>();
let current = read();

export function rememberOp(id: string): void {
  keep([id, ...current.filter((other) => other !== id)].slice(0, opsMax));
}

function ownOps(): readonly string[] {
  return current;
}

export function useOwnOps(): readonly string[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, ownOps);
}

function keep(next: readonly string[]): void {
  current = next;
  try {
    sessionStorage.setItem(storageName, JSON.stringify(next));
  } catch {
    // Kept in memory only.
  }
  listeners.forEach((listener) => listener());
}

function read(): readonly string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(sessionStorage.getItem(storageName) ?? '[]'));
  } catch {
    return [];
  }
}
