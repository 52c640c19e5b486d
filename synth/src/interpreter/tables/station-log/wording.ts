/** How the station-log tasks are told. Every telling says the same: both columns, whole days, the shortest spell and gap. */
import type { Rng } from '@touchstone/contracts';

export const fileName = 'station.csv';

interface Telling {
  place: string;
  years: string;
  stay: number;
  asked: string[];
  rng: Rng;
}

export function instruct({ place, years, stay, asked, rng }: Telling): string {
  const story = rng.pick([
    `\`${fileName}\` is the daily log of our ${place} station, ${years}. One firmware version wrote both temperature columns in °F under the °C header; it was installed and rolled back several times and nobody kept the dates. Nothing else is wrong.`,
    `Somebody kept switching the display of the ${place} station between Celsius and Fahrenheit, and the logger simply stored what the display showed. \`${fileName}\` (${years}) therefore has stretches of days whose \`temp_max\` and \`temp_min\` are both in °F; all other values are fine.`,
    `Two observers share the weather desk at ${place}. One of them reads the Fahrenheit scale of the thermometer whenever she is on duty, and her numbers went into the °C columns of \`${fileName}\` (${years}) unconverted, maximum and minimum alike. The duty roster is lost.`,
    `For the climate report on ${place} we merged logs from two back-ends into \`${fileName}\`, ${years}. During some periods the active back-end reported both daily temperatures in °F, but the header says °C throughout. I don't know the periods; precipitation and wind are right.`,
    `Please untangle \`${fileName}\`, the ${years} daily record from ${place}: the backup sensor, which reports °F, took over now and then, and its maxima and minima stand in the same columns as the °C values of the main sensor with no mark.`,
    `A reader of our weather page complained that ${place} cannot have been that warm. She is right: whenever the exporter fell back to its American settings, maximum and minimum went into \`${fileName}\` (${years}) in °F, though the columns are meant to be in °C. Rain and wind are not affected.`,
    `Before the heating model is calibrated on \`${fileName}\`, the daily weather of ${place} from ${years}, somebody has to find the stretches where both temperatures are in °F instead of °C. They come from a replacement logger that was swapped in for repairs; the repair book is gone.`,
    `I took over the ${place} weather series (\`${fileName}\`, ${years}) and found in an old mail that "some weeks got in unconverted": both temperatures of those days are in °F, all the others in °C. That is all the mail says.`,
    `The volunteers who keep the ${place} record changed often between ${years.replace(' to ', ' and ')}, and some of them set the thermometer to °F for as long as they were on duty. \`${fileName}\` has daily maximum and minimum as they were read off, under a heading that promises °C.`,
    `Our insurance product pays by degree days at ${place}, so the units must be right. In \`${fileName}\`, the daily log of ${years}, the two temperature columns are in °C except in some periods, when a gateway with a wrong locale had both of them in °F. No list of these periods exists.`,
  ]);
  const rule = rng.pick([
    `A spell in °F lasts at least ${stay} days, and at least ${stay} days lie between two spells.`,
    `Each such stretch is ${stay} days or longer, with ${stay} or more sound days before the next.`,
    `No such period is shorter than ${stay} days, and from the end of one to the start of the next there are at least ${stay} days in °C.`,
  ]);
  const repair = rng.pick([
    'Find every spell (`spells`: first and last day) and repair the log to 0.1 °C.',
    'I need the first and last day of every spell (`spells`), and the log put back into °C, to one decimal.',
  ]);
  const list = asked.length === 1 ? asked[0] : `${asked.slice(0, -1).join(', ')}, and ${asked.at(-1)}`;
  return `${story} ${rule} ${repair} From the repaired log give ${list}.`;
}
