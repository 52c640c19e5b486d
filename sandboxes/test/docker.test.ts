import { sandboxConformance } from '@touchstone/contracts/conformance';
import { openDriver } from '../src/open.ts';
import { driverOrSkip, inContinuousIntegration } from './skip-or-fail.ts';
import { testHome } from './test-home.ts';

const driver = await driverOrSkip('docker', () => openDriver({ name: 'docker', home: testHome }));
if (driver !== null)
  sandboxConformance({ name: 'docker', open: async () => driver, mustRunNode: inContinuousIntegration });
