/** The crew office's system of a ferry company: tables, views and tools. */
import { readFileSync } from 'node:fs';
import { compileWorld } from '../../world/compile.ts';
import { sectionsEntity, sectionTools } from '../../world/documents.ts';
import { reference, type Column, type Entity, type View } from '../../world/schema.ts';
import type { ToolDeclaration } from '../../world/tools.ts';
import { certificateKinds, positions, ranks } from './company.ts';

const crewId = reference('crew_id', 'crew', 'Crew number, for example C214.');
const vesselId = reference('vessel_id', 'vessels', 'Vessel, for example V3.');
const portId = reference('port_id', 'ports', 'Port, for example P2.');
const dutyId = reference('duty_id', 'duties', 'Duty, for example D1043.');
const position: Column = {
  name: 'position',
  type: 'text',
  values: positions,
  doc: 'Place aboard; small vessels have no deck_2.',
};
const dutyColumns: Column[] = [
  { name: 'date', type: 'date', doc: 'Day of the duty.' },
  vesselId,
  portId,
  { name: 'kind', type: 'text', values: ['early', 'day', 'late'], doc: 'Part of the day.' },
  { name: 'sign_on', type: 'time', doc: 'Start of the duty, local time.' },
  { name: 'sign_off', type: 'time', doc: 'End of the duty the same day, local time.' },
];

const entities: Entity[] = [
  {
    name: 'ports',
    doc: 'Ports where crews are based.',
    key: ['port_id'],
    columns: [
      { name: 'port_id', type: 'text', doc: 'Port, for example P2.' },
      { name: 'name', type: 'text', doc: 'Name of the port.' },
    ],
  },
  {
    name: 'vessels',
    doc: 'The fleet.',
    key: ['vessel_id'],
    columns: [
      { name: 'vessel_id', type: 'text', doc: 'Vessel, for example V3.' },
      { name: 'name', type: 'text', doc: 'Name of the vessel.' },
      { ...portId, nullable: true, doc: 'Port from which it sails; null for the spare vessel.' },
      { name: 'passengers', type: 'integer', minimum: 1, doc: 'Most passengers aboard.' },
    ],
  },
  {
    name: 'crew',
    doc: 'Everyone who can be rostered.',
    key: ['crew_id'],
    columns: [
      { name: 'crew_id', type: 'text', doc: 'Crew number, for example C214.' },
      { name: 'name', type: 'text', doc: 'Full name.' },
      {
        name: 'rank',
        type: 'text',
        values: ranks,
        doc: 'Rank in the contract; licences decide what somebody may do.',
      },
      { ...portId, doc: 'Home port.' },
      { name: 'contract', type: 'text', values: ['permanent', 'relief'], doc: 'Kind of contract.' },
      { name: 'joined_on', type: 'date', doc: 'First day with the company.' },
    ],
  },
  {
    name: 'certificates',
    doc: 'Licences and certificates, past and present.',
    key: ['certificate_id'],
    columns: [
      { name: 'certificate_id', type: 'text', doc: 'Number of the certificate in our files.' },
      crewId,
      { name: 'kind', type: 'text', values: certificateKinds, doc: 'What it certifies.' },
      { name: 'valid_from', type: 'date', doc: 'First day of validity.' },
      { name: 'valid_until', type: 'date', doc: 'Last day of validity.' },
    ],
  },
  {
    name: 'familiarisations',
    doc: 'Latest sign-off of a crew member for a vessel.',
    key: ['crew_id', 'vessel_id'],
    columns: [crewId, vesselId, { name: 'signed_off_on', type: 'date', doc: 'Day of the latest sign-off.' }],
  },
  {
    name: 'leave',
    doc: 'Leave and courses, asked for or granted.',
    key: ['leave_id'],
    columns: [
      { name: 'leave_id', type: 'text', doc: 'Number of the request.' },
      crewId,
      {
        name: 'kind',
        type: 'text',
        values: ['annual', 'training', 'parental', 'unpaid'],
        doc: 'Kind of absence.',
      },
      {
        name: 'status',
        type: 'text',
        values: ['approved', 'requested', 'withdrawn'],
        doc: 'State of the request.',
      },
      { name: 'first_day', type: 'date', doc: 'First day away.' },
      { name: 'last_day', type: 'date', doc: 'Last day away.' },
    ],
  },
  {
    name: 'duties',
    doc: 'One turn of one vessel on one day.',
    key: ['duty_id'],
    columns: [{ name: 'duty_id', type: 'text', doc: 'Duty, for example D1043.' }, ...dutyColumns],
  },
  {
    name: 'assignments',
    doc: 'The published roster: who holds which place on which duty.',
    key: ['duty_id', 'position'],
    columns: [dutyId, position, crewId],
  },
  sectionsEntity('handbook_sections', 'Crew handbook.'),
];

