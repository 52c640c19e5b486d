/**
 * The query of the corpus. What cannot be read is marked where it stands while it is written, and is never sent. Enter shows
 * the tasks; on the page of tasks the query also follows the facets.
 */
import { QueryFault, parseQuery, queryFields } from '@touchstone/contracts/api';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useCommand } from '../keys/registry.ts';
import { Icon } from '../ui/icon.tsx';
import classes from './query-bar.module.css';

export function QueryBar() {
  const search = useSearch({ strict: false });
  const committed = search.q ?? '';
  const [text, setText] = useState(committed);
  const [focused, setFocused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  useEffect(() => setText(committed), [committed]);
  useCommand('query', () => input.current?.select());

  const fault = faultOf(text);
  const commit = () => {
    if (fault !== null) return;
    void navigate({
      to: '/tasks',
      search: (previous) => ({ sort: previous.sort ?? 'id', q: text.trim(), peek: '' }),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') {
      setText(committed);
      input.current?.blur();
    }
  };
  return (
    <div className={classes['wrap']} role="search">
      <span className={classes['icon']}>
        <Icon name="search" size={14} />
      </span>
      <div className={classes['field']}>
        <div className={classes['marks']} aria-hidden>
          {fault === null ? (
            text
          ) : (
            <>
              {text.slice(0, fault.at)}
              <u>{text.slice(fault.at, fault.at + fault.length)}</u>
              {text.slice(fault.at + fault.length)}
            </>
          )}
        </div>
        <input
          ref={input}
          className={classes['input']}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onScroll={(event) => {
            const marks = event.currentTarget.previousElementSibling;
            if (marks !== null) marks.scrollLeft = event.currentTarget.scrollLeft;
          }}
          placeholder="cat:code review:unreviewed far:<0.03 words"
          aria-label="Query of the corpus"
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : 'query-fault'}
          spellCheck={false}
          autoComplete="off"
        />
      </div>
      {!focused && <kbd>/</kbd>}
      {focused && (
        <div className={classes['below']}>
          {fault !== null ? (
            <p id="query-fault" role="alert">
              <strong>{fault.message}</strong> {fault.hint}
            </p>
          ) : (
            <Suggestions text={text} />
          )}
        </div>
      )}
    </div>
  );
}

/** Fields whose name begins as the last word does. */
function Suggestions({ text }: { text: string }) {
  const last = /(?:^|\s)-?([a-z]*)$/.exec(text)?.[1] ?? null;
  const fields = last === null ? [] : Object.entries(queryFields).filter(([name]) => name.startsWith(last));
  if (fields.length === 0)
    return (
      <p>
        <kbd>Enter</kbd> shows the tasks that match.
      </p>
    );
  return (
    <dl className={classes['fields']}>
      {fields.map(([name, field]) => (
        <div key={name}>
          <dt>{name}:</dt>
          <dd>{field.doc}</dd>
        </div>
      ))}
    </dl>
  );
}

function faultOf(text: string): QueryFault | null {
  try {
    parseQuery(text);
    return null;
  } catch (thrown) {
    if (thrown instanceof QueryFault) return thrown;
    throw thrown;
  }
}
