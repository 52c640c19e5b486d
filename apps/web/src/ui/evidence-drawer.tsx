/** The evidence of one gate: its answer in words, every count, its notes. The strip has the words; the certificate the counts. */
import { Drawer, Table } from '@mantine/core';
import type { GateId } from '@touchstone/contracts';
import type { CertificateStrip, certificatesSchema } from '@touchstone/contracts/api';
import type { z } from 'zod';
import { GateGlyph } from './gate-glyph.tsx';
import { gateTitles, outcomeTitles } from './gates.ts';
import { IntervalBar } from './interval-bar.tsx';
import { States, type Asked } from './states.tsx';
import { percent } from './words.ts';
import classes from './evidence-drawer.module.css';

export interface EvidenceDrawerProps {
  strip: CertificateStrip;
  /** Null while closed. */
  gate: GateId | null;
  certificates: Asked<z.infer<typeof certificatesSchema>>;
  onClose: () => void;
}

export function EvidenceDrawer({ strip, gate, certificates, onClose }: EvidenceDrawerProps) {
  const answer = strip.gates.find((each) => each.gate === gate);
  return (
    <Drawer
      opened={answer !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      overlayProps={{ backgroundOpacity: 0.15 }}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': 'Close the evidence' }}
      title={answer === undefined ? '' : `Evidence: ${gateTitles[answer.gate]}`}
    >
      {answer !== undefined && (
        <>
          <p className={classes['outcome']}>
            <GateGlyph outcome={answer.outcome} /> <b>{outcomeTitles[answer.outcome]}</b>
            {answer.stale && ', by an older version of the gate'}
          </p>
          <p>{answer.reason}</p>
          <States asked={certificates} label="the certificate">
            {(data) => (
              <>
                {data.certificates.map(({ strip: from, certificate }) => {
                  const found = certificate.gates.find((each) => each.gate === gate);
                  return found === undefined ? null : (
                    <section key={from.digest} className={classes['driver']}>
                      <h3>
                        {from.driver} · {from.runtime} · gate version {found.version}
                      </h3>
                      {found.rate !== null && (
                        <p className={classes['rate']}>
                          <IntervalBar rate={found.rate} />
                          {found.rate.events} of {found.rate.trials}; 95 % interval {percent(found.rate.low)}{' '}
                          to {percent(found.rate.high)}
                        </p>
                      )}
                      {found.tallies.length > 0 && (
                        <Table>
                          <Table.Thead>
                            <Table.Tr>
                              <Table.Th>What was tried</Table.Th>
                              <Table.Th>As expected</Table.Th>
                            </Table.Tr>
                          </Table.Thead>
                          <Table.Tbody>
                            {found.tallies.map((tally) => (
                              <Table.Tr key={tally.kind} data-odd={tally.asExpected !== tally.tried}>
                                <Table.Td>{tally.kind}</Table.Td>
                                <Table.Td className="ts-num">
                                  {tally.asExpected} of {tally.tried}
                                </Table.Td>
                              </Table.Tr>
                            ))}
                          </Table.Tbody>
                        </Table>
                      )}
                      {found.notes.length > 0 && (
                        <ul className={classes['notes']}>
                          {found.notes.map((note, at) => (
                            <li key={at}>{note}</li>
                          ))}
                        </ul>
                      )}
                    </section>
                  );
                })}
              </>
            )}
          </States>
        </>
      )}
    </Drawer>
  );
}
