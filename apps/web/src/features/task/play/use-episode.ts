/**
 * An episode with a person as its agent: the same API, tools, budget and verifier as a model has. Calls and the submission carry
 * idempotency keys, so that a repeated click after a lost answer does nothing twice.
 */
import {
  apiVerdictSchema,
  callResponseSchema,
  openEpisodesResponseSchema,
  type ApiVerdict,
} from '@touchstone/contracts/api';
import type { Json, JsonObject } from '@touchstone/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { request, requestRaw } from '../../../api/client.ts';

type Opened = z.infer<typeof openEpisodesResponseSchema>;

export interface Call {
  tool: string;
  arguments: JsonObject;
  text: string;
  isError: boolean;
}

export interface OpenOptions {
  task: string;
  solver: string;
  /** Cancelled when the component goes: nothing of it is judged. */
  throwAway: boolean;
}

export function useEpisode({ task, solver, throwAway }: OpenOptions) {
  const client = useQueryClient();
  const [calls, setCalls] = useState<readonly Call[]>([]);
  const [left, setLeft] = useState<number | null>(null);
  const open = useMutation({
    mutationFn: (): Promise<Opened> =>
      request(openEpisodesResponseSchema, '/episodes', {
        method: 'POST',
        body: { task, n: 1, solver },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: (opened) => {
      setCalls([]);
      setLeft(opened.task.public.budget.toolCallsMax);
    },
  });
  const id = open.data?.episodes[0]?.id ?? null;
  const call = useMutation({
    mutationFn: async (asked: { tool: string; arguments: JsonObject; key: string }) => ({
      asked,
      answer: await request(callResponseSchema, `/episodes/${id}/calls`, {
        method: 'POST',
        body: { tool: asked.tool, arguments: asked.arguments },
        idempotencyKey: asked.key,
      }),
    }),
    onSuccess: ({ asked, answer }) => {
      setCalls((before) => [...before, { ...asked, text: answer.text, isError: answer.isError }]);
      setLeft(answer.toolCallsLeft);
    },
  });
  const submit = useMutation({
    mutationFn: (answer: Json): Promise<ApiVerdict> =>
      request(apiVerdictSchema, `/episodes/${id}/submit`, {
        method: 'POST',
        body: { answer },
        idempotencyKey: `submit-${id}`,
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['episodes'] });
      void client.invalidateQueries({ queryKey: ['task', task] });
    },
  });
  const isOver = submit.data !== undefined;
  useCancelOnLeave(throwAway && !isOver ? id : null);
  return { open, call, submit, calls, left, id, isOver };
}

export type PlayedEpisode = ReturnType<typeof useEpisode>;

/** The sandbox is given back when the person goes on; an idle end would take its time. */
function useCancelOnLeave(id: string | null): void {
  const latest = useRef(id);
  useEffect(() => {
    latest.current = id;
  }, [id]);
  useEffect(
    () => () => {
      if (latest.current !== null) void cancelEpisode(latest.current).catch(() => undefined);
    },
    [],
  );
}

async function cancelEpisode(id: string): Promise<void> {
  await requestRaw(`/episodes/${id}/cancel`, { method: 'POST', body: {} });
}
