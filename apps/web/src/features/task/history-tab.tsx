/** What happened to a task: acts of curators, its certificates by driver, and, for a curator, the moves that made it. */
import { auditEntrySchema, type TaskDetail } from '@touchstone/contracts/api';
import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { z } from 'zod';
import { request } from '../../api/client.ts';
import { Code } from '../../ui/code.tsx';
import { Notice } from '../../ui/notice.tsx';
import { States } from '../../ui/states.tsx';
import { ago } from '../../ui/words.ts';
import { useCertificates, useSecret } from './use-task.ts';
import classes from './brief.module.css';

const auditSchema = z.object({ entries: z.array(auditEntrySchema) });

export function HistoryTab({ detail }: { detail: TaskDetail }) {
  const { id } = detail;
  const audit = useQuery({
    queryKey: ['audit', { task: id }, detail.state.revision],
    queryFn: ({ signal }) => request(auditSchema, '/audit', { query: { task: id }, signal }),
  });
  const certificates = useCertificates(id);
  const secret = useSecret(id);
  return (
    <div className={classes['brief']}>
      <section aria-label="Acts">
        <h2>Acts</h2>
        <States
          asked={audit}
          label="acts"
          isEmpty={(data) => data.entries.length === 0}
          empty={
            <Notice
              title="Nobody has acted on this task"
              detail={`Published ${detail.publishedAt.slice(0, 10)}.`}
            />
          }
        >
          {(data) => (
            <Table>
              <Table.Tbody>
                {data.entries.map((entry) => (
                  <Table.Tr key={entry.id}>
                    <Table.Td>{ago(entry.at)}</Table.Td>
                    <Table.Td>{entry.actor}</Table.Td>
                    <Table.Td>
                      {entry.op === null ? (
                        entry.act
                      ) : (
                        <Link to="/ops/$id" params={{ id: entry.op }}>
                          {entry.act}
                        </Link>
                      )}
                    </Table.Td>
                    <Table.Td>{entry.reason ?? ''}</Table.Td>
                    <Table.Td>{entry.detail}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </States>
        <h2>Made by</h2>
        <States asked={secret} label="the moves">
          {({ secret: { lineage } }) => (
            <>
              <p>
                {lineage.family}, version {lineage.familyVersion}, item {lineage.item} of random seed{' '}
                {lineage.randomSeed}; {lineage.proposer.kind} proposer
                {lineage.proposer.model === null ? '' : ` ${lineage.proposer.model}`}
                {lineage.parent === null ? '' : `; made from ${lineage.parent}`}
              </p>
              <ol>
                {lineage.moves.map((move, at) => (
                  <li key={at}>
                    {move.kind} <Code text={JSON.stringify(move.move, null, 1)} language="json" />
                  </li>
                ))}
              </ol>
            </>
          )}
        </States>
      </section>
      <section aria-label="Certificates">
        <h2>Certificates</h2>
        <States asked={certificates} label="certificates">
          {(data) => (
            <ul>
              {data.certificates.map(({ strip, certificate }) => (
                <li key={strip.digest}>
                  <b>{strip.word}</b> {strip.driver} · {strip.runtime} · {ago(strip.issuedAt)} ·{' '}
                  {certificate.cost.sandboxRuns} sandboxes, {certificate.cost.cpuSeconds.toFixed(1)} CPU s,{' '}
                  {certificate.cost.wallSeconds.toFixed(1)} s · judged by {certificate.key.verifier.executor},
                  version {certificate.key.verifier.version}
                </li>
              ))}
            </ul>
          )}
        </States>
      </section>
    </div>
  );
}
