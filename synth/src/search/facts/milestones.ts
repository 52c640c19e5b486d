/**
 * The day on which the subject of a vital article was founded, opened, first shown, published or signed, or took place, in
 * three languages. Reads only the first two sentences, only a day after the very verb, and only one such day.
 */
import type { WebDocument } from '@touchstone/contracts';
import { factOf, type Day, type Fact, type Pattern } from './fact.ts';
import { monthNames } from './months.ts';
import { sentences } from './sentences.ts';

export const milestoneKinds = ['founded', 'opened', 'shown', 'published', 'signed', 'happened'] as const;
export type MilestoneKind = (typeof milestoneKinds)[number];

interface Grammar {
  language: keyof typeof monthNames;
  /** One day, with a named group for each part. */
  day: string;
  /** What may stand before a day. */
  on: string;
  verbs: Record<MilestoneKind, string>;
  /** Second day of a span: what lasted has no one day. */
  lasting: RegExp;
}

const grammars: readonly Grammar[] = [
  {
    language: 'en',
    day: '(?:(?<day>\\d{1,2}) (?<month>MONTHS)|(?<month2>MONTHS) (?<day2>\\d{1,2}),) (?<year>\\d{4})',
    on: '\\bon (?:[A-Z][a-z]+day,? )?',
    verbs: {
      founded: '(?:[Ff]ounded|[Ee]stablished|formed|[Ii]ncorporated|created)',
      opened: '(?:[Oo]pened|opening|inaugurated)',
      shown: '(?:premiered|first performed|first shown|debuted|released)',
      published: '(?:published)',
      signed: '(?:signed)',
      happened:
        '(?:took place|occurred|happened|was fought|fought|struck|were assassinated|was captured|hit)',
    },
    lasting: /\b(?:from|between) (?:\d|[A-Z])/,
  },
  {
    language: 'es',
    day: '(?<day>\\d{1,2}) de (?<month>MONTHS) del? (?:año )?(?<year>\\d{4})',
    on: '(?:\\bel (?:día |pasado )?(?:[a-zé]+ )?)',
    verbs: {
      founded:
        '(?:[Ff]undad[ao]|[Cc]read[ao]|[Ff]ue constituid[ao]|se constituyó|se formó|se creó|se fundó|se estableció|establecid[ao])',
      opened: '(?:[Ii]naugurad[ao]|se inauguró|abiert[ao] al público|abrió)',
      shown: '(?:[Ee]strenad[ao]|se estrenó|lanzad[ao])',
      published: '(?:[Pp]ublicad[ao]|se publicó|apareció por primera vez)',
      signed: '(?:[Ff]irmad[ao]|se firmó|suscrit[ao])',
      happened: '(?:tuvo lugar|se libró|se produjo|ocurrió|ocurrid[ao]|sucedió|librada|golpeó|capturada)',
    },
    lasting: /\b(?:del|desde el|entre el) \d/,
  },
  {
    language: 'fr',
    day: '(?<day>1er|\\d{1,2}) (?<month>MONTHS) (?<year>\\d{4})',
    on: '(?:\\ble (?:[a-z]+di )?)',
    verbs: {
      founded: '(?:[Ff]ondée?|[Cc]réée?|instituée?|établie?|constituée?)',
      opened: '(?:[Ii]naugurée?|ouverte? au public|ouvre)',
      shown: '(?:[Ss]ortie?|présentée? pour la première fois|créée? à l|représentée? pour la première fois)',
      published: '(?:[Pp]ubliée?|[Pp]arue?)',
      signed: '(?:[Ss]ignée?)',
      happened:
        "(?:a(?:yant)? lieu|a eu lieu|ayant eu lieu|eut lieu|s'est produite?|se déroule|s'est déroulée?|survenue?|livrée?|perpétrée?|menée? par [^,.]{3,50}|se produit)",
    },
    lasting: /\b(?:du|entre le) \d/,
  },
];

export const milestones: readonly Pattern[] = grammars.map((grammar) => {
  const forms = milestoneKinds.map((kind) => [kind, formOf(grammar, kind)] as const);
  return {
    id: `milestone-${grammar.language}`,
    property: 'milestone',
    language: grammar.language,
    about: 'vital',
    read: (document) => {
      const found = forms.flatMap(([kind, form]) => read(document, grammar, kind, form));
      // Two milestones: the question would have to say which, and the text may not.
      return found.length === 1 ? found : [];
    },
  };
});

/** No other figure stands between the verb and its day. */
function formOf(grammar: Grammar, kind: MilestoneKind): RegExp {
  const day = grammar.day.replaceAll('MONTHS', monthNames[grammar.language].join('|'));
  return new RegExp(
    `(?<![\\p{L}])${grammar.verbs[kind]}(?![\\p{L}])(?<gap>[^.;:0-9]{0,70}?)\\s?${grammar.on}${day}`,
    'u',
  );
}

/** Only what is itself signed: other articles speak of a treaty in passing. */
const agreement = /treat(?:y|ies)|pact|tratado|traité|union|agreement|accord|acuerdo|convention|convención/i;
const otherAct =
  /manifi?est|apparition|(?:parc|État|district|quartier|région|parque|distrito) [^,]*, $|declar|déclar|trea?ty|tratado|traité|charte[rs]?\b|carta |issue #|acuerdo|accord\b/i;
const person = /\b(?:born|née?|nacid[oa]|nació|People|Personas|Personnalités)\b/;

function read(document: WebDocument, grammar: Grammar, kind: MilestoneKind, form: RegExp): Fact[] {
  if (person.test(document.text)) return [];
  // In an article about a place a bare participle may be of the district or the park that the place is in.
  const place = /^(?:Thème : Géographie|Tema: Geografía|Topic: Geography)$/m.test(document.text);
  if (kind === 'signed' && !agreement.test(document.title)) return [];
  const found: Fact[] = [];
  for (const { text, start } of sentences(document.text).slice(0, 2)) {
    const match = form.exec(text);
    const groups = match?.groups;
    if (!match || !groups || grammar.lasting.test(match[0])) continue;
    // The day may be of another thing that the sentence names on its way: a manifesto, a charter, a declaration.
    const before = text.slice(0, match.index);
    if (otherAct.test(before) && !otherAct.test(document.title)) continue;
    if (place && !/(?:est|été|fut|was|were|fue|ha sido|is|se) $/.test(before)) continue;
    // A new name or a second opening is not the first.
    if (/(?<![\p{L}])(?:sous|under|bajo|de nouveau|again|re)(?![\p{L}])/u.test(groups['gap'] as string))
      continue;
    // Another act of the gap owns the day: `founded in Paris and opened on …`.
    if (
      milestoneKinds.some((other) =>
        new RegExp(`(?<![\\p{L}])${grammar.verbs[other]}`, 'u').test(groups['gap'] as string),
      )
    )
      continue;
    const value: Day = {
      year: Number(groups['year']),
      month: monthNames[grammar.language].indexOf((groups['month'] ?? groups['month2']) as string) + 1,
      day: Number.parseInt((groups['day'] ?? groups['day2']) as string, 10),
    };
    const span = { start: start + match.index, end: start + match.index + match[0].length };
    found.push(factOf(document, `milestone.${kind}`, { kind: 'day', day: value }, span));
  }
  return found.length === 1 ? found : [];
}
