/** Decides by key: approve, reject with a reason, hold, duplicate, skip; comment; undo and redo. */
import { Button, TextInput, Textarea } from '@mantine/core';
import { reasonCodes } from '@touchstone/contracts/api';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { CommandId } from '../../keys/commands.ts';
import { useCommand } from '../../keys/registry.ts';
import { CommandButton } from '../../ui/command-button.tsx';
import type { QueueState, Verdict } from './queue-machine.ts';
import type { QueueRunner } from './queue-runner.ts';
import classes from './review.module.css';

type Mode = 'deciding' | 'rejecting' | 'duplicate';

export function DecisionBar({ runner, state }: { runner: QueueRunner; state: QueueState }) {
  const [mode, setMode] = useState<Mode>('deciding');
  const [comment, setComment] = useState('');
  const [commenting, setCommenting] = useState(false);
  const none = state.items.length === 0;
  const decide = (verdict: Partial<Verdict> & Pick<Verdict, 'act'>) => {
    const words = comment.trim();
    runner.send({
      kind: 'decided',
      verdict: { reasonCode: null, comment: words === '' ? null : words, ...verdict },
      at: Date.now(),
    });
  };
  useCommand('up', () => setMode('deciding'), mode !== 'deciding');
  useCommand(
    'review.decide',
    () => decide(mode === 'deciding' ? { act: 'approve' } : { act: 'reject' }),
    !none && comment.trim() !== '',
  );
  return (
    <section className={classes['bar']} aria-label="Decision">
      {commenting && (
        <Comment
          value={comment}
          onChange={setComment}
          onLeave={() => setCommenting(false)}
          act={mode === 'deciding' ? 'approve' : 'reject'}
        />
      )}
      {mode === 'rejecting' && <Reasons onChoose={(reasonCode) => decide({ act: 'reject', reasonCode })} />}
      {mode === 'duplicate' && (
        <DuplicateOf
          onLeave={() => setMode('deciding')}
          onDecide={(of) =>
            decide({
              act: 'reject',
              reasonCode: 'duplicate',
              ...(of === ''
                ? {}
                : { comment: [`duplicate of ${of}`, comment.trim()].filter(Boolean).join('; ') }),
            })
          }
        />
      )}
      <div className={classes['buttons']}>
        <CommandButton
          command="review.approve"
          variant="filled"
          disabled={none}
          onRun={() => decide({ act: 'approve' })}
        />
        <CommandButton
          command="review.reject"
          label="Reject"
          disabled={none}
          aria-expanded={mode === 'rejecting'}
          onRun={() => setMode(mode === 'rejecting' ? 'deciding' : 'rejecting')}
        />
        <CommandButton command="review.hold" disabled={none} onRun={() => decide({ act: 'hold' })} />
        <CommandButton
          command="review.duplicate"
          label="Duplicate"
          disabled={none}
          aria-expanded={mode === 'duplicate'}
          onRun={() => setMode('duplicate')}
        />
        <CommandButton
          command="review.skip"
          label="Skip"
          disabled={none}
          onRun={() => runner.send({ kind: 'skipped' })}
        />
        <CommandButton command="review.comment" disabled={none} onRun={() => setCommenting(true)} />
        <span className={classes['gap']} />
        <CommandButton
          command="undo"
          label="Undo"
          disabled={state.decisions.length === 0}
          onRun={() => runner.send({ kind: 'undo' })}
        />
        <CommandButton
          command="review.redo"
          label="Redo"
          disabled={state.undone.length === 0}
          onRun={() => runner.send({ kind: 'redo', at: Date.now() })}
        />
      </div>
    </section>
  );
}

function Reasons({ onChoose }: { onChoose: (reason: (typeof reasonCodes)[number]) => void }) {
  return (
    <div className={classes['reasons']} role="group" aria-label="Reason">
      {reasonCodes.map((reason, at) => (
        <CommandButton
          key={reason}
          command={`reason.${at + 1}` as CommandId}
          label={reason.replaceAll('-', ' ')}
          onRun={() => onChoose(reason)}
        />
      ))}
    </div>
  );
}

interface CommentProps {
  value: string;
  onChange: (value: string) => void;
  onLeave: () => void;
  act: string;
}

function Comment({ value, onChange, onLeave, act }: CommentProps) {
  const field = useFocused<HTMLTextAreaElement>();
  return (
    <Textarea
      ref={field}
      label="Comment"
      description={`Goes with the next decision. Escape leaves the field, Ctrl Enter decides: ${act}.`}
      autosize={false}
      rows={2}
      maxLength={2_000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={leaveOn(() => {
        field.current?.blur();
        if (value.trim() === '') onLeave();
      })}
    />
  );
}

function DuplicateOf({ onDecide, onLeave }: { onDecide: (of: string) => void; onLeave: () => void }) {
  const [of, setOf] = useState('');
  const field = useFocused<HTMLInputElement>();
  return (
    <form
      className={classes['duplicate']}
      onSubmit={(event) => {
        event.preventDefault();
        onDecide(of.trim());
      }}
    >
      <TextInput
        ref={field}
        label="Duplicate of"
        placeholder="Id of the other task, or nothing"
        value={of}
        onChange={(event) => setOf(event.currentTarget.value)}
        onKeyDown={leaveOn(onLeave)}
      />
      <Button type="submit" size="xs">
        Reject as duplicate
      </Button>
    </form>
  );
}

function useFocused<T extends HTMLElement>() {
  const field = useRef<T>(null);
  useEffect(() => field.current?.focus(), []);
  return field;
}

/** Escape leaves the field, and does not also leave the page. */
function leaveOn(leave: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    leave();
  };
}
