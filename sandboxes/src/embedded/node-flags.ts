/** Which command lines of Node an embedded sandbox takes: none that would open what the permission model closes. */

/** Options that take the next argument as their value. */
const withValue = new Set([
  '-e',
  '--eval',
  '-p',
  '--print',
  '-pe',
  '-r',
  '--require',
  '--import',
  '-C',
  '--conditions',
]);
const alone = new Set([
  '--test',
  '--no-warnings',
  '-v',
  '--version',
  '-c',
  '--check',
  '--enable-source-maps',
]);
const assigned =
  /^--(test-[a-z-]+|input-type|stack-trace-limit|unhandled-rejections|trace-uncaught|conditions)(=|$)/;

/** The arguments as they are given to Node, or why they are not. `tape` is a program of ours, run by Node. */
export function nodeArguments(program: string, given: readonly string[]): string[] | { refused: string } {
  if (program === 'tape') return ['/tools/tape', ...given];
  const rest = [...given];
  const options: string[] = [];
  for (
    let option = rest[0];
    option !== undefined && /^-./.test(option) && option !== '--';
    option = rest[0]
  ) {
    rest.shift();
    const [name = option] = option.split('=');
    if (withValue.has(name)) options.push(option, ...(option.includes('=') ? [] : rest.splice(0, 1)));
    else if (alone.has(option)) options.push(option);
    else if (!assigned.test(option)) return { refused: `${option} is not allowed in the embedded sandbox` };
    // Each file in a process of its own is not possible here.
    else if (!option.startsWith('--test-isolation')) options.push(option);
  }
  if (options.includes('--test')) options.push('--test-isolation=none');
  return [...options, ...rest];
}
