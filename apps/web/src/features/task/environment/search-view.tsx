/**
 * A search task: what the answer is, which documents show it and where, the page itself at that place, and the agent's own
 * tools over the same frozen web. The secret half says which documents; without a curator's key only the tools are there.
 */
import type { WebDocument } from '@touchstone/contracts';
import { Tabs } from '@mantine/core';
import { Code } from '../../../ui/code.tsx';
import { DocumentFrame } from '../../../ui/document-frame.tsx';
import { Failed, Loading } from '../../../ui/states.tsx';
import { TryTools } from '../play/try-tools.tsx';
import { useSecret } from '../use-task.ts';
import type { EnvironmentProps } from './environment-view.tsx';
import { EvidenceGraph } from './evidence-graph.tsx';
import { around, citedIn, type Quote } from './evidence.ts';
import { useDocuments } from './use-environment.ts';
import classes from './environment.module.css';

/** Documents whose text is read at once. */
const documentsMax = 40;

export function SearchView(props: EnvironmentProps) {
  const secret = useSecret(props.detail.id);
  const gate = props.detail.strip.gates.find((each) => each.gate === 'needs-its-evidence');
  if (secret.data === undefined && secret.error === null) return <Loading label="the evidence" />;
  const verifier = secret.data?.secret.verifier;
  return (
    <div className={classes['stack']}>
      {secret.error !== null && <Failed error={secret.error} />}
      {gate !== undefined && (
        <p>
          <b>Without its evidence:</b> {gate.reason}
        </p>
      )}
      {verifier?.executor === 'typed-answer' && (
        <>
          <details>
            <summary>
              Expected answer
              {verifier.alternatives.length > 0 && ` and ${verifier.alternatives.length} alternatives`}
            </summary>
            <Code
              text={JSON.stringify([verifier.expected, ...verifier.alternatives], null, 1)}
              language="json"
              label="Expected answer"
            />
          </details>
          <Evidence {...props} cited={citedIn(verifier.expected)} />
        </>
      )}
      <h2>Search it yourself</h2>
      <TryTools detail={props.detail} tool="search" />
    </div>
  );
}

function Evidence({ detail, at, onAt, cited }: EnvironmentProps & { cited: string[] }) {
  const names = cited.slice(0, documentsMax);
  const asked = useDocuments(detail.id, names);
  const found = asked.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const documents = found.map(({ document }) => document);
  const failed = asked.find(({ error }) => error !== null)?.error ?? null;
  const quotes = found.flatMap(({ document, evidence }) =>
    evidence.map(({ start, end }) => ({
      document: document.id,
      value: document.text.slice(start, end),
      start,
      end,
    })),
  );
  const required = new Set(found.filter((each) => each.required === true).map(({ document }) => document.id));
  const isRequired = ({ id }: WebDocument) => required.has(id);
  const [atDocument = '', atStart = ''] = at.split('@');
  const open = documents.find(({ id }) => id === atDocument);
  const openQuote = quotes.find(
    ({ document, start }) => document === atDocument && String(start) === atStart,
  );
  if (names.length === 0) return <p>The expected answer names no document.</p>;
  return (
    <>
      {failed !== null && <Failed error={failed} />}
      {documents.length < names.length && failed === null && <Loading label="documents" rows={3} />}
      <div className={classes['split']}>
        <Tabs defaultValue="list" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="list">Evidence ({documents.length})</Tabs.Tab>
            <Tabs.Tab value="graph">Graph</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="list">
            <ul className={classes['documents']}>
              {documents
                .toSorted((a, b) => Number(isRequired(b)) - Number(isRequired(a)))
                .map((document) => (
                  <DocumentItem
                    key={document.id}
                    document={document}
                    isRequired={isRequired(document)}
                    quotes={quotes.filter((quote) => quote.document === document.id)}
                    isOpen={document.id === atDocument}
                    onOpen={(quote) => onAt(quote === null ? document.id : `${document.id}@${quote.start}`)}
                  />
                ))}
            </ul>
          </Tabs.Panel>
          <Tabs.Panel value="graph">
            <EvidenceGraph
              documents={documents.filter(isRequired)}
              quotes={quotes}
              onOpen={(document, start) => onAt(start === null ? document : `${document}@${start}`)}
            />
          </Tabs.Panel>
        </Tabs>
        {open === undefined ? (
          <p className={classes['hint']}>Choose a document or a quote to see the page as it is frozen.</p>
        ) : (
          <DocumentFrame document={open} mark={openQuote ?? null} />
        )}
      </div>
    </>
  );
}

interface DocumentItemProps {
  document: WebDocument;
  isRequired: boolean;
  quotes: readonly Quote[];
  isOpen: boolean;
  onOpen: (quote: Quote | null) => void;
}

function DocumentItem({ document, isRequired, quotes, isOpen, onOpen }: DocumentItemProps) {
  return (
    <li data-open={isOpen}>
      <button type="button" className={classes['document']} onClick={() => onOpen(null)}>
        <b>{document.title}</b>
        <span>
          {document.id} · {isRequired ? 'must be cited' : 'may be cited'} · {document.licence}
        </span>
      </button>
      {quotes.map((quote) => {
        const [before, itself, after] = around(document.text, quote);
        return (
          <button
            key={`${quote.value} ${quote.start}`}
            type="button"
            className={classes['quote']}
            onClick={() => onOpen(quote)}
          >
            {before}
            <mark>{itself}</mark>
            {after} <small className="ts-num">at {quote.start}</small>
          </button>
        );
      })}
    </li>
  );
}
