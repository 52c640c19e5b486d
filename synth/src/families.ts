/** Every family, by category. A new family is one line here. */
import { InputFault, type AnyFamily } from '@touchstone/contracts';
import { mutateJavascript, mutatePython, releases } from './code/families.ts';
import { equipmentLoansFamily } from './general/worlds/equipment-loans/family.ts';
import { ferryCrewFamily } from './general/worlds/ferry-crew/family.ts';
import { kidneyExchangeFamily } from './general/worlds/kidney-exchange/family.ts';
import { recallFamily } from './general/worlds/recall/family.ts';
import { codes } from './interpreter/codes/family.ts';
import { chances } from './interpreter/chances/family.ts';
import { patterns } from './interpreter/patterns/family.ts';
import { puzzles } from './interpreter/puzzles/family.ts';
import { payrolls } from './interpreter/tables/payrolls/family.ts';
import { stationLog } from './interpreter/tables/station-log/family.ts';
import { strikes } from './interpreter/tables/strikes/family.ts';
import { tilings } from './interpreter/tilings/family.ts';
import { museumFamilies } from './search/archive/museum/families.ts';
import { portOfficeFamilies } from './search/archive/port-office/families.ts';
import { taxaSexes, taxaWings } from './search/taxa/species-family.ts';
import { anniversaries, contemporaries, towns } from './search/vital/lives-family.ts';

export const families: readonly AnyFamily[] = [
  tilings,
  chances,
  codes,
  patterns,
  puzzles,
  payrolls,
  stationLog,
  strikes,
  ferryCrewFamily,
  equipmentLoansFamily,
  kidneyExchangeFamily,
  recallFamily,
  ...portOfficeFamilies,
  ...museumFamilies,
  anniversaries,
  towns,
  contemporaries,
  taxaSexes,
  taxaWings,
  mutatePython,
  mutateJavascript,
  releases,
];

/** The family with this id; an `InputFault` that lists them all when there is none. */
export function familyById(id: string): AnyFamily {
  const family = families.find((candidate) => candidate.id === id);
  if (family) return family;
  throw new InputFault(`Expected the id of a family, got ${id}.`, {
    code: 'unknown-family',
    hint: `Families: ${families.map((candidate) => candidate.id).join(', ')}.`,
  });
}
