/** The porter's Python modules as one argument for `python3 -c`: no file has to be put where the sandbox can see it. */
import { readFileSync } from 'node:fs';

/** In the order in which they import each other; the last one is the program. */
const modules = ['kernel', 'command', 'transfer', 'launch', 'stream', 'seccomp', 'porter'] as const;

/** Python source that defines the modules and runs the porter. */
function porterSource(): string {
  const texts = modules.map((name) => [
    name,
    readFileSync(new URL(`./python/${name}.py`, import.meta.url), 'utf8'),
  ]);
  return [
    'import json, sys, types',
    `for name, text in json.loads(${JSON.stringify(JSON.stringify(texts))}):`,
    '    module = sys.modules[name] = types.ModuleType(name)',
    "    exec(compile(text, name + '.py', 'exec'), module.__dict__)",
    'module.main()',
  ].join('\n');
}

/** Stands on every porter's command line, so that the reaper knows one when it sees it. */
export const porterMark = 'touchstone-porter';

/** Arguments that start the porter inside a sandbox; `scratch` names its writable mounts. */
export function porterArgv(python: string, scratch: readonly string[]): [string, ...string[]] {
  return [python, '-I', '-S', '-c', porterSource(), porterMark, ...scratch];
}
