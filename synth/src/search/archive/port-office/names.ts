/** Names of the invented port: towns, quays, vessels, agents. None is meant to be a real one. */
const words = (text: string) => text.split(', ');

export const townHeads = words(
  'Varn, Sker, Ald, Pen, Tarr, Ox, Hels, Quill, Mor, Bram, Cawd, Dunn, Estr, Fenn, Garr, Holm, Inver, Kell, Lang, Marl, Nar, Orm, Porl, Rath, Sorr, Thurl, Ulv, Wend, Yarr, Brack',
);
export const townTails = words(
  'ell, ow, mouth, haven, sand, wick, ness, ford, stow, hythe, ey, port, muir, stead',
);

/** Names that quays start with. */
export const quayNames = words(
  "Tallow Quay, Bishop's Quay, Custom House Quay, Coal Quay, Lanyard Wharf, Ropewalk Quay, Salt Quay, Herring Quay, Granary Wharf, Chandlers' Quay, Timber Quay, Slate Wharf, Lime Quay, Barley Wharf, Tannery Quay, Sailmakers' Wharf, Pilots' Quay, Oil Jetty, Dolphin Wharf, Mast Yard Quay, Old Ferry Quay, Smithy Wharf, Pitch Quay, Osier Wharf",
);
/** Names that quays are given. */
export const newQuayNames = words(
  'Jubilee Quay, Hallam Quay, Wilhelmina Wharf, Energy Quay, Thorne Quay, Lindqvist Wharf, Commerce Quay, Northgate Wharf, Carrick Quay, Admiral Boyd Wharf, Millennium Quay, Enterprise Wharf, Ashby Quay, Marchmont Wharf, Ferriby Quay, Gilchrist Wharf',
);

export const vesselHeads = words(
  'Marit, Stella, Baltic, Ocean, Hilda, Cape, Nordic, Iris, Saga, Corin, Ebba, Fulmar, Gerda, Halcyon, Isolde, Juno, Karin, Livia, Meteor, Nadia, Orla, Petrel, Rhona, Selma, Tern, Una, Vesta, Wilma, Ymir, Zephyr, Amber, Borea, Cygnus, Dagny, Elsbeth, Freya, Gudrun, Hebe',
);
export const vesselTails = words(
  'Solveig, Harrier, Teal, Corvina, Brandt, Sorrow, Ranger, Bay, Trader, Venture, Carrier, Star, Pioneer, Skov, Lund, Dawn, Merchant, Fjord, Sound, Highland, Express, Castor, Pollux, Grace, Fortune, Spirit, Reliance, Mistral, Sirocco, Bulker, Stroom, Holm, Maas, Tide, Arrow, Vik, Strand, Legend',
);
export const flags = words(
  'Bergen, Monrovia, Valletta, Nassau, Rotterdam, Limassol, Gothenburg, Hamburg, Panama, Piraeus, Douglas, Gdynia, Tallinn, Majuro, Copenhagen, London',
);
export const agents = words(
  'Penrose & Hale, Whitlock Shipping, Sinclair Brothers, J. M. Ogilvie & Sons, Tregenza Marine, Barker & Holt, Northern Liner Agencies, Fraser Campbell Ltd, Dahl & Berg, Mercator Agency',
);
