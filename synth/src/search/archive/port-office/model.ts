/**
 * What there is in a port: quays and their names, notices, orders, calls of vessels. Days are days since 1970-01-01, depths and draughts
 * are decimetres, so that everything decided here is decided in whole numbers.
 */
import { yearOf, type Day } from '../days.ts';

/** `10.9`. */
export function metres(decimetres: number): string {
  return (decimetres / 10).toFixed(1);
}

export interface Quay {
  index: number;
  /** The first from the beginning; later ones by an order that renames it. */
  names: { name: string; from: Day }[];
  /** Metres. */
  length: number;
}

export function nameOn(quay: Quay, day: Day): string {
  return quay.names.findLast(({ from }) => from <= day)?.name ?? (quay.names[0]?.name as string);
}

/** Notices to Mariners share one series of numbers a year, in order of issue. */
interface NoticeHead {
  issued: Day;
  /** Within the year of issue; 0 until the year is counted. */
  number: number;
  signer: string;
}

/** Fixes the depth at a quay. What is printed differs from what was meant where there is a misprint. */
export interface DepthNotice extends NoticeHead {
  kind: 'depth';
  quay: Quay;
  effective: Day;
  depth: number;
  /** Last day of a notice for a time; null for one that stands until replaced. */
  until: Day | null;
  printed: { effective: Day; depth: number };
  cause: 'silt' | 'dredged' | 'survey' | 'obstruction';
}

export interface Withdrawal extends NoticeHead {
  kind: 'withdrawal';
  of: DepthNotice;
  effective: Day;
}

export interface Correction extends NoticeHead {
  kind: 'correction';
  of: DepthNotice;
  field: 'depth' | 'effective';
}

/** Anything else that limits the use of a quay for a while. */
export interface Restriction extends NoticeHead {
  kind: 'restriction';
  quay: Quay;
  matter: number;
  effective: Day;
  /** Last day; null where it stands until further notice. */
  until: Day | null;
}

/** Ends, prolongs or continues a restriction. */
export interface RestrictionChange extends NoticeHead {
  kind: 'change';
  of: Restriction;
  /** `cancels`: it no longer stands on `effective`; `prolongs`: its last day becomes `until`; `continues`: its time runs anew from `effective`. */
  act: 'cancels' | 'prolongs' | 'continues';
  effective: Day;
  until: Day | null;
}

/** A notice that no question is about. */
export interface PlainNotice extends NoticeHead {
  kind: 'plain';
  matter: number;
  quay: Quay;
}

export type Notice = DepthNotice | Withdrawal | Correction | Restriction | RestrictionChange | PlainNotice;

/** `96/2012`. */
export function noticeNumber(notice: Pick<NoticeHead, 'issued' | 'number'>): string {
  return `${notice.number}/${yearOf(notice.issued)}`;
}

export function noticeRecord(notice: Pick<NoticeHead, 'issued' | 'number'>): string {
  return `notice-${notice.number}-${yearOf(notice.issued)}`;
}

/** Orders of the harbour board, one series a year too. */
export interface OrderHead {
  made: Day;
  effective: Day;
  number: number;
}

export function orderNumber(order: OrderHead): string {
  return `${order.number}/${yearOf(order.made)}`;
}

export function orderRecord(order: OrderHead): string {
  return `order-${order.number}-${yearOf(order.made)}`;
}

/** What a by-law said from a day on: the first version is the by-law as made, the others come by order. */
export interface Version<T> {
  /** Null for the by-law as it was made. */
  order: OrderHead | null;
  effective: Day;
  made: Day;
  rule: T;
  /** Orders are sometimes revoked: from its effective day on, the text before counts again. */
  revoked: OrderHead | null;
}

/** By-law on notices. */
export interface NoticeRule {
  /** A withdrawal brings back the notice replaced; else the Register of Berths counts until the next notice. */
  restores: boolean;
  /** A correction counts from the day the notice counts; else from the day it is issued. */
  correctsFromStart: boolean;
  /** A restriction until further notice lapses so many months after its effective day unless continued. */
  lapseMonths: number;
}

