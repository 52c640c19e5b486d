/** The office system of a kidney sharing scheme: tables, views and tools. */
import { readFileSync } from 'node:fs';
import { compileWorld } from '../../world/compile.ts';
import { sectionsEntity, sectionTools } from '../../world/documents.ts';
import { reference, type Column, type Entity } from '../../world/schema.ts';
import type { ToolDeclaration } from '../../world/tools.ts';
import { bloodGroups, donorStatuses, recipientStatuses } from './registry.ts';

const key = (name: string, doc: string): Column => ({ name, type: 'text', doc });
const date = (name: string, doc: string): Column => ({ name, type: 'date', doc });
const flag = (name: string, doc: string): Column => ({ name, type: 'boolean', doc });
const oneOf = (name: string, values: readonly string[], doc: string): Column => ({
  name,
  type: 'text',
  values,
  doc,
});

const centreId = reference('centre_id', 'centres', 'Transplant centre, for example K03.');
const recipientId = reference('recipient_id', 'recipients', 'Recipient, for example R1466.');
const donorId = reference('donor_id', 'donors', 'Donor, for example D2318.');
const runId = reference('run_id', 'runs', 'Matching run, for example MR-38.');
const blood = oneOf('blood_group', bloodGroups, 'Blood group.');

const entities: Entity[] = [
  {
    name: 'centres',
    doc: 'Transplant centres.',
    key: ['centre_id'],
    columns: [key('centre_id', 'Transplant centre, for example K03.'), key('name', 'Name of the hospital.')],
  },
  {
    name: 'transport',
    doc: 'How long a kidney travels between two centres.',
    key: ['from_centre', 'to_centre'],
    columns: [
      { ...centreId, name: 'from_centre', doc: 'Centre of the donor.' },
      { ...centreId, name: 'to_centre', doc: 'Centre of the recipient.' },
      {
        name: 'hours',
        type: 'number',
        minimum: 0,
        doc: 'Hours from door to door; 0 within one centre is not listed.',
      },
    ],
  },
  {
    name: 'theatre_slots',
    doc: 'Transplants from the scheme that a centre can do in a week.',
    key: ['centre_id', 'week'],
    columns: [
      centreId,
      date('week', 'Monday of the week.'),
      { name: 'slots', type: 'integer', minimum: 0, doc: 'Transplants in that week.' },
    ],
  },
  {
    name: 'recipients',
    doc: 'People who need a kidney, past and present.',
    key: ['recipient_id'],
    columns: [
      key('recipient_id', 'Recipient, for example R1466.'),
      key('name', 'Full name.'),
      centreId,
      date('born_on', 'Day of birth.'),
      blood,
      date('listed_on', 'First day on the list.'),
      {
        name: 'crf',
        type: 'integer',
        minimum: 0,
        maximum: 100,
        doc: 'Calculated reaction frequency: percent of donors ruled out by antibodies.',
      },
      flag('cmv_positive', 'Has cytomegalovirus.'),
      flag('accepts_cmv', 'Agrees to a donor with cytomegalovirus.'),
      {
        name: 'oldest_donor_age',
        type: 'integer',
        nullable: true,
        doc: 'Oldest donor the recipient accepts, full years; null for any age.',
      },
      flag('accepts_three_way', 'Agrees to three-way exchanges.'),
      oneOf('status', recipientStatuses, 'Status on the list.'),
    ],
  },
  {
    name: 'unacceptable_antigens',
    doc: 'HLA antigens that a recipient has antibodies against.',
    key: ['recipient_id', 'antigen'],
    columns: [recipientId, key('antigen', 'HLA antigen, for example B44.')],
  },
  {
    name: 'donors',
    doc: 'Living donors, past and present.',
    key: ['donor_id'],
    columns: [
      key('donor_id', 'Donor, for example D2318.'),
      key('name', 'Full name.'),
      {
        ...recipientId,
        nullable: true,
        doc: 'Recipient for whom the donor is registered; null for a donor without one.',
      },
      centreId,
      date('born_on', 'Day of birth.'),
      blood,
      flag('cmv_positive', 'Has cytomegalovirus.'),
      oneOf('status', donorStatuses, 'Status of the donor alone.'),
    ],
  },
  {
    name: 'donor_antigens',
    doc: 'HLA type of donors.',
    key: ['donor_id', 'antigen'],
    columns: [donorId, key('antigen', 'HLA antigen, for example B44.')],
  },
  {
    name: 'unavailability',
    doc: 'Days on which a donor cannot be operated on.',
    key: ['donor_id', 'first_day'],
    columns: [donorId, date('first_day', 'First day.'), date('last_day', 'Last day.')],
  },
  {
    name: 'crossmatches',
    doc: 'Laboratory crossmatches between a donor and a recipient.',
    key: ['test_id'],
    columns: [
      key('test_id', 'Number of the test.'),
      donorId,
      recipientId,
      date('tested_on', 'Day of the test.'),
      oneOf('result', ['positive', 'negative'], 'Result.'),
    ],
  },
  {
    name: 'declined_offers',
    doc: 'Donors who were declined for a recipient.',
    key: ['donor_id', 'recipient_id'],
    columns: [donorId, recipientId, date('declined_on', 'Day.'), key('reason', 'Why.')],
  },
  {
    name: 'runs',
    doc: 'Matching runs.',
    key: ['run_id'],
    columns: [
      key('run_id', 'Matching run, for example MR-38.'),
      date('run_on', 'Day of the run.'),
      date('week_of_surgery', 'Monday of its week of surgery.'),
    ],
  },
  {
    name: 'run_transplants',
    doc: 'Transplants found by runs, by exchange.',
    key: ['run_id', 'recipient_id'],
    columns: [
      runId,
      { name: 'exchange_number', type: 'integer', minimum: 1, doc: 'Number of the exchange in its run.' },
      donorId,
      recipientId,
      oneOf('status', ['announced', 'done', 'failed'], 'What became of the exchange.'),
    ],
  },
  sectionsEntity('rulebook_sections', 'Rulebook of the scheme.'),
];

