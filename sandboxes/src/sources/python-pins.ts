/**
 * The Python packages that sandboxes offer, as wheels, each with what it imports itself. Pure Python, so that every
 * driver can have them; none is a library that tasks are made of.
 */
import type { Pin } from './pins.ts';

const wheels: readonly Pin[] = [
  {
    registry: 'pypi',
    name: 'sympy',
    version: '1.14.0',
    file: 'sympy-1.14.0-py3-none-any.whl',
    sha256: 'e091cc3e99d2141a0ba2847328f5479b05d94a6635cb96148ccb3f34671bd8f5',
    bytes: 6_299_353,
    spdx: 'BSD-3-Clause',
    attribution: 'SymPy development team',
    visibility: 'public',
  },
  {
    // sympy 1.14.0 asks for mpmath < 1.4.
    registry: 'pypi',
    name: 'mpmath',
    version: '1.3.0',
    file: 'mpmath-1.3.0-py3-none-any.whl',
    sha256: 'a0b2b9fe80bbcd81a6647ff13108738cfb482d481d826cc0e02f5b35e5c88d2c',
    bytes: 536_198,
    spdx: 'BSD-3-Clause',
    attribution: 'Fredrik Johansson and mpmath contributors',
    visibility: 'public',
  },
  {
    registry: 'pypi',
    name: 'pytest',
    version: '8.4.2',
    file: 'pytest-8.4.2-py3-none-any.whl',
    sha256: '872f880de3fc3a5bdc88a11b39c9710c3497a547cfa9320bc3c5e62fbf272e79',
    bytes: 365_750,
    spdx: 'MIT',
    attribution: 'Holger Krekel and pytest contributors',
    visibility: 'public',
  },
  {
    registry: 'pypi',
    name: 'pluggy',
    version: '1.6.0',
    file: 'pluggy-1.6.0-py3-none-any.whl',
    sha256: 'e920276dd6813095e9377c0bc5566d94c932c33b27a3e3945d8389c374dd4746',
    bytes: 20_538,
    spdx: 'MIT',
    attribution: 'Holger Krekel and pluggy contributors',
    visibility: 'public',
  },
  {
    registry: 'pypi',
    name: 'iniconfig',
    version: '2.1.0',
    file: 'iniconfig-2.1.0-py3-none-any.whl',
    sha256: '9deba5723312380e77435581c6bf4935c94cbfab9b1ed33ef8d238ea168eb760',
    bytes: 6_050,
    spdx: 'MIT',
    attribution: 'Ronny Pfannschmidt and Holger Krekel',
    visibility: 'public',
  },
  {
    registry: 'pypi',
    name: 'packaging',
    version: '25.0',
    file: 'packaging-25.0-py3-none-any.whl',
    sha256: '29572ef2b1f17581046b3a2227d5c611fb25ec70ca1ba8554b24b0e69331a484',
    bytes: 66_469,
    spdx: 'Apache-2.0 OR BSD-2-Clause',
    attribution: 'Donald Stufft and contributors',
    visibility: 'public',
  },
  {
    registry: 'pypi',
    name: 'pygments',
    version: '2.19.2',
    file: 'pygments-2.19.2-py3-none-any.whl',
    sha256: '86540386c03d588bb81d44bc3928634ff26449851e99741617ecb9037ee5ec0b',
    bytes: 1_225_217,
    spdx: 'BSD-2-Clause',
    attribution: 'Georg Brandl and contributors',
    visibility: 'public',
  },
  {
    registry: 'pypi',
    name: 'freezegun',
    version: '1.5.1',
    file: 'freezegun-1.5.1-py3-none-any.whl',
    sha256: 'bf111d7138a8abe55ab48a71755673dbaa4ab87f4cff5634a4442dfec34c15f1',
    bytes: 17_569,
    spdx: 'Apache-2.0',
    attribution: 'Steve Pulec and contributors',
    visibility: 'public',
  },
  {
    registry: 'pypi',
    name: 'python-dateutil',
    version: '2.9.0.post0',
    file: 'python_dateutil-2.9.0.post0-py2.py3-none-any.whl',
    sha256: 'a8b2bc7bffae282281c8140a97d3aa9c14da0b136dfe83f850eea9a5f7470427',
    bytes: 229_892,
    spdx: 'Apache-2.0 AND BSD-3-Clause',
    attribution: 'Gustavo Niemeyer, Paul Ganssle and dateutil contributors',
    visibility: 'public',
  },
  {
    registry: 'pypi',
    name: 'six',
    version: '1.17.0',
    file: 'six-1.17.0-py2.py3-none-any.whl',
    sha256: '4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274',
    bytes: 11_050,
    spdx: 'MIT',
    attribution: 'Benjamin Peterson',
    visibility: 'public',
  },
  {
    registry: 'pypi',
    name: 'jsonpointer',
    version: '3.0.0',
    file: 'jsonpointer-3.0.0-py2.py3-none-any.whl',
    sha256: '13e088adc14fca8b6aa8177c044e12701e6ad4b28ff10e65f2267a90109c9942',
    bytes: 7_595,
    spdx: 'BSD-3-Clause',
    attribution: 'Stefan Kögl',
    visibility: 'public',
  },
];

/** By name. */
export const pythonPins: ReadonlyMap<string, Pin> = new Map(wheels.map((pin) => [pin.name, pin]));

/** What is installed together: few sets, since an embedded sandbox has a snapshot of some 40 MB for each. */
export const pythonSets: readonly (readonly string[])[] = [
  ['mpmath', 'sympy'],
  [
    'freezegun',
    'iniconfig',
    'jsonpointer',
    'packaging',
    'pluggy',
    'pygments',
    'pytest',
    'python-dateutil',
    'six',
  ],
];

/** The packages and all that they import, in order of their names. A name that is in no set stands for itself. */
export function installedWith(names: readonly string[]): string[] {
  const found = names.flatMap((name) => pythonSets.find((set) => set.includes(name)) ?? [name]);
  return [...new Set(found)].toSorted();
}