/** By-law on the water under the keel, at low water. */
export interface ClearanceRule {
  /** Percent of the draught; tankers and gas carriers may have their own. */
  percent: number;
  tankerPercent: number;
  /** Not less than this, in decimetres. */
  least: number;
}

/** By-law on quay dues. */
export interface DuesRule {
  /** How time alongside is counted. */
  periods: 'hours' | 'days';
  /** From this call of a calendar year on … */
  rebateFrom: number;
  /** … so many percent less. */
  rebatePercent: number;
}

export interface ByLaw<T> {
  number: number;
  /** In order of their effective days. */
  versions: Version<T>[];
}

export interface ByLaws {
  notices: ByLaw<NoticeRule>;
  clearance: ByLaw<ClearanceRule>;
  dues: ByLaw<DuesRule>;
}

export function byLawRecord(number: number): string {
  return `by-law-${number}`;
}

/** The record that states a version: the by-law as made, or the order. */
export function versionRecord(number: number, version: Version<unknown>): string {
  return version.order === null ? byLawRecord(number) : orderRecord(version.order);
}

export interface Naming extends OrderHead {
  quay: Quay;
  from: string;
  to: string;
}

export interface Edition {
  year: number;
  published: Day;
  effective: Day;
  /** By quay index. */
  entries: { depth: number; class: QuayClass }[];
}

export type QuayClass = 'A' | 'B' | 'C';
export const quayClasses: readonly QuayClass[] = ['A', 'B', 'C'];

export interface Reclassing extends OrderHead {
  quay: Quay;
  to: QuayClass;
}

/** Pence for each 100 gross tons or part of it and each period, by class. */
export type Rates = Record<QuayClass, number>;

export interface Tariff {
  /** One series from the beginning; the archive has those from some number on. */
  number: number;
  issued: Day;
  effective: Day;
  rates: Rates;
  /** Null where the whole schedule is new; else the one class it changes. */
  only: QuayClass | null;
}

export interface Vessel {
  name: string;
  type: VesselType;
  flag: string;
  grossTons: number;
  length: number;
  /** Deepest she goes. */
  draughtMax: number;
}

export const vesselTypes = [
  'tanker',
  'gas carrier',
  'bulk carrier',
  'general cargo ship',
  'coaster',
  'reefer',
] as const;
export type VesselType = (typeof vesselTypes)[number];

export interface Call {
  vessel: Vessel;
  quay: Quay;
  /** Minutes since 1970-01-01T00:00, harbour time. */
  arrived: number;
  berthed: number;
  sailed: number;
  draught: number;
  held: boolean;
  /** Within the year of arrival. */
  number: number;
  clerk: string;
  agent: string;
}

export const minutesPerDay = 1440;

export function dayOf(minutes: number): Day {
  return Math.floor(minutes / minutesPerDay);
}

/** `05:40`. */
export function clock(minutes: number): string {
  const within = ((minutes % minutesPerDay) + minutesPerDay) % minutesPerDay;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}

export function callRecord(call: Call): string {
  return `return-${yearOf(dayOf(call.arrived))}-${String(call.number).padStart(3, '0')}`;
}

export interface Port {
  name: string;
  slug: string;
  first: Day;
  last: Day;
  quays: Quay[];
  /** Who was harbour master from which day on. */
  masters: { name: string; from: Day }[];
  clerks: string[];
  surveyors: string[];
  agents: string[];
  byLaws: ByLaws;
  namings: Naming[];
  editions: Edition[];
  reclassings: Reclassing[];
  tariffs: Tariff[];
  notices: Notice[];
  vessels: Vessel[];
  calls: Call[];
}

export function signerOn(port: Pick<Port, 'masters'>, day: Day): string {
  return port.masters.findLast(({ from }) => from <= day)?.name ?? (port.masters[0]?.name as string);
}
