/**
 * The API key of whoever uses the page: kept until the tab is closed, never in an address. A server on loopback without
 * keys needs none.
 */
const storageName = 'touchstone.key';
let current = read();

export function apiKey(): string | null {
  return current;
}

export function setApiKey(key: string | null): void {
  current = key;
  try {
    if (key === null) sessionStorage.removeItem(storageName);
    else sessionStorage.setItem(storageName, key);
  } catch {
    // Kept in memory only.
  }
}

function read(): string | null {
  try {
    return sessionStorage.getItem(storageName);
  } catch {
    return null;
  }
}
