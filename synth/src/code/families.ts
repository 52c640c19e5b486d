/** The families of code tasks. */
import { cachetools } from './libraries/cachetools/library.ts';
import { mistune } from './libraries/mistune/library.ts';
import { moreItertools } from './libraries/more-itertools/library.ts';
import { sqlparse } from './libraries/sqlparse/library.ts';
import { fastUri } from './libraries/fast-uri/library.ts';
import { minimist } from './libraries/minimist/library.ts';
import { objectInspect } from './libraries/object-inspect/library.ts';
import { parse } from './libraries/parse/library.ts';
import { qs } from './libraries/qs/library.ts';
import { secureJsonParse } from './libraries/secure-json-parse/library.ts';
import { shellQuote } from './libraries/shell-quote/library.ts';
import { tabulate } from './libraries/tabulate/library.ts';
import { toolz } from './libraries/toolz/library.ts';
import { xmltodict } from './libraries/xmltodict/library.ts';
import { mutateFamily, type MutateOptions } from './mutate/family.ts';
import { javascriptToolchain } from './toolchains/javascript/toolchain.ts';
import { pythonToolchain } from './toolchains/python/toolchain.ts';

const python: MutateOptions = {
  language: 'python',
  libraries: [
    [cachetools, 3],
    [tabulate, 4],
    [xmltodict, 2],
    // Ten times as dear as the others: every variant compiles its tables of keywords.
    [sqlparse, 1],
    [mistune, 3],
    [moreItertools, 4],
    [toolz, 2],
    [parse, 4],
  ],
  toolchain: pythonToolchain,
};

const javascript: MutateOptions = {
  language: 'javascript',
  libraries: [
    [minimist, 1],
    [qs, 2],
    [shellQuote, 1],
    [fastUri, 2],
    [secureJsonParse, 1],
    [objectInspect, 2],
  ],
  toolchain: javascriptToolchain,
};

export const mutatePython = mutateFamily(python);
export const mutateJavascript = mutateFamily(javascript);

/** What the families of mutated libraries are made of, by family id. */
export const mutated: ReadonlyMap<string, MutateOptions> = new Map([
  [mutatePython.id, python],
  [mutateJavascript.id, javascript],
]);

export { releases } from './releases/family.ts';
