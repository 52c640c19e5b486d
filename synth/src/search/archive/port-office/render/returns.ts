/** The return that a clerk writes for every vessel that has called. */
import type { Rng } from '@touchstone/contracts';
import { spoken, yearOf } from '../../days.ts';
import type { ArchiveRecord } from '../../archive.ts';
import { callRecord, clock, dayOf, metres, nameOn, type Call, type Port } from '../model.ts';

const cargoes: Record<string, readonly string[]> = {
  tanker: ['gas oil', 'heating oil', 'petrol', 'vegetable oil'],
  'gas carrier': ['propane', 'butane'],
  'bulk carrier': ['wheat', 'coal', 'fertiliser', 'iron ore pellets'],
  'general cargo ship': ['sawn timber', 'steel coils', 'bagged cement', 'wood pulp'],
  coaster: ['china clay', 'stone', 'barley', 'scrap iron'],
  reefer: ['bananas', 'frozen fish', 'citrus fruit'],
};

export function returnText(rng: Rng, port: Port, call: Call): ArchiveRecord {
  const { vessel } = call;
  const day = dayOf(call.arrived);
  const quay = nameOn(call.quay, day);
  const cargo = `${rng.integer(Math.ceil(vessel.grossTons / 500), Math.ceil(vessel.grossTons / 60)) * 50} tonnes of ${rng.pick(cargoes[vessel.type] ?? ['stores'])}`;
  const work = rng.chance(0.5) ? `discharged ${cargo}` : `loaded ${cargo}`;
  const moved = (minutes: number) => `${clock(minutes)} on ${spoken(dayOf(minutes))}`;
  const waited = call.held
    ? rng.pick([
        'Held in the roads for the tide by order of the harbour office.',
        'Told to anchor in the roads and wait for the tide.',
        'Kept in the roads by the harbour office until there was tide enough.',
      ])
    : rng.pick(['Went straight in.', 'Pilot boarded on arrival.', 'No delay.']);
  const number = `${yearOf(day)}/${String(call.number).padStart(3, '0')}`;
  const body = rng.pick([
    `Vessel: ${vessel.name}, ${vessel.type} of ${vessel.flag}, ${vessel.grossTons} gross tons, length ${vessel.length} metres\nArrived in the roads: ${clock(call.arrived)} on ${spoken(day)}\nGreatest draught on arrival: ${metres(call.draught)} metres\nBound for: ${quay}\n${waited}\nAll fast: ${moved(call.berthed)}\nLet go: ${moved(call.sailed)}\nWork: ${work}\nAgents: ${call.agent}`,
    `The ${vessel.type} ${vessel.name} (${vessel.flag}; ${vessel.grossTons} gross tons; ${vessel.length} metres) arrived in the roads at ${clock(call.arrived)} on ${spoken(day)}, drawing ${metres(call.draught)} metres at her deepest, bound for ${quay}. ${waited}\nAll fast: ${moved(call.berthed)}\nLet go: ${moved(call.sailed)}\nShe ${work}. Agents: ${call.agent}.`,
  ]);
  return {
    id: callRecord(call),
    title: `Return ${number}: ${vessel.name}, ${spoken(day)}`,
    text: `Port of ${port.name}, return of vessels ${number}\n\n${body}\n\nEntered by ${call.clerk}, berthing clerk\n`,
  };
}
