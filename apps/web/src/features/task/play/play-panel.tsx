/** A person acts as the agent: the same tools, budget and verifier, and the attempt is recorded as one of theirs. */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import type { AnswerFormat, Json } from '@touchstone/contracts';
import type { ApiVerdict, TaskDetail } from '@touchstone/contracts/api';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import { Failed } from '../../../ui/states.tsx';
import { fieldsOfAnswer, fieldsOfSchema, type Field } from './form-model.ts';
import { SchemaForm } from './schema-form.tsx';
import { ToolConsole } from './tool-console.tsx';
import { useEpisode, type PlayedEpisode } from './use-episode.ts';
import classes from './play.module.css';

const storageName = 'touchstone.person';

export function PlayPanel({ detail, onClose }: { detail: TaskDetail; onClose: () => void }) {
  const [person, setPerson] = useState(() => localStorage.getItem(storageName) ?? '');
  const episode = useEpisode({
    task: detail.id,
    solver: `person:${person.trim() === '' ? 'curator' : person.trim()}`,
    throwAway: false,
  });
  const { open } = episode;
  return (
    <aside className={classes['panel']} aria-label="Play the task">
      <header className={classes['head']}>
        <h2>Play the task</h2>
        {open.data !== undefined && !episode.isOver && <Budget episode={episode} opened={open.data} />}
        <ActionIcon variant="subtle" color="gray" size={28} onClick={onClose} aria-label="Stop playing">
          <Icon name="close" />
        </ActionIcon>
      </header>
      {open.data === undefined ? (
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault();
            localStorage.setItem(storageName, person.trim());
            open.mutate();
          }}
        >
          <p>
            You get what a model gets: {detail.task.budget.toolCallsMax} tool calls, the same tools, one
            submission. The attempt is recorded and judged.
          </p>
          <TextInput
            label="Recorded as"
            description="person:… beside the models"
            placeholder="curator"
            value={person}
            onChange={(event) => setPerson(event.currentTarget.value)}
            size="xs"
          />
          {open.error !== null && <Failed error={open.error} />}
          <Button type="submit" loading={open.isPending}>
            Start
          </Button>
        </form>
      ) : episode.submit.data !== undefined ? (
        <Verdict
          verdict={episode.submit.data}
          id={episode.id ?? ''}
          onAgain={() => open.mutate()}
          episode={episode}
        />
      ) : (
        <>
          <section className={classes['console']} aria-label="Tools">
            <ToolConsole tools={open.data.tools} episode={episode} />
          </section>
          <section className={classes['console']} aria-label="Submission">
            <h3>Submit</h3>
            <Answer format={detail.task.answerFormat} episode={episode} />
          </section>
        </>
      )}
    </aside>
  );
}

function Budget({
  episode,
  opened,
}: {
  episode: PlayedEpisode;
  opened: { episodes: { expiresAt: string }[] };
}) {
  const expires = opened.episodes[0]?.expiresAt;
  return (
    <span className={classes['budget']} aria-live="polite">
      <b className="ts-num">{episode.left}</b> calls left
      {expires !== undefined && `, until ${new Date(expires).toLocaleTimeString('en-GB').slice(0, 5)}`}
    </span>
  );
}

function Answer({ format, episode }: { format: AnswerFormat; episode: PlayedEpisode }) {
  const fields = answerFields(format);
  const isBare = fields.length === 1 && fields[0]?.name === 'answer' && format.kind === 'typed';
  const send = (answer: Json) => episode.submit.mutate(answer);
  return (
    <>
      {format.kind === 'tree' && <p>What you changed under {format.paths.join(', ')} counts.</p>}
      {format.kind === 'state' && <p>What your calls did counts, with this report.</p>}
      <SchemaForm
        fields={fields}
        action="Submit, once"
        busy={episode.submit.isPending}
        onSend={(values) =>
          send(format.kind === 'tree' ? null : isBare ? (values['answer'] ?? null) : values)
        }
      />
      {episode.submit.error !== null && <Failed error={episode.submit.error} />}
    </>
  );
}

function answerFields(format: AnswerFormat): Field[] {
  switch (format.kind) {
    case 'typed':
      return fieldsOfAnswer(format.type);
    case 'json':
    case 'state':
      return fieldsOfSchema(format.schema);
    case 'tree':
      return [];
  }
}

interface VerdictProps {
  verdict: ApiVerdict;
  id: string;
  episode: PlayedEpisode;
  onAgain: () => void;
}

function Verdict({ verdict, id, episode, onAgain }: VerdictProps) {
  return (
    <section className={classes['verdict']} data-outcome={verdict.outcome} aria-label="Verdict" role="status">
      <h3>
        {verdict.outcome}
        {verdict.masked ? ': no reward' : `: reward ${verdict.reward}`}
      </h3>
      {verdict.masked ? (
        <p>
          {verdict.fault.message} ({verdict.fault.code}) Your attempt is not counted.
        </p>
      ) : (
        verdict.reason !== null && <p>Decided by {verdict.reason}.</p>
      )}
      {verdict.checks.length > 0 && (
        <ul>
          {verdict.checks.map((check) => (
            <li key={check.id}>
              {check.met === null ? '○ not assessed' : check.met ? '● met' : '✕ not met'}:{' '}
              <code>{check.id}</code>
            </li>
          ))}
        </ul>
      )}
      <p>
        {episode.calls.length} calls.{' '}
        <Link to="/episodes/$id" params={{ id }}>
          Transcript
        </Link>
      </p>
      <Button
        variant="default"
        size="compact-md"
        onClick={() => {
          episode.submit.reset();
          onAgain();
        }}
      >
        Play again
      </Button>
    </section>
  );
}
