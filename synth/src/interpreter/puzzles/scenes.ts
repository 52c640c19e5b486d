/**
 * Situations that leave somebody with clues and a table to fill: what has a place, in which order, and how people would
 * say what they remember. A thing is named by a noun phrase and asserted by a predicate.
 */
import type { Rng } from '@touchstone/contracts';
import type { ClueType } from './clue.ts';

export interface Category {
  /** Column of the answer. */
  column: string;
  labels: readonly string[];
  /** Noun phrase, for example `the patient with the rash`. */
  noun: (label: string) => string;
  /** Predicate, and its denial, for example `had the rash`. */
  is: (label: string) => string;
  isNot: (label: string) => string;
}

export interface Scene {
  /** Values of `n` places, rising; drawn so that they are uneven. */
  values: (rng: Rng, n: number) => number[];
  /** How a value stands in the answer; integers stay integers. */
  show: (value: number) => string | number;
  place: Category;
  categories: readonly Category[];
  types: readonly ClueType[];
  words: {
    before: (a: string, b: string) => string;
    gap: (a: string, b: string, amount: number) => string;
    twice?: (a: string, b: string) => string;
    sum?: (a: string, b: string, c: string) => string;
    adjacent: (a: string, b: string) => string;
    apart: (a: string, b: string) => string;
    between: (a: string, b: string, c: string) => string;
    end: (a: string) => string;
  };
  /** Everything before the clues. `lists` are the labels of each category in random order. */
  open: (lists: readonly string[], values: string, rng: Rng) => string;
  /** The question after the clues. */
  ask: string;
}

const category = (
  column: string,
  labels: readonly string[],
  noun: (label: string) => string,
  is: (label: string) => string,
  isNot: (label: string) => string,
): Category => ({ column, labels, noun, is, isNot });

