/**
 * The records of a food maker as typed facts, indices instead of ids: what the rows say and the policy engine reads. Times
 * are minutes since 1970-01-01 00:00, days are days since then, money is pence.
 */
import type { Allergen } from './trades.ts';

export const sanitationKinds = ['full', 'rinse'] as const;
export const sanitationStatuses = ['completed', 'cut_short', 'not_done'] as const;
export const inspectionResults = ['passed', 'part_done', 'not_done'] as const;
export const labResults = ['not_detected', 'detected', 'pending'] as const;
export const customerKinds = [
  'retailer',
  'wholesaler',
  'caterer',
  'farm_shop',
  'hospital',
  'care_home',
  'nursery',
] as const;
export const shipmentStatuses = [
  'planned',
  'in_transit',
  'delivered',
  'refused',
  'cancelled',
  'stopped',
  'intercepted',
] as const;
export const noticeKinds = ['written', 'phone'] as const;
export const creditStatuses = ['issued', 'for_approval'] as const;

export type CustomerKind = (typeof customerKinds)[number];
export type NoticeKind = (typeof noticeKinds)[number];
export type CreditStatus = (typeof creditStatuses)[number];

export interface Product {
  id: string;
  name: string;
  range: string;
  allergens: readonly Allergen[];
  cooked: boolean;
  shelf: number;
  price: number;
  recipe: readonly number[];
}
export interface Line {
  id: string;
  name: string;
  ranges: readonly string[];
}
export interface Material {
  id: string;
  name: string;
  allergens: readonly Allergen[];
}
export interface Supplier {
  id: string;
  name: string;
}
export interface Intake {
  id: string;
  material: number;
  supplier: number;
  batch: string;
  received: number;
  kg: number;
}
export interface Lot {
  id: string;
  product: number;
  made: number;
  useBy: number;
  cases: number;
}
export interface Run {
  id: string;
  line: number;
  lot: number;
  start: number;
  end: number;
  cases: number;
}
export interface Input {
  run: number;
  intake: number;
  kg: number;
}
export interface Rework {
  id: string;
  from: number;
  into: number;
  kg: number;
}
export interface Sanitation {
  id: string;
  line: number;
  kind: (typeof sanitationKinds)[number];
  start: number;
  end: number;
  status: (typeof sanitationStatuses)[number];
}
export interface Inspection {
  id: string;
  line: number;
  at: number;
  result: (typeof inspectionResults)[number];
}
export interface Sample {
  id: string;
  lot: number;
  organism: string;
  taken: number;
  result: (typeof labResults)[number];
}
export interface Customer {
  id: string;
  name: string;
  kind: CustomerKind;
  country: string;
}
export interface Shipment {
  id: string;
  customer: number;
  dispatch: number;
  delivered: number | null;
  status: (typeof shipmentStatuses)[number];
}
export interface ShipmentLine {
  shipment: number;
  lot: number;
  cases: number;
  /** Cases that the customer signed for; null unless delivered. */
  accepted: number | null;
  /** Pence a case. */
  price: number;
}
export interface Pallet {
  id: string;
  lot: number;
  location: string;
  cases: number;
}
export interface Hold {
  id: string;
  lot: number;
  reason: string;
  opened: number;
  released: number | null;
}
export interface Notice {
  id: string;
  incident: number;
  customer: number;
  kind: NoticeKind;
  sent: number;
  lots: readonly number[];
}
export interface Credit {
  id: string;
  shipment: number;
  lot: number;
  pence: number;
  issued: number;
  reason: string;
}
export interface PastIncident {
  id: string;
  lot: number;
  opened: number;
  title: string;
}

/** What happens on the lines. */
export interface Production {
  /** Minutes; the time of the system. */
  now: number;
  today: number;
  company: string;
  organisms: readonly string[];
  products: Product[];
  lines: Line[];
  materials: Material[];
  suppliers: Supplier[];
  intakes: Intake[];
  lots: Lot[];
  runs: Run[];
  inputs: Input[];
  rework: Rework[];
  sanitations: Sanitation[];
  inspections: Inspection[];
}

export interface Records extends Production {
  /** Number of the first incident on record; they count up from it. */
  firstIncident: number;
  samples: Sample[];
  customers: Customer[];
  shipments: Shipment[];
  shipmentLines: ShipmentLine[];
  pallets: Pallet[];
  holds: Hold[];
  incidents: PastIncident[];
  notices: Notice[];
  credits: Credit[];
}

export const homeCountry = 'United Kingdom';
