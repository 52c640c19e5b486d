/**
 * Which handler a key press reaches. Handlers are mounted with the components that own them; of those whose command has the
 * pressed key, the one mounted last wins. Silent while somebody writes, and in dialogs except for commands that say otherwise.
 */
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { tinykeys } from 'tinykeys';
import { commandIds, commands, type CommandId } from './commands.ts';
import { keyPreferences, keysOf, subscribeKeyPreferences } from './preferences.ts';

interface Handler {
  id: CommandId;
  run: (event?: KeyboardEvent) => void;
}

/** Mounted last stands last. */
let handlers: readonly Handler[] = [];
const listeners = new Set<() => void>();

/** Handles a command while the component is mounted and `enabled`. */
export function useCommand(id: CommandId, run: (event?: KeyboardEvent) => void, enabled = true): void {
  const latest = useEffectEvent(run);
  useEffect(() => {
    if (!enabled) return;
    const handler: Handler = { id, run: (event) => latest(event) };
    setHandlers([...handlers, handler]);
    return () => setHandlers(handlers.filter((other) => other !== handler));
  }, [id, enabled]);
}

/** Runs a command as its key would; false where nothing handles it. */
export function runCommand(id: CommandId, event?: KeyboardEvent): boolean {
  const handler = handlers.findLast((each) => each.id === id);
  if (handler === undefined) return false;
  pulse(id);
  handler.run(event);
  return true;
}

/** Commands that something handles now. */
export function useHandled(): ReadonlySet<CommandId> {
  const list = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => handlers,
  );
  return new Set(list.map(({ id }) => id));
}

/** Starts listening on the window; the answer stops it. */
export function listenToKeys(): () => void {
  let stop = bind();
  const unsubscribe = subscribeKeyPreferences(() => {
    stop();
    stop = bind();
  });
  return () => {
    unsubscribe();
    stop();
  };
}

function bind(): () => void {
  const byKeys = new Map<string, CommandId[]>();
  for (const id of commandIds)
    for (const keys of keysOf(id, keyPreferences())) byKeys.set(keys, [...(byKeys.get(keys) ?? []), id]);
  // Sequences first: `g t` must take the `t` before a command on `t` alone does.
  const ordered = [...byKeys].sort(([a], [b]) => b.split(' ').length - a.split(' ').length);
  const bindings = Object.fromEntries(
    ordered.map(([keys, ids]) => [keys, (event: KeyboardEvent) => dispatch(ids, event)]),
  );
  return tinykeys(window, bindings, { ignore: (event) => event.isComposing });
}

function dispatch(ids: readonly CommandId[], event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const handler = handlers.findLast(({ id }) => ids.includes(id) && isHeard(id, event));
  if (handler === undefined) return;
  event.preventDefault();
  pulse(handler.id);
  handler.run(event);
}

function isHeard(id: CommandId, event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const { inInputs = false, inDialogs = false } = commands[id];
  if (!inInputs && target?.closest('input:not([type=checkbox]),textarea,select,[contenteditable=true]'))
    return false;
  // A focused button or link keeps Enter and Space for itself.
  if (
    (event.key === 'Enter' || event.key === ' ') &&
    target?.closest('button,a,summary,[role=tab],[role=option]')
  )
    return event.ctrlKey || event.metaKey;
  return inDialogs || document.querySelector('[role=dialog][aria-modal=true]') === null;
}

/** The button that stands for a command (`data-command`) shows that its key was taken. */
function pulse(id: CommandId): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  document
    .querySelectorAll(`[data-command="${id}"]`)
    .forEach((button) =>
      button.animate([{ boxShadow: '0 0 0 0 var(--ts-focus)' }, { boxShadow: '0 0 0 6px transparent' }], 260),
    );
}

function setHandlers(next: readonly Handler[]): void {
  handlers = next;
  listeners.forEach((listener) => listener());
}
