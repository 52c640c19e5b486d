/** The families that ask a port office. */
import type { AnyFamily } from '@touchstone/contracts';
import { portDues } from './dues.ts';
import { portHeld } from './held.ts';
import { portNotices } from './use.ts';

export const portOfficeFamilies: readonly AnyFamily[] = [portHeld, portNotices, portDues];
