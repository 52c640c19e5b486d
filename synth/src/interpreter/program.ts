/** Puts a case into a Python program that stands beside the TypeScript: the program finds it as the global `CASE`. */
import { readFileSync } from 'node:fs';
import { canonicalJson, type Json, type Program } from '@touchstone/contracts';

/** Reads a `.py` file beside a module; call it once, at load. */
export function pythonFile(name: string, moduleUrl: string): string {
  return readFileSync(new URL(name, moduleUrl), 'utf8');
}

export function programFor(
  python: string,
  data: { [key: string]: Json },
  about: { name: string; how: string },
): Program {
  // A JSON text inside a JSON text is a Python string literal: both escape alike.
  const header = `import json\nCASE = json.loads(${JSON.stringify(canonicalJson(data))})\n\n`;
  return { ...about, source: header + python };
}