const tools: ToolDeclaration[] = [
  { kind: 'list', name: 'list_centres', of: 'centres', doc: 'Transplant centres.', filters: [] },
  {
    kind: 'list',
    name: 'list_transport_times',
    of: 'transport',
    doc: 'Hours that a kidney travels between two centres.',
    filters: [
      { column: 'from_centre', match: 'equal' },
      { column: 'to_centre', match: 'equal' },
    ],
  },
  {
    kind: 'list',
    name: 'list_theatre_slots',
    of: 'theatre_slots',
    doc: 'Transplant slots of centres by week.',
    filters: [
      { column: 'centre_id', match: 'equal' },
      { column: 'week', match: 'equal' },
    ],
  },
  {
    kind: 'list',
    name: 'list_recipients',
    of: 'recipients',
    doc: 'Recipients by status, centre or blood group.',
    filters: [
      { column: 'status', match: 'equal' },
      { column: 'centre_id', match: 'equal' },
      { column: 'blood_group', match: 'equal' },
    ],
  },
  {
    kind: 'program',
    name: 'get_recipient',
    doc: 'One recipient with unacceptable antigens and registered donors.',
    parameters: [{ name: 'recipient_id', doc: 'Recipient, for example R1466.', schema: { type: 'string' } }],
  },
  {
    kind: 'list',
    name: 'list_donors',
    of: 'donors',
    doc: 'Donors by status, recipient or centre.',
    filters: [
      { column: 'status', match: 'equal' },
      { column: 'recipient_id', match: 'equal' },
      { column: 'centre_id', match: 'equal' },
    ],
  },
  {
    kind: 'program',
    name: 'get_donor',
    doc: 'One donor with HLA type and days of unavailability.',
    parameters: [{ name: 'donor_id', doc: 'Donor, for example D2318.', schema: { type: 'string' } }],
  },
  { kind: 'search', name: 'find_recipient', of: 'recipients', doc: 'Recipients by name.', in: ['name'] },
  { kind: 'search', name: 'find_donor', of: 'donors', doc: 'Donors by name.', in: ['name'] },
  {
    kind: 'program',
    name: 'screen_donors',
    doc: "The screen: active donors, other than the recipient's own, who fit a recipient by blood group and antigens. Looks at nothing else.",
    parameters: [{ name: 'recipient_id', doc: 'Recipient, for example R1466.', schema: { type: 'string' } }],
  },
  {
    kind: 'list',
    name: 'list_unavailability',
    of: 'unavailability',
    doc: 'Days on which donors cannot be operated on, that touch the given days.',
    filters: [
      { column: 'donor_id', match: 'equal' },
      {
        column: 'last_day',
        match: 'from',
        parameter: 'from_day',
        doc: 'Entries that end on or after this day.',
      },
      {
        column: 'first_day',
        match: 'to',
        parameter: 'to_day',
        doc: 'Entries that begin on or before this day.',
      },
    ],
  },
  {
    kind: 'list',
    name: 'list_crossmatches',
    of: 'crossmatches',
    doc: 'Laboratory crossmatches, oldest first.',
    filters: [
      { column: 'recipient_id', match: 'equal' },
      { column: 'donor_id', match: 'equal' },
      { column: 'result', match: 'equal' },
      { column: 'tested_on', match: 'from', parameter: 'from_day' },
    ],
    order: ['tested_on'],
  },
  {
    kind: 'list',
    name: 'list_declined_offers',
    of: 'declined_offers',
    doc: 'Offers that were declined.',
    filters: [
      { column: 'recipient_id', match: 'equal' },
      { column: 'donor_id', match: 'equal' },
    ],
  },
  {
    kind: 'list',
    name: 'list_runs',
    of: 'runs',
    doc: 'Matching runs, newest first.',
    filters: [],
    order: ['-run_on'],
  },
  {
    kind: 'list',
    name: 'list_run_transplants',
    of: 'run_transplants',
    doc: 'Transplants that runs found, by exchange.',
    filters: [
      { column: 'run_id', match: 'equal' },
      { column: 'status', match: 'equal' },
      { column: 'recipient_id', match: 'equal' },
      { column: 'donor_id', match: 'equal' },
    ],
    order: ['run_id', 'exchange_number'],
  },
  ...sectionTools('rulebook_sections', {
    list: 'list_rulebook_sections',
    read: 'read_rulebook_section',
    search: 'search_rulebook',
    document: 'the rulebook',
  }),
];

export const kidneyExchange = compileWorld({
  id: 'kidney-exchange',
  doc: 'Office of a kidney sharing scheme: recipients, donors, tests, centres and matching runs.',
  schema: { entities },
  tools,
  python: readFileSync(new URL('./tools.py', import.meta.url), 'utf8'),
});
