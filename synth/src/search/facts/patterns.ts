/** Every pattern that docs/facts.md keeps. */
import { creatorEn, lifeYearsEn, occupationEn, workYearEn } from './descriptions-en.ts';
import type { Pattern } from './fact.ts';
import { hosts } from './hosts.ts';
import { birthDayFr, birthPlaceFr, deathDayFr } from './lives-fr.ts';
import { milestones } from './milestones.ts';
import { describedBy, family } from './naming.ts';
import { populations } from './populations.ts';
import { wingspan, wingspanBySex } from './wingspans.ts';

export const patterns: readonly Pattern[] = [
  birthDayFr,
  deathDayFr,
  birthPlaceFr,
  lifeYearsEn,
  occupationEn,
  creatorEn,
  workYearEn,
  ...milestones,
  ...populations,
  wingspanBySex,
  wingspan,
  hosts,
  describedBy,
  family,
];
