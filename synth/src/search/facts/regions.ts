/**
 * Countries that articles about taxa name as places of occurrence. Names that are also people, plants or parts of other names
 * (Georgia, Jordan, Niger, Guinea) are left out.
 */
export const regions = [
  'Afghanistan',
  'Albania',
  'Algeria',
  'Angola',
  'Argentina',
  'Armenia',
  'Australia',
  'Austria',
  'Bangladesh',
  'Belarus',
  'Belgium',
  'Bhutan',
  'Bolivia',
  'Botswana',
  'Brazil',
  'Bulgaria',
  'Cambodia',
  'Cameroon',
  'Canada',
  'Chile',
  'China',
  'Colombia',
  'Costa Rica',
  'Croatia',
  'Cuba',
  'Cyprus',
  'Denmark',
  'Ecuador',
  'Egypt',
  'Estonia',
  'Ethiopia',
  'Finland',
  'France',
  'French Guiana',
  'Gabon',
  'Germany',
  'Ghana',
  'Great Britain',
  'Greece',
  'Guatemala',
  'Honduras',
  'Hungary',
  'India',
  'Indonesia',
  'Iran',
  'Iraq',
  'Israel',
  'Italy',
  'Jamaica',
  'Japan',
  'Kazakhstan',
  'Kenya',
  'Korea',
  'Laos',
  'Latvia',
  'Lebanon',
  'Lesotho',
  'Lithuania',
  'Madagascar',
  'Malawi',
  'Malaysia',
  'Mexico',
  'Mongolia',
  'Morocco',
  'Mozambique',
  'Myanmar',
  'Namibia',
  'Nepal',
  'New Zealand',
  'Nicaragua',
  'Nigeria',
  'Norway',
  'Pakistan',
  'Panama',
  'Paraguay',
  'Peru',
  'Poland',
  'Portugal',
  'Romania',
  'Rwanda',
  'Slovakia',
  'Slovenia',
  'South Africa',
  'Spain',
  'Sri Lanka',
  'Sudan',
  'Suriname',
  'Sweden',
  'Switzerland',
  'Syria',
  'Taiwan',
  'Tanzania',
  'Thailand',
  'Tunisia',
  'Turkey',
  'Turkmenistan',
  'Uganda',
  'Ukraine',
  'Uruguay',
  'Uzbekistan',
  'Venezuela',
  'Vietnam',
  'Zambia',
  'Zimbabwe',
  'California',
  'Arizona',
  'Florida',
  'Texas',
  'Queensland',
  'New South Wales',
  'Victoria',
  'Tasmania',
  'Hawaii',
  'Borneo',
  'Sumatra',
  'Ontario',
  'Quebec',
  'British Columbia',
  'Alberta',
  'Colorado',
  'Utah',
  'Nevada',
  'Oregon',
] as const;

const occurrence =
  /\b(?:found|known|endemic|recorded|occurs?|native|ranges?|distributed|present|described from|reported|lives?)\b/;
const name = new RegExp(
  `(?<![\\p{L}-])(?:${[...regions].sort((a, b) => b.length - a.length).join('|')})(?![\\p{L}'’-])`,
  'gu',
);

export interface Regions {
  /** Named in a sentence that says where the species occurs. */
  found: Set<string>;
  /** Named elsewhere, or with an exception: nobody can say whether the species occurs there. */
  unclear: Set<string>;
}

export function regionsOf(text: string): Regions {
  const found = new Set<string>();
  const unclear = new Set<string>();
  for (const sentence of text.split(/(?<=[.])\s+(?=\p{Lu})|\n/u)) {
    if (/^Taxonomy \(NCBI\)/.test(sentence)) continue;
    const clear =
      occurrence.test(sentence) &&
      !/\b(?:except|not|absent|excluding|possibly|probably|formerly|extinct|introduced|border|near|similar|unlike|but)\b/.test(
        sentence,
      );
    for (const match of sentence.matchAll(name)) {
      // `South Australia` names a state; whether that names the country is for a reader to say.
      const part = /(?:South|Western|Northern|New|Lower|Upper|Inner) $/.test(sentence.slice(0, match.index));
      (clear && !part ? found : unclear).add(match[0]);
    }
  }
  // `Northern Victoria Land`, `South China Sea`: names inside names are kept apart only by these.
  if (
    /\b(?:South China Sea|New England|Lake Victoria|Gulf of Mexico|New Mexico|Sea of Japan|Baja California|Indian Ocean)\b/.test(
      text,
    )
  )
    for (const region of ['China', 'Victoria', 'Mexico', 'Japan', 'California', 'India']) {
      if (found.delete(region)) unclear.add(region);
    }
  // Said plainly once is enough; said with a doubt anywhere is not.
  return { found, unclear };
}
