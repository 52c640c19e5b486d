/** The part of every program that reads a museum's records: `museum.py` beside it. */
import { readFileSync } from 'node:fs';

export const museumReader = readFileSync(new URL('./museum.py', import.meta.url), 'utf8');
