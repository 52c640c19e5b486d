/** The Register of Berths in its editions, and the Schedules of Quay Dues. */
import { spoken, yearOf } from '../../days.ts';
import type { ArchiveRecord } from '../../archive.ts';
import { metres, nameOn, quayClasses, type Edition, type Port, type Tariff } from '../model.ts';

export function editionRecord({ year }: Edition): string {
  return `register-${year}`;
}

export function editionText(port: Port, edition: Edition): ArchiveRecord {
  const rows = port.quays
    .map((quay) => ({
      name: nameOn(quay, edition.published),
      length: quay.length,
      entry: edition.entries[quay.index],
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(
      ({ name, length, entry }) =>
        `${name}: length ${length} metres; depth ${metres(entry?.depth ?? 0)} metres; class ${entry?.class} for quay dues`,
    );
  return {
    id: editionRecord(edition),
    title: `Register of Berths of ${port.name}, edition of ${edition.year}`,
    text: `Harbour Office of ${port.name}\nRegister of Berths, edition of ${edition.year}\nPublished ${spoken(edition.published)}; in force from ${spoken(edition.effective)} until the next edition\n\nDepths are below chart datum, as they stood when the edition was prepared. Later notices prevail.\n\n${rows.join('\n')}\n`,
  };
}

export function tariffRecord({ number }: Tariff): string {
  return `dues-${number}`;
}

export function tariffText(port: Port, tariff: Tariff): ArchiveRecord {
  const classes = tariff.only === null ? quayClasses : [tariff.only];
  const rows = classes.map((each) => `class ${each}: ${tariff.rates[each]} pence`).join('\n');
  const body =
    tariff.only === null
      ? `In force from ${spoken(tariff.effective)}; the schedule before it ends the day before.`
      : `In force from ${spoken(tariff.effective)}. The rate of class ${tariff.only} is changed as below; the other rates stay as they are.`;
  return {
    id: tariffRecord(tariff),
    title: `Schedule of Quay Dues No. ${tariff.number} (${yearOf(tariff.issued)})`,
    text: `Harbour Board of ${port.name}\nSchedule of Quay Dues No. ${tariff.number}\nIssued ${spoken(tariff.issued)}\n\n${body}\nFor each 100 gross tons, or part of 100, and each period:\n${rows}\n`,
  };
}
