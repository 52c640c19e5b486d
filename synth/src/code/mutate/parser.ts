/** Parsers from the grammars' WebAssembly: nothing native is built or loaded. Each grammar is loaded once per process. */
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { InputFault } from '@touchstone/contracts';
import { Language, Parser, type Node } from 'web-tree-sitter';

const resolve = createRequire(import.meta.url).resolve;

/** `grammar`: name of its npm package. The returned function throws an `InputFault` for text that does not parse at all. */
export function createParser(
  grammar: 'tree-sitter-python' | 'tree-sitter-javascript',
): (text: string) => Promise<Node> {
  let loading: Promise<Parser> | undefined;
  return async (text) => {
    const parser = await (loading ??= load(grammar));
    const tree = parser.parse(text);
    if (tree === null)
      throw new InputFault(`${grammar} gave no tree for ${text.length} characters.`, { code: 'unparsable' });
    return tree.rootNode;
  };
}

async function load(grammar: string): Promise<Parser> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(await readFile(resolve(`${grammar}/${grammar}.wasm`))));
  return parser;
}
