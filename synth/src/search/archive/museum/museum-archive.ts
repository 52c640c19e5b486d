/** The archive of a museum: the simulation and its records, sealed. Remembered, since many items ask the same archive. */
import { createRng } from '@touchstone/contracts';
import { remembering } from '../../../general/world/memo.ts';
import { documentId, sealArchive, type Archive } from '../archive.ts';
import type { Museum } from './museum.ts';
import { writeEvents } from './records/events.ts';
import { writeObjects } from './records/objects.ts';
import { writeOpinions } from './records/opinions.ts';
import { writeRules } from './records/rules.ts';
import { Writer } from './records/writer.ts';
import { simulate } from './simulate.ts';

export interface MuseumArchive {
  museum: Museum;
  archive: Archive;
  /** Id of a record's document. */
  document: (record: string) => string;
}

const remembered = remembering(4, make);

/** The museum of a random seed and archive number. */
export function museumArchive(randomSeed: number, number: number): MuseumArchive {
  return remembered(`museum/${randomSeed}/${number}`);
}

function make(seed: string): MuseumArchive {
  const museum = simulate(seed);
  const rng = createRng(`${seed}/records`);
  const writer = new Writer();
  writeRules(writer, rng.fork('rules'), museum);
  writeObjects(writer, rng.fork('objects'), museum);
  writeEvents(writer, rng.fork('events'), museum);
  writeOpinions(writer, rng.fork('opinions'), museum);
  const archive = sealArchive(
    { name: museum.name, slug: museum.slug, splitKey: `archive/${seed}` },
    writer.records,
  );
  return { museum, archive, document: (record) => documentId(museum.slug, record) };
}
