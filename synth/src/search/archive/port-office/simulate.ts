/** The whole history of one port, a function of its random stream. */
import type { Rng } from '@touchstone/contracts';
import { makeCalls, makeVessels } from './calls.ts';
import { depthNotices } from './depths.ts';
import { foundPort, numberByYear, type Founding } from './found.ts';
import { signerOn, type Notice, type Port } from './model.ts';
import { plainNotices, restrictionNotices } from './restrictions.ts';
import { makeEditions, makeTariffs } from './tariffs.ts';

export interface History extends Port {
  orders: Founding['orders'];
}

export function simulatePort(rng: Rng): History {
  const founded = foundPort(rng.fork('found'));
  const { quays, first, last } = founded;
  const notices: Notice[] = [
    ...quays.flatMap((quay) => depthNotices(rng.fork(`depths/${quay.index}`), quay, first, last)),
    ...quays.flatMap((quay) => restrictionNotices(rng.fork(`restrictions/${quay.index}`), quay, first, last)),
    ...plainNotices(rng.fork('plain'), founded),
  ];
  numberByYear(notices, ({ issued }) => issued);
  const signs = rng.fork('signs');
  for (const notice of notices)
    notice.signer = signs.chance(0.75) ? signerOn(founded, notice.issued) : signs.pick(founded.surveyors);
  const editions = makeEditions(rng.fork('editions'), { ...founded, notices }, founded.firstClasses);
  const tariffs = makeTariffs(rng.fork('tariffs'), first, last);
  const vessels = makeVessels(rng.fork('vessels'));
  const calls = makeCalls(rng.fork('calls'), { ...founded, notices, editions, tariffs, vessels });
  return { ...founded, notices, editions, tariffs, vessels, calls };
}
