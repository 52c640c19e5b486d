/** Incidents of each kind, drawn from the records: what was found, where, and the title under which it is opened. */
import type { Rng } from '@touchstone/contracts';
import type { Allergen } from './trades.ts';
import { declares, type Incident, type IncidentKind } from './decide.ts';
import type { Records } from './records.ts';

export const incidentKinds: readonly IncidentKind[] = ['finding', 'ingredient', 'carry-over', 'fragment'];

/** Days back from today within which the cause lies: younger lots have not left, older ones are eaten. */
const daysBack = { from: 3, to: 18 };
/** A missing part is seen sooner than it makes anybody ill. */
const daysBackOfPart = { from: 1, to: 6 };

/** Why a supplier withdraws a batch. Organisms do not live in salt, sugar, oil or lemon juice. */
const organisms = ['Salmonella', 'Listeria monocytogenes'] as const;
const bodies = ['glass fragments', 'metal swarf', 'pieces of hard plastic'] as const;
const barren = /salt|sugar|oil|juice/;
/** Listeria needs water; in these one finds Salmonella. */
const dry =
  /crumb|chocolate|paprika|cumin|couscous|pepper$|tahini|cashew|paste|butter|grains|gelatine|chickpeas/;

/** An incident of this kind, or null where the draw found none; its size is for others to judge. */
export function drawIncident(rng: Rng, records: Records, kind: IncidentKind): Incident | null {
  const { lots, runs, intakes, materials, today } = records;
  const timely = (day: number, { from, to } = daysBack) => today - day >= from && today - day <= to;
  switch (kind) {
    case 'finding': {
      const lot = pick(
        rng,
        [...lots.keys()].filter((index) => timely(lots[index]!.made) && !cooked(records, index)),
      );
      return lot === null ? null : { kind, lot, organism: rng.pick(records.organisms) };
    }
    case 'ingredient': {
      const intake = pick(
        rng,
        [...intakes.keys()].filter((index) => timely(intakes[index]!.received)),
      );
      if (intake === null) return null;
      const organism = !barren.test(materials[intakes[intake]!.material]!.name) && rng.chance(0.6);
      if (!organism) return { kind, intake, hazard: rng.pick(bodies), organism };
      const hazard = dry.test(materials[intakes[intake]!.material]!.name)
        ? organisms[0]
        : rng.pick(organisms);
      return { kind, intake, hazard, organism };
    }
    case 'carry-over': {
      const run = pick(
        rng,
        [...runs.keys()].filter((index) => timely(lots[runs[index]!.lot]!.made)),
      );
      if (run === null) return null;
      const { lot, line } = runs[run]!;
      const absent = alienAllergens(records, lot, line);
      return absent.length === 0 ? null : { kind, lot, line, allergen: rng.pick(absent) };
    }
    case 'fragment': {
      const run = pick(
        rng,
        [...runs.keys()].filter((index) => timely(lots[runs[index]!.lot]!.made, daysBackOfPart)),
      );
      return run === null
        ? null
        : { kind, line: runs[run]!.line, at: runs[run]!.end + 5 * rng.integer(1, 4) };
    }
  }
}

/** Allergens of other products of a line that this lot does not declare. */
function alienAllergens(records: Records, lot: number, line: number): Allergen[] {
  const { runs, lots, products } = records;
  const there = new Set(
    runs.filter((run) => run.line === line).flatMap((run) => products[lots[run.lot]!.product]!.allergens),
  );
  return [...there].filter((allergen) => !declares(records, lot, allergen)).sort();
}

function cooked({ lots, products }: Records, lot: number): boolean {
  return products[lots[lot]!.product]!.cooked;
}

function pick(rng: Rng, indices: readonly number[]): number | null {
  return indices.length === 0 ? null : rng.pick(indices);
}

export function titleOf(records: Records, incident: Incident): string {
  const { lots, lines, intakes, materials } = records;
  switch (incident.kind) {
    case 'finding':
      return `${incident.organism}, lot ${lots[incident.lot]!.id}`;
    case 'ingredient': {
      const { material, batch } = intakes[incident.intake]!;
      return `Withdrawn ${materials[material]!.name}, supplier batch ${batch}`;
    }
    case 'carry-over':
      return `Undeclared ${incident.allergen}, lot ${lots[incident.lot]!.id}`;
    case 'fragment':
      return `Part missing on ${lines[incident.line]!.name}`;
  }
}
