/** A code task: the tree as an attempt finds it, and for a curator what must change, which tests decide, and the reference patch. */
import { Tabs, TextInput, Table } from '@mantine/core';
import type { TaskSecret } from '@touchstone/contracts';
import { useState } from 'react';
import { Code, languageOf } from '../../../ui/code.tsx';
import { DiffView } from '../../../ui/diff-view.tsx';
import { Failed, States } from '../../../ui/states.tsx';
import { bytes, counted } from '../../../ui/words.ts';
import { TryTools } from '../play/try-tools.tsx';
import { useSecret } from '../use-task.ts';
import type { EnvironmentProps } from './environment-view.tsx';
import { useFile } from './use-environment.ts';
import classes from './environment.module.css';

export function CodeView(props: EnvironmentProps) {
  const secret = useSecret(props.detail.id);
  const { secret: found } = secret.data ?? {};
  const patch = found === undefined ? null : patchOf(found);
  return (
    <Tabs defaultValue="tree" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="tree">Tree</Tabs.Tab>
        <Tabs.Tab value="patch">Reference patch</Tabs.Tab>
        <Tabs.Tab value="tests">Tests</Tabs.Tab>
        <Tabs.Tab value="tools">Try the tools</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="tree">
        <FileTree {...props} patch={patch} />
      </Tabs.Panel>
      <Tabs.Panel value="patch">
        {secret.error !== null && <Failed error={secret.error} />}
        {patch !== null && <DiffView patch={patch} />}
        {found !== undefined && patch === null && <p>The reference is a program; see the tab Verifier.</p>}
      </Tabs.Panel>
      <Tabs.Panel value="tests">
        <States asked={secret} label="the tests">
          {(data) => <Tests secret={data.secret} />}
        </States>
      </Tabs.Panel>
      <Tabs.Panel value="tools">
        <TryTools detail={props.detail} tool="shell" />
      </Tabs.Panel>
    </Tabs>
  );
}

function patchOf({ reference }: TaskSecret): string | null {
  return 'submission' in reference && reference.submission.kind === 'tree'
    ? reference.submission.patch
    : null;
}

function FileTree({ detail, at, onAt, patch }: EnvironmentProps & { patch: string | null }) {
  const { files } = detail.task.environment;
  const changed = new Set(
    patch === null ? [] : [...patch.matchAll(/^\+\+\+ b\/(.+)$/gm)].map((match) => match[1]),
  );
  const open =
    files.find(({ path }) => path === at) ?? files.find(({ path }) => changed.has(path)) ?? files[0];
  const asked = useFile(detail.id, open?.path ?? null);
  const format = detail.task.answerFormat;
  return (
    <div className={classes['tree']}>
      <div>
        <p>
          {counted(files.length, 'file')}; changes count in{' '}
          {format.kind === 'tree' ? format.paths.join(', ') : 'none'}
        </p>
        <ul className={classes['files']}>
          {files.map((file) => (
            <li key={file.path}>
              <button
                type="button"
                className={classes['file']}
                aria-current={file === open}
                onClick={() => onAt(file.path)}
              >
                {file.path} <small>{bytes(file.bytes)}</small>
                {changed.has(file.path) && (
                  <span className={classes['changed']}> changed by the reference</span>
                )}
              </button>
            </li>
          ))}
        </ul>
      </div>
      {open !== undefined && (
        <States asked={asked} label={open.path}>
          {(text) => <Code text={text} language={languageOf(open.path)} label={open.path} />}
        </States>
      )}
    </div>
  );
}

function Tests({ secret }: { secret: TaskSecret }) {
  const [wanted, setWanted] = useState('');
  const { verifier } = secret;
  if (verifier.executor !== 'tests') return <p>This task is not judged by tests.</p>;
  const controls = Map.groupBy(verifier.controls, ({ test }) => test);
  const rows = [
    ...verifier.failToPass.map((test) => ({ test, kind: 'must start to pass' })),
    ...verifier.passToPass.map((test) => ({ test, kind: 'must go on passing' })),
  ].filter(({ test }) => test.toLowerCase().includes(wanted.toLowerCase()));
  return (
    <>
      <TextInput
        label={`${counted(verifier.failToPass.length, 'test')} fail to pass, ${verifier.passToPass.length} pass to pass, ${counted(verifier.controls.length, 'control')}`}
        placeholder="Part of a name"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        my="xs"
      />
      <div className={classes['tests']}>
        <Table stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Test</Table.Th>
              <Table.Th>On the untouched tree</Table.Th>
              <Table.Th>Wanted</Table.Th>
              <Table.Th>Controls</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(0, 500).map(({ test, kind }) => (
              <Table.Tr key={test}>
                <Table.Td>
                  <code>{test}</code>
                </Table.Td>
                <Table.Td>{kind === 'must start to pass' ? '✕ fails' : '● passes'}</Table.Td>
                <Table.Td>{kind}</Table.Td>
                <Table.Td className="ts-num">{controls.get(test)?.length ?? 0}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {rows.length > 500 && <p>500 of {rows.length} are shown; write a part of a name.</p>}
    </>
  );
}
