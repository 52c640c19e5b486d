/** Where tests keep what is large and slow to make: the same cache as the program's own. */
import { homedir } from 'node:os';
import path from 'node:path';

export const testHome = process.env['TOUCHSTONE_HOME'] ?? path.join(homedir(), '.cache', 'touchstone');
