/** A port with its archive, a pure function of random seed and archive number, made once a process. */
import { createRng } from '@touchstone/contracts';
import { remembering } from '../../../general/world/memo.ts';
import { documentId, sealArchive, type Archive } from '../archive.ts';
import { chatterTexts } from './render/chatter.ts';
import { noticeText } from './render/notices.ts';
import { orderTexts } from './render/orders.ts';
import { editionText, tariffText } from './render/register.ts';
import { returnText } from './render/returns.ts';
import { callRecord, noticeRecord } from './model.ts';
import { simulatePort, type History } from './simulate.ts';

/** A change of anything that is simulated or rendered raises it: the archive is another one then. */
const portOfficeVersion = 1;

/** Records that an answer may need: each is hidden in turn when the draft is proven. */
export const evidenceMax = 9;

export interface PortOffice {
  port: History;
  archive: Archive;
  /** Document id of a record. */
  id: (record: string) => string;
}

const make = remembering(4, (key) => {
  const rng = createRng(`port-office@${portOfficeVersion}/${key}`);
  const port = simulatePort(rng.fork('history'));
  const words = rng.fork('words');
  const records = [
    ...port.notices.map((notice) => noticeText(words.fork(noticeRecord(notice)), port, notice)),
    ...orderTexts(words.fork('orders'), port),
    ...port.editions.map((edition) => editionText(port, edition)),
    ...port.tariffs.map((tariff) => tariffText(port, tariff)),
    ...port.calls.map((call) => returnText(words.fork(callRecord(call)), port, call)),
    ...chatterTexts(words.fork('chatter'), port),
  ];
  const archive = sealArchive(
    { name: `the Harbour Office of ${port.name}`, slug: port.slug, splitKey: `port-office/${key}` },
    records,
  );
  const office: PortOffice = { port, archive, id: (record) => documentId(port.slug, record) };
  return office;
});

export function portOffice(randomSeed: number, number: number): PortOffice {
  return make(`${randomSeed}/${number}`);
}
