/** Where foreign code and episodes live. Does not know what a task is. */
export { openEmbeddedDriver, type EmbeddedOptions } from './embedded/driver.ts';
export { fetchPackage, type SourceOptions, type SourceProgress } from './sources/fetch-package.ts';
export { pins, type Pin } from './sources/pins.ts';
export { pythonPackages, pythonPackagesFolder } from './sources/python-packages.ts';
export { codePins } from './sources/code-pins.ts';
export { createRepositoryStore } from './sources/repository-store.ts';
export { createTableStore } from './sources/table-store.ts';
export { createAttemptRunner } from './attempts/runner.ts';
export { createLab, type LabMemo } from './lab.ts';
export { createToolHost, type WebResolver } from './tools/session.ts';
export { buildBaseImage, findBaseImage, type BaseImage } from './images/base-image.ts';
export type { PackagesOptions, ProgressReport } from './images/packages.ts';
export {
  driverNames,
  inspectDrivers,
  openDriver,
  type DriverName,
  type DriverReport,
  type OpenDriverOptions,
} from './open.ts';
export { WebShelf, type WebShelfOptions, type WebState } from './web/web-shelf.ts';
export { nodeModulesFolder, nodeToolchainFiles } from './toolchains/node-modules.ts';
export { createWorldPool, type WorldPool } from './tools/world/world-pool.ts';
export { toolSources } from './tools/tool-sources.ts';
