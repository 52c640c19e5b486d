/** `touchstone keys make|list|revoke`: who may use the API. */
import { keyRoles, makeKeyRequestSchema, type Key, type KeyRole } from '@touchstone/contracts/api';
import { Option } from 'commander';
import { examples, positiveInteger, type AddCommand } from '../command.ts';
import { table } from '../render/text.ts';
import { withParts } from '../with-parts.ts';

interface MakeOptions {
  role: KeyRole;
  requestsPerMinute?: number;
  episodes?: number;
  json?: boolean;
}

export const addKeys: AddCommand = (program, terminal) => {
  const keys = program.command('keys').description('keys of the API');

  keys
    .command('make')
    .description('make a key; its secret is printed once and not kept')
    .argument('<name>', 'who or what uses it')
    .addOption(new Option('--role <role>', 'what it may do').choices(keyRoles).default('trainer'))
    .option('--requests-per-minute <n>', 'at most so many', positiveInteger)
    .option('--episodes <n>', 'open at once', positiveInteger)
    .option('--json', 'the key and its secret as JSON')
    .addHelpText(
      'after',
      examples([
        'touchstone keys make laptop --role curator',
        'touchstone keys make grpo-run-7 --episodes 2000 --json',
      ]),
    )
    .action((name: string, options: MakeOptions) =>
      withParts(terminal, async (parts) => {
        const request = makeKeyRequestSchema.parse({
          name,
          role: options.role,
          requestsPerMinuteMax: options.requestsPerMinute,
          episodesMax: options.episodes,
        });
        const made = await (await keyringOf(parts)).make(request);
        if (options.json) return terminal.json(made);
        terminal.line(made.secret);
        terminal.note(
          `Key ${made.key.id} of "${name}" (${made.key.role}). The line above is not shown again: ` +
            'send it as "Authorization: Bearer …". From now on this server asks for a key, on loopback too.',
        );
      }),
    );

  keys
    .command('list')
    .description('every key, revoked ones too; secrets are not kept')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', examples(['touchstone keys list', 'touchstone keys list --json']))
    .action((options: { json?: boolean }) =>
      withParts(terminal, async (parts) => {
        const all = await (await keyringOf(parts)).list();
        if (options.json) return all.forEach((key) => terminal.json(key));
        if (all.length === 0)
          return terminal.line('There are no keys: the API answers on loopback only, to anyone there.');
        terminal.line(table([['id', 'name', 'role', 'made', 'last used', 'state'], ...all.map(row)]));
      }),
    );

  keys
    .command('revoke')
    .description('revoke a key for good; servers refuse it within seconds')
    .argument('<id>', 'id, as "keys list" shows it')
    .addHelpText('after', examples(['touchstone keys revoke key_0123456789ab']))
    .action((id: string) =>
      withParts(terminal, async (parts) => {
        const key = await (await keyringOf(parts)).revoke(id);
        terminal.line(`Key ${key.id} of "${key.name}" is revoked since ${key.revokedAt}.`);
      }),
    );
};

async function keyringOf(parts: Parameters<Parameters<typeof withParts>[1]>[0]) {
  const { openKeyring } = await import('@touchstone/api');
  return openKeyring(parts);
}

function row(key: Key): string[] {
  const { id, name, role, createdAt, lastUsedAt, revokedAt } = key;
  return [
    id,
    name,
    role,
    createdAt.slice(0, 10),
    lastUsedAt?.slice(0, 16) ?? '-',
    revokedAt ? 'revoked' : 'usable',
  ];
}
