/** An interpreter task: its data files with their first rows, what is expected and how exactly, and the notebook to try. */
import { Table } from '@mantine/core';
import { Code, languageOf } from '../../../ui/code.tsx';
import { States } from '../../../ui/states.tsx';
import { bytes } from '../../../ui/words.ts';
import { typeInWords } from '../task-facts.tsx';
import { TryTools } from '../play/try-tools.tsx';
import { useSecret } from '../use-task.ts';
import { firstRows, separatorOf } from './delimited.ts';
import type { EnvironmentProps } from './environment-view.tsx';
import { useFile } from './use-environment.ts';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import classes from './environment.module.css';

export function InterpreterView(props: EnvironmentProps) {
  const { detail, at, onAt } = props;
  const { files } = detail.task.environment;
  const secret = useSecret(detail.id);
  const open = files.find(({ path }) => path === at) ?? files[0];
  const format = detail.task.answerFormat;
  return (
    <div className={classes['stack']}>
      <h2>Expected</h2>
      <p>{format.kind === 'typed' ? typeInWords(format.type) : format.kind}</p>
      <States asked={secret} label="the expected answer" skeletonRows={2}>
        {({ secret: { verifier, reference } }) => (
          <>
            {verifier.executor === 'typed-answer' && (
              <Code
                text={JSON.stringify(verifier.expected, null, 1)}
                language="json"
                label="Expected answer"
              />
            )}
            {'source' in reference && (
              <details>
                <summary>Reference program: {reference.how}</summary>
                <Code text={reference.source} language="python" label="Reference program" />
              </details>
            )}
          </>
        )}
      </States>
      <h2>Data</h2>
      {files.length === 0 ? (
        <p>No files: everything is in the instruction.</p>
      ) : (
        <div className={classes['tree']}>
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
                </button>
              </li>
            ))}
          </ul>
          {open !== undefined && <DataFile id={detail.id} path={open.path} />}
        </div>
      )}
      <h2>Try a cell</h2>
      <TryTools detail={detail} tool="python" />
    </div>
  );
}

function DataFile({ id, path }: { id: string; path: string }) {
  const asked = useFile(id, path);
  return (
    <States asked={asked} label={path}>
      {(text) => {
        const separator = separatorOf(path);
        if (separator === null)
          return <Code text={text.slice(0, 20_000)} language={languageOf(path)} label={path} />;
        const { header, rows, lines } = firstRows(text, separator);
        return (
          <ScrollRegion className={classes['scroll']} label={`First rows of ${path}`}>
            <Table stickyHeader>
              <Table.Thead>
                <Table.Tr>
                  {header.map((name, column) => (
                    <Table.Th key={column}>{name}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row, at) => (
                  <Table.Tr key={at}>
                    {row.map((cell, column) => (
                      <Table.Td key={column} className={classes['cell']}>
                        {cell}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <p>
              {rows.length} of about {lines} rows
            </p>
          </ScrollRegion>
        );
      }}
    </States>
  );
}