const views: View[] = [
  {
    name: 'roster',
    doc: 'Assignments with their duties.',
    key: ['duty_id', 'position'],
    columns: [dutyId, position, crewId, ...dutyColumns],
    select:
      'SELECT duty_id, position, crew_id, date, vessel_id, port_id, kind, sign_on, sign_off FROM assignments JOIN duties USING (duty_id)',
  },
  {
    name: 'crew_certificates',
    doc: 'Certificates with the home port of their holder.',
    key: ['certificate_id'],
    columns: [
      { name: 'certificate_id', type: 'text', doc: 'Number of the certificate in our files.' },
      crewId,
      { ...portId, doc: 'Home port of the holder.' },
      { name: 'kind', type: 'text', values: certificateKinds, doc: 'What it certifies.' },
      { name: 'valid_from', type: 'date', doc: 'First day of validity.' },
      { name: 'valid_until', type: 'date', doc: 'Last day of validity.' },
    ],
    select:
      'SELECT certificate_id, crew_id, port_id, kind, valid_from, valid_until FROM certificates JOIN crew USING (crew_id)',
  },
];

const tools: ToolDeclaration[] = [
  {
    kind: 'list',
    name: 'list_ports',
    of: 'ports',
    doc: 'The ports with their names.',
    filters: [],
  },
  {
    kind: 'list',
    name: 'list_vessels',
    of: 'vessels',
    doc: 'The fleet: names, ports, capacity.',
    filters: [{ column: 'port_id', match: 'equal' }],
  },
  {
    kind: 'list',
    name: 'list_crew',
    of: 'crew',
    doc: 'Crew members, by home port, rank or contract.',
    filters: [
      { column: 'port_id', match: 'equal' },
      { column: 'rank', match: 'equal' },
      { column: 'contract', match: 'equal' },
    ],
  },
  { kind: 'search', name: 'find_crew', of: 'crew', doc: 'Crew members by name.', in: ['name'] },
  {
    kind: 'program',
    name: 'get_crew_file',
    doc: 'One crew member with every certificate, vessel sign-off and leave entry.',
    parameters: [{ name: 'crew_id', doc: 'Crew number, for example C214.', schema: { type: 'string' } }],
  },
  {
    kind: 'list',
    name: 'list_certificates',
    of: 'crew_certificates',
    doc: 'Licences and certificates, past and present, by holder, home port or kind.',
    filters: [
      { column: 'crew_id', match: 'equal' },
      { column: 'port_id', match: 'equal' },
      { column: 'kind', match: 'equal' },
    ],
    order: ['crew_id', 'kind', 'valid_from'],
  },
  {
    kind: 'list',
    name: 'list_familiarisations',
    of: 'familiarisations',
    doc: 'Latest sign-offs for vessels. Nobody is listed for a vessel without a sign-off for it.',
    filters: [
      { column: 'crew_id', match: 'equal' },
      { column: 'vessel_id', match: 'equal' },
    ],
  },
  {
    kind: 'list',
    name: 'list_leave',
    of: 'leave',
    doc: 'Leave and courses that touch the given days, whatever their status.',
    filters: [
      { column: 'crew_id', match: 'equal' },
      { column: 'status', match: 'equal' },
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
    order: ['first_day'],
  },
  {
    kind: 'list',
    name: 'list_duties',
    of: 'duties',
    doc: 'Duties in order of date, without their crews.',
    filters: [
      { column: 'port_id', match: 'equal' },
      { column: 'vessel_id', match: 'equal' },
      { column: 'kind', match: 'equal' },
      { column: 'date', match: 'from', parameter: 'from_day' },
      { column: 'date', match: 'to', parameter: 'to_day' },
    ],
    order: ['date', 'sign_on'],
  },
  {
    kind: 'list',
    name: 'list_assignments',
    of: 'roster',
    doc: 'The published roster in order of date: who holds which place on which duty.',
    filters: [
      { column: 'crew_id', match: 'equal' },
      { column: 'port_id', match: 'equal', doc: 'Port from which the duty sails.' },
      { column: 'vessel_id', match: 'equal' },
      { column: 'position', match: 'equal' },
      { column: 'date', match: 'from', parameter: 'from_day' },
      { column: 'date', match: 'to', parameter: 'to_day' },
    ],
    order: ['date', 'sign_on', 'duty_id'],
    pageSize: { usual: 25, max: 50 },
  },
  {
    kind: 'program',
    name: 'get_duty',
    doc: 'One duty with everyone aboard.',
    parameters: [{ name: 'duty_id', doc: 'Duty, for example D1043.', schema: { type: 'string' } }],
  },
  ...sectionTools('handbook_sections', {
    list: 'list_handbook_sections',
    read: 'read_handbook_section',
    search: 'search_handbook',
    document: 'the crew handbook',
  }),
];

export const ferryCrew = compileWorld({
  id: 'ferry-crew',
  doc: 'Crew office of a ferry company: crews, papers, leave, duties and the published roster.',
  schema: { entities, views },
  tools,
  python: readFileSync(new URL('./tools.py', import.meta.url), 'utf8'),
});
