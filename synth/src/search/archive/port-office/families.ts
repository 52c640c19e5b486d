/** The families that ask a port office. */
import type { AnyFamily } from '@touchstone/contracts';
import { portHeld } from './held.ts';

export const portOfficeFamilies: readonly AnyFamily[] = [portHeld];
