import { sandboxConformance } from '@touchstone/contracts/conformance';
import { openDriver } from '../src/open.ts';
import { driverOrSkip, inContinuousIntegration } from './skip-or-fail.ts';
import { testHome } from './test-home.ts';

const driver = await driverOrSkip('embedded', () => openDriver({ name: 'embedded', home: testHome }));
if (driver !== null)
  sandboxConformance({ name: 'embedded', open: async () => driver, mustRunNode: inContinuousIntegration });
