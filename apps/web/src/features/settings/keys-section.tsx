/** API keys: made (the secret is shown once), listed, revoked. */
import { Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keySchema, makeKeyResponseSchema, type Key, type KeyRole } from '@touchstone/contracts/api';
import { useState } from 'react';
import { z } from 'zod';
import { request } from '../../api/client.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Failed, States } from '../../ui/states.tsx';
import { Notice } from '../../ui/notice.tsx';
import { When } from '../../ui/when.tsx';
import classes from './settings.module.css';

const keysSchema = z.object({ keys: z.array(keySchema) });

export function KeysSection() {
  const asked = useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => request(keysSchema, '/keys', { signal }),
  });
  return (
    <div className={classes['section']}>
      <MakeKey />
      <States
        asked={asked}
        label="keys"
        isEmpty={({ keys }) => keys.length === 0}
        empty={
          <Notice
            title="There is no key"
            detail="Without a key the server listens on this machine only and asks nobody who they are."
            hint="Make a curator's key first: from then on every request needs one."
          />
        }
      >
        {({ keys }) => <KeyTable keys={keys} />}
      </States>
    </div>
  );
}

function MakeKey() {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<KeyRole>('trainer');
  const [episodesMax, setEpisodesMax] = useState<number | string>(1_000);
  const make = useMutation({
    mutationFn: () =>
      request(makeKeyResponseSchema, '/keys', {
        method: 'POST',
        body: { name: name.trim(), role, ...(typeof episodesMax === 'number' ? { episodesMax } : {}) },
      }),
    onSuccess: () => {
      setName('');
      void client.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  return (
    <section className={classes['section']} aria-labelledby="make-key">
      <h2 id="make-key">Make a key</h2>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <TextInput
          label="Name"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label="Role"
          value={role}
          onChange={(value) => setRole(value === 'curator' ? 'curator' : 'trainer')}
          data={[
            { value: 'trainer', label: 'Trainer' },
            { value: 'curator', label: 'Curator' },
          ]}
        />
        <NumberInput
          label="Episodes open at once"
          min={1}
          max={100_000}
          value={episodesMax}
          onChange={setEpisodesMax}
          w={200}
        />
        <Button type="submit" loading={make.isPending} disabled={name.trim() === ''}>
          Make key
        </Button>
      </form>
      {make.error !== null && <Failed error={make.error} />}
      {make.data !== undefined && (
        <Secret name={make.data.key.name} secret={make.data.secret} onDone={make.reset} />
      )}
    </section>
  );
}

function Secret({ name, secret, onDone }: { name: string; secret: string; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className={classes['secret']} role="status">
      <p>
        The key <b>{name}</b>. It is shown now and never again.
      </p>
      <code>{secret}</code>
      <div className={classes['row']}>
        <Button
          size="xs"
          variant="default"
          onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          I have it
        </Button>
      </div>
    </div>
  );
}

function KeyTable({ keys }: { keys: readonly Key[] }) {
  const client = useQueryClient();
  const [sure, setSure] = useState<string | null>(null);
  const revoke = useMutation({
    mutationFn: (id: string) => request(keySchema, `/keys/${id}`, { method: 'DELETE' }),
    onSettled: () => {
      setSure(null);
      void client.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  return (
    <div>
      {revoke.error !== null && <Failed error={revoke.error} />}
      <DataTable
        caption="API keys"
        columns={['Name', 'Role', 'Made', 'Last used', 'Requests a minute', 'Episodes at once', 'State']}
      >
        {keys.map((key) => (
          <tr key={key.id} className={key.revokedAt === null ? undefined : classes['revoked']}>
            <td>{key.name}</td>
            <td>{key.role}</td>
            <td>
              <When at={key.createdAt} />
            </td>
            <td>{key.lastUsedAt === null ? 'never' : <When at={key.lastUsedAt} />}</td>
            <td className="ts-num">{key.requestsPerMinuteMax.toLocaleString('en')}</td>
            <td className="ts-num">{key.episodesMax.toLocaleString('en')}</td>
            <td>
              {key.revokedAt !== null ? (
                <>
                  revoked <When at={key.revokedAt} />
                </>
              ) : sure === key.id ? (
                <span className={classes['row']}>
                  <Button
                    size="compact-xs"
                    color="red"
                    loading={revoke.isPending}
                    onClick={() => revoke.mutate(key.id)}
                  >
                    Revoke {key.name} for good
                  </Button>
                  <Button size="compact-xs" variant="default" onClick={() => setSure(null)}>
                    Keep
                  </Button>
                </span>
              ) : (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Revoke ${key.name}`}
                  onClick={() => setSure(key.id)}
                >
                  Revoke
                </Button>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
    </div>
  );
}
