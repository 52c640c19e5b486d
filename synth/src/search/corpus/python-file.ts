/** Reads a `.py` file beside a module; call it once, at load. */
import { readFileSync } from 'node:fs';

export function pythonFile(name: string, moduleUrl: string): string {
  return readFileSync(new URL(name, moduleUrl), 'utf8');
}
