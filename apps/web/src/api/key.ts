/**
 * The API key of whoever uses the page: kept until the tab is closed, never in an address. A server on loopback without
 * keys needs none.
 */
import { useSyncExternalStore } from 'react';

const storageName = 'touchstone.key';
let current = read();
const listeners = new Set<() => void>();

export function apiKey(): string | null {
  return current;
}

export function useApiKey(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => current,
  );
}

export function setApiKey(key: string | null): void {
  current = key;
  try {
    if (key === null) sessionStorage.removeItem(storageName);
    else sessionStorage.setItem(storageName, key);
  } catch {
    // Kept in memory only.
  }
  listeners.forEach((listener) => listener());
}

function read(): string | null {
  try {
    return sessionStorage.getItem(storageName);
  } catch {
    return null;
  }
}