/** Rising values from `first` in steps drawn from `steps`. */
function rising(rng: Rng, n: number, first: number, steps: readonly number[]): number[] {
  const values = [first];
  while (values.length < n) values.push((values.at(-1) as number) + rng.pick(steps));
  return values;
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export const scenes: Readonly<Record<string, Scene>> = {
  clinic: {
    values: (rng, n) => rising(rng, n, 60 * 8 + rng.pick([30, 40, 45]), [10, 15, 20, 25, 35]),
    show: clock,
    place: category(
      'time',
      [],
      (t) => `the ${t} patient`,
      (t) => `came at ${t}`,
      (t) => `did not come at ${t}`,
    ),
    categories: [
      category(
        'patient',
        [
          'Mr Adair',
          'Ms Bello',
          'Mrs Costa',
          'Mr Dahl',
          'Ms Ekberg',
          'Mrs Farkas',
          'Mr Gallo',
          'Ms Hoang',
          'Mr Ivers',
          'Mrs Jansen',
        ],
        (l) => l,
        (l) => `was ${l}`,
        (l) => `was not ${l}`,
      ),
      category(
        'complaint',
        [
          'backache',
          'cough',
          'earache',
          'migraine',
          'rash',
          'sprain',
          'fever',
          'nosebleed',
          'sore throat',
          'swollen knee',
        ],
        (l) => `the patient with the ${l}`,
        (l) => `came about a ${l}`.replace('a earache', 'an earache'),
        (l) => `did not come about a ${l}`.replace('a earache', 'an earache'),
      ),
      category(
        'doctor',
        [
          'Dr Ito',
          'Dr Juhl',
          'Dr Kane',
          'Dr Lopez',
          'Dr Moss',
          'Dr Nwosu',
          'Dr Orban',
          'Dr Petit',
          'Dr Quist',
          'Dr Rossi',
        ],
        (l) => `the patient of ${l}`,
        (l) => `saw ${l}`,
        (l) => `did not see ${l}`,
      ),
    ],
    types: ['before', 'gap', 'adjacent', 'apart', 'between', 'same', 'different', 'either', 'end'],
    words: {
      before: (a, b) => `${a} was called in earlier than ${b}.`,
      gap: (a, b, d) => `${a} was called in exactly ${d} minutes before ${b}.`,
      adjacent: (a, b) => `Nobody was called in between ${a} and ${b} (the two are different people).`,
      apart: (a, b) => `At least one patient was called in between ${a} and ${b}.`,
      between: (a, b, c) => `${b} had an appointment somewhere between those of ${a} and ${c}.`,
      end: (a) => `${a} had either the first or the last appointment.`,
    },
    open: ([patients, complaints, doctors], values, rng) =>
      rng.pick([
        `The appointment book of our practice got wet, and the insurer wants Tuesday morning's entries. There were appointments at ${values}, each with one patient, one complaint and one doctor, no two alike. The patients were ${patients}; the complaints were ${complaints}; the doctors on duty were ${doctors}. This is what the staff remember:`,
        `Reconstruct a morning at a group practice. One patient each was called in at ${values}. We know who was there (${patients}), what for (${complaints}, one each) and which doctors saw one patient each (${doctors}). From the receptionist's interview:`,
        `Half of our morning list was lost in a system crash, and billing cannot go out without it. Appointments were held at ${values}, one patient, one complaint and one doctor each, none of them twice. Complaints: ${complaints}. Doctors: ${doctors}. Patients: ${patients}. I asked round and got this:`,
        `A letter went to the wrong patient, so we have to establish who was seen when. The call times that morning were ${values}, with one patient at each time. Present were ${patients}; ${doctors} saw one patient each; and every patient had another complaint (${complaints}). The statements taken so far, all of them reliable:`,
      ]),
    ask: 'Who was called in when, about what, and by whom? Give one row per appointment with `time` (HH:MM), `patient`, `complaint` and `doctor`, spelt as above.',
  },
  auction: {
    values: (rng, n) =>
      rng.pick([
        rising(rng, n, 40 * rng.integer(2, 4), [20, 40, 60, 80, 120]),
        rising(rng, n, 60, [60, 120, 30, 90]),
      ]),
    show: (value) => value,
    place: category(
      'price',
      [],
      (p) => `the lot that made €${p}`,
      (p) => `went for €${p}`,
      (p) => `did not go for €${p}`,
    ),
    categories: [
      category(
        'lot',
        [
          'barometer',
          'clock',
          'globe',
          'mirror',
          'sextant',
          'vase',
          'atlas',
          'lantern',
          'telescope',
          'violin',
        ],
        (l) => `the ${l}`,
        (l) => `was the ${l}`,
        (l) => `was not the ${l}`,
      ),
      category(
        'buyer',
        ['Abram', 'Blix', 'Corvin', 'Dorsey', 'Ellery', 'Faure', 'Guest', 'Holt', 'Ingram', 'Jarvis'],
        (l) => `${l}'s purchase`,
        (l) => `went to ${l}`,
        (l) => `did not go to ${l}`,
      ),
      category(
        'seller',
        ['Gratz', 'Hoyle', 'Imhof', 'Jessen', 'Karras', 'Lunde', 'Moser', 'Norland', 'Okafor', 'Pryce'],
        (l) => `what ${l} had sent in`,
        (l) => `came from ${l}`,
        (l) => `did not come from ${l}`,
      ),
    ],
    types: ['before', 'gap', 'twice', 'sum', 'between', 'same', 'different', 'either', 'end', 'apart'],
    words: {
      before: (a, b) => `${a} made less than ${b}.`,
      gap: (a, b, d) => `${a} made exactly €${d} less than ${b}.`,
      twice: (a, b) => `${a} made twice as much as ${b}.`,
      sum: (a, b, c) => `${a} and ${b} together made as much as ${c}.`,
      adjacent: (a, b) => `No price lay between those of ${a} and ${b}, which are two lots.`,
      apart: (a, b) => `${a} and ${b} are two lots, and at least one price lay between theirs.`,
      between: (a, b, c) => `The price of ${b} lay strictly between those of ${a} and ${c}.`,
      end: (a) => `${a} was either the dearest or the cheapest of all.`,
    },
    open: ([lots, buyers, sellers], values, rng) =>
      rng.pick([
        `After a charity auction the cash box is right but the list is gone. The hammer prices were €${values}. There was one lot of each of these: ${lots}. The buyers, one lot each, were ${buyers}; the sellers, one lot each, were ${sellers}. People present recall:`,
        `For the tax return of an auction house, please restore which lot was sold for how much, by whom and to whom. There were as many lots as prices: ${lots}; €${values}. Every one of the buyers ${buyers} bought one lot, every one of the sellers ${sellers} had sent in one. These statements are certain:`,
        `The clerk of a country auction spilt ink over the last page of her book. Still legible: the prices, €${values}; the sellers, ${sellers}; the buyers, ${buyers}; and the lots, ${lots}. Each seller brought in one lot and each buyer took one home. She remembers:`,
        `Two heirs dispute what became of their aunt's things, which friends sold for her at one evening's auction. On the block were ${lots}, each handed in by another friend (${sellers}) and bought by another bidder (${buyers}), at €${values} in some order. Both heirs accept the following:`,
      ]),
    ask: 'Give the whole list, one row per lot: `price` (a number, in euros), `lot` (the noun alone), `buyer`, `seller`.',
  },
  quay: {
    values: (_, n) => Array.from({ length: n }, (__, i) => i + 1),
    show: (value) => value,
    place: category(
      'berth',
      [],
      (b) => `the ship at berth ${b}`,
      (b) => `lay at berth ${b}`,
      (b) => `did not lie at berth ${b}`,
    ),
    categories: [
      category(
        'ship',
        [
          'Alcyone',
          'Brisa',
          'Corrie',
          'Drottning',
          'Eider',
          'Fulmar',
          'Gannet',
          'Halcyon',
          'Ilmatar',
          'Juno',
        ],
        (l) => `the ${l}`,
        (l) => `was the ${l}`,
        (l) => `was not the ${l}`,
      ),
      category(
        'cargo',
        [
          'barley',
          'cement',
          'fishmeal',
          'granite',
          'salt',
          'timber',
          'fertiliser',
          'maize',
          'scrap',
          'sugar',
        ],
        (l) => `the ship with ${l}`,
        (l) => `carried ${l}`,
        (l) => `did not carry ${l}`,
      ),
      category(
        'flag',
        [
          'Cypriot',
          'Danish',
          'Estonian',
          'Irish',
          'Latvian',
          'Polish',
          'Finnish',
          'Maltese',
          'Norwegian',
          'Swedish',
        ],
        (l) => `the ${l} ship`,
        (l) => `flew the ${l} flag`,
        (l) => `did not fly the ${l} flag`,
      ),
    ],
    types: ['before', 'gap', 'adjacent', 'apart', 'between', 'same', 'different', 'either', 'end'],
    words: {
      before: (a, b) => `${a} lay further west than ${b}.`,
      gap: (a, b, d) =>
        `${a} lay exactly ${d} berths west of ${b}.`.replace('exactly 1 berths', 'exactly one berth'),
      adjacent: (a, b) => `${a} and ${b} lay at neighbouring berths.`,
      apart: (a, b) => `${a} and ${b} were different ships and not neighbours.`,
      between: (a, b, c) => `${b} lay somewhere between ${a} and ${c}.`,
      end: (a) => `${a} lay at one end of the quay.`,
    },
    open: ([ships, cargoes, flags], values, rng) =>
      rng.pick([
        `An oil slick was found along a straight quay, and the harbour police need to know which ship lay where that night. The berths are numbered from west to east, ${values}, and one ship lay at each: ${ships}. The cargoes were ${cargoes}, the flags ${flags}, one of each to a ship. Witnesses agree on this much:`,
        `Six weeks after the storm a marine insurer asks for the berthing plan of that night. All that is left: berths ${values}, counted from the west end of a straight quay, each occupied by one ship; the names ${ships}; the cargoes ${cargoes}; the flags ${flags}; no cargo and no flag occurred twice. And these remarks in the log:`,
        `One of the ships in our harbour dragged her anchor cable across a power line, and the owner of the line wants the whole berthing plan. A straight quay, berths ${values} from west to east, one ship at each. Cargoes, all different: ${cargoes}. Flags, all different: ${flags}. Ships: ${ships}. The pilots' statements:`,
        `For a diorama of the old port we are placing model ships along the quay as they lay on the day of the royal visit: berths ${values}, numbered from the west end, the quay straight, no berth empty. Letters of the time name the ships ${ships}, their cargoes (${cargoes}) and their flags (${flags}), one of each to a ship, and say besides:`,
      ]),
    ask: 'Give the plan, one row per berth: `berth` (its number), `ship`, `cargo`, `flag`, spelt as above.',
  },
  race: {
    values: (rng, n) => rising(rng, n, 60 * 41 + rng.integer(5, 50), [8, 12, 15, 21, 30, 42]),
    show: (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
    place: category(
      'time',
      [],
      (t) => `whoever needed ${t}`,
      (t) => `needed ${t}`,
      (t) => `did not need ${t}`,
    ),
    categories: [
      category(
        'runner',
        ['Agnes', 'Birk', 'Carla', 'Dario', 'Edda', 'Falk', 'Greta', 'Hannes', 'Ilse', 'Jonas'],
        (l) => l,
        (l) => `was ${l}`,
        (l) => `was not ${l}`,
      ),
      category(
        'village',
        ['Anras', 'Brenn', 'Flims', 'Kals', 'Rein', 'Sand', 'Gais', 'Mals', 'Tarsch', 'Vent'],
        (l) => `the runner from ${l}`,
        (l) => `came from ${l}`,
        (l) => `did not come from ${l}`,
      ),
      category(
        'trade',
        [
          'baker',
          'carpenter',
          'guide',
          'miller',
          'nurse',
          'teacher',
          'forester',
          'saddler',
          'shepherd',
          'smith',
        ],
        (l) => `the ${l}`,
        (l) => `was the ${l}`,
        (l) => `was not the ${l}`,
      ),
    ],
    types: ['before', 'gap', 'adjacent', 'apart', 'between', 'same', 'different', 'either', 'end'],
    words: {
      before: (a, b) => `${a} finished ahead of ${b}.`,
      gap: (a, b, d) => `${a} was exactly ${d} seconds faster than ${b}.`,
      adjacent: (a, b) => `${a} and ${b} finished directly one after the other, in whichever order.`,
      apart: (a, b) => `Somebody finished between ${a} and ${b}.`,
      between: (a, b, c) => `${b} finished somewhere between ${a} and ${c}.`,
      end: (a) => `${a} came in first or last.`,
    },
    open: ([runners, villages, trades], values, rng) =>
      rng.pick([
        `The stopwatch of our hill run kept the times (${values}, in minutes and seconds) but nobody noted whose they are. The runners were ${runners}. They came from ${villages}, one from each, and are by trade ${trades}, again one of each. At the prize-giving it was said:`,
        `For the village chronicle I am piecing together the hill run of that year. Times in minutes and seconds: ${values}. Runners: ${runners}. Home villages, all different: ${villages}. Occupations, all different: ${trades}. From old letters I have gathered:`,
        `The result sheet of our mountain race blew away; the timing strip is safe. It says ${values} (minutes:seconds). Every runner came from another village (${villages}) and had another trade (${trades}). On the start list were ${runners}. What spectators told us:`,
        `Before the cups are engraved we must know who was how fast. ${values}, in minutes and seconds, are the times of ${runners}; the villages ${villages} sent one runner each, and there was one runner of each trade: ${trades}. Nobody disputes these remarks:`,
      ]),
    ask: 'Who ran which time? Give one row per runner with `time` (as written above), `runner`, `village` and `trade`.',
  },
};
