/** Words of which a museum is made: places, people, titles, exhibitions. All invented; a name may by chance be somebody's. */
import type { Rng } from '@touchstone/contracts';
import type { Class } from './museum.ts';

const words = (text: string) => text.split(' ');
const phrases = (text: string) => text.split('; ');

const heads = words(
  'Al Bren Cal Dun Esk Farn Gar Hol Kel Lang Mar Nor Ost Pen Rath Stan Thorn Wex Ark Bel Corn Hex Ling Mel Red Sal Tar Ush',
);
const tails = words(
  'borough cester dale ford ham minster mouth port stead ton wick worth combe field bury leigh',
);

export function townNames(rng: Rng, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(`${rng.pick(heads)}${rng.pick(tails)}`);
  return [...names];
}

const surnames = words(
  'Abery Ashdown Bexley Birkett Blaydes Bowring Cantlow Carrick Caswall Chard Clegg Corby Cradock Dacre Denholm Dunmow Eastlake Enfield Fairlie Farrant Fenwick Galloway Garside Goodall Gurney Haddow Harker Hebden Hollis Ibbotson Jessop Kershaw Kitching Lamplough Lascelles Ledger Lofthouse Lusby Maddison Marlow Mawson Naylor Netherby Norbury Oldroyd Orton Padgett Parfitt Peverell Pinder Quarles Radley Rawdon Ridgway Rokeby Sadler Selwyn Skelton Stainer Sturmey Tallis Thackray Tindall Tranter Tuke Underhill Vavasour Verity Wadham Wharram Wilding Wyvill Yarrow Yelland Ancaster Bulmer Coverdale Dinsdale Everard Fothergill Grimston Harland Illingworth Keighley Langstaff Metcalfe Nettleton Outhwaite Pickersgill Raine Swale Thornley Utley Wensley Appleby Brotherton Calverley Duckett',
);
const givens = words(
  'Ada Agnes Albert Alice Arthur Beatrice Cecil Charles Clara Constance Dora Edith Edmund Eleanor Ernest Ethel Florence Frances Frank George Grace Harold Helen Henry Hilda Hugh Isabel James Jane Joan John Judith Kathleen Laura Leonard Lionel Mabel Margaret Martin Mary Maud Nora Oliver Percy Peter Philip Rachel Ralph Robert Rose Ruth Sarah Stephen Susan Thomas Ursula Walter Wilfred William Winifred',
);

/** Surnames in an order of their own, so that nobody shares one. */
export function surnamesOf(rng: Rng): string[] {
  return rng.shuffle(surnames);
}

export function person(rng: Rng, surname: string): string {
  return `${rng.pick(givens)} ${surname}`;
}

export function honorific(rng: Rng, surname: string): string {
  return `${rng.pick(['Mr', 'Mrs', 'Miss', 'Dr', 'Lady', 'Canon', 'Colonel', 'Alderman'])} ${surname}`;
}

export const roomNames = {
  plain: phrases(
    'Room 1; Room 2; Room 3; Room 4; Room 5; Room 6; Room 7; Long Gallery; Rotunda; Octagon; North Gallery; South Gallery; Print Room; Oak Room; Upper Landing; Corn Hall; Terrace Room; Weir Room',
  ),
  stores: phrases('Store A; Store B; Basement Store; Annexe Store; Tower Store; Mill Lane Depot'),
};

export const titles: Record<Class, { weight: number; first: string[]; second: string[] }> = {
  P: {
    weight: 1,
    first: phrases(
      'Estuary; Ferry; Harbour; Ropewalk; Mill; Bridge; Market Place; Salt Pans; Lime Kilns; Hayfield; Weir; Shipyard; Fish Quay; Common; Orchard; Quarry; Portrait of a Lady*; Portrait of a Clergyman*; Portrait of a Boy*; Still Life with Herring*; Still Life with Pewter*; The Letter*; The Lace Maker*; The Schoolroom*',
    ),
    second: phrases(
      'at Low Tide; in Snow; by Moonlight; from the South; after Rain; at Evening; with Cattle; with Figures; towards Night; in Early Spring',
    ),
  },
  D: {
    weight: 0.7,
    first: phrases(
      'Study of Hands*; Study of a Mule*; Ruined Abbey; Elm Trees; Beached Boat; View of the Minster; Cottage Door*; Sheet of Clouds*; Reaper Resting*; Old Bridge; Sleeping Child*; Cliff Path; Windmill; Town Wall; Fisherwoman*; Plough Team',
    ),
    second: phrases(
      'from the River; at Dusk; with a Dog; in Winter; looking West; with Two Figures; before a Storm',
    ),
  },
  C: {
    weight: 0.5,
    first: phrases(
      'Salt-glazed Jug; Posset Pot; Slipware Dish; Puzzle Jug; Delft Charger; Harvest Bottle; Punch Bowl; Loving Cup; Engraved Rummer; Tea Caddy; Figure of a Shepherd; Cow Creamer; Tulip Vase; Apothecary Jar',
    ),
    second: phrases(
      'with Ship; dated 1764; with Arms of the Town; with Hunting Scene; with Stag; lettered W. M.; with Vine',
    ),
  },
  M: {
    weight: 0.5,
    first: phrases(
      'Bracket Clock; Tankard; Chalice; Steelyard; Ship’s Bell; Snuffbox; Sundial; Pair of Candlesticks; Coffee Pot; Lantern Clock; Sword of Honour; Hand Bell; Salver; Standish',
    ),
    second: phrases(
      'engraved with Arms; from the Guildhall; of the Ropers’ Company; given in 1781; dated 1712; with a Latin Motto',
    ),
  },
};

export const media: Record<Class, string[]> = {
  P: ['oil on canvas', 'oil on panel', 'tempera on panel', 'oil on copper'],
  D: ['watercolour', 'pencil on paper', 'pen and ink', 'black chalk', 'etching'],
  C: ['stoneware', 'earthenware', 'tin-glazed earthenware', 'glass'],
  M: ['brass', 'silver', 'iron', 'pewter', 'bronze'],
};

export const classNames: Record<Class, string> = {
  P: 'paintings',
  D: 'works on paper',
  C: 'ceramics and glass',
  M: 'metalwork',
};

export const classNouns: Record<Class, string> = {
  P: 'painting',
  D: 'work on paper',
  C: 'piece of ceramic or glass',
  M: 'piece of metalwork',
};

export const borrowerKinds = phrases(
  'Art Gallery; Museum; Civic Museum; Guildhall Museum; Castle Museum; City Art Gallery; University Gallery; Public Library; Maritime Museum',
);
export const borrowerLaterKinds = phrases(
  'Museums Service; Arts Centre; Heritage Trust; Museum and Gallery; Galleries Trust',
);

/** The first words stand alone or take one of the second. */
export const exhibitions = {
  alone: phrases(
    'Tides and Trades; The Working River; Plain and Painted; Rescued from the Attic; The County at Table; Salt and Wool; A Town and its Makers; Weather; The North Road; Seven Collectors; Harvest Home; Silver and Pewter; Small Things; Recent Cleanings',
  ),
  first: phrases(
    'Five Centuries of; The Age of; Masters of; The Art of; Forgotten; In Praise of; The Taste for; Treasures of; The World of',
  ),
  second: phrases(
    'Portraits; Landscape; the Guilds; Everyday Things; Seafaring; the Kiln; the Coast; Childhood; the Workshop; the River',
  ),
};
