/** Families that ask the archive of a museum. */
import { claimFamily } from './claim.ts';
import { lateFamily } from './late.ts';
import { oeuvreFamily } from './oeuvre.ts';
import { whereaboutsFamily } from './whereabouts.ts';

export const museumFamilies = [claimFamily, whereaboutsFamily, lateFamily, oeuvreFamily];
