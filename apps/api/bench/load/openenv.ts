/** A session of OpenEnv over its WebSocket, which is the only way in which its sessions persist. */
import type { Session } from './session.ts';

interface Message {
  type: string;
  data: { done?: boolean };
}

export async function openEnvSession(url: string): Promise<Session> {
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error(`${url} cannot be reached.`)), { once: true });
  });
  // One question at a time, so one place for its answer.
  let waiting: PromiseWithResolvers<Message> | null = null;
  socket.addEventListener('message', ({ data }) => waiting?.resolve(JSON.parse(String(data)) as Message));
  socket.addEventListener('close', () => waiting?.reject(new Error('OpenEnv closed the session.')));
  const ask = async (type: string, data: object): Promise<Message> => {
    waiting = Promise.withResolvers<Message>();
    socket.send(JSON.stringify({ type, data }));
    const message = await waiting.promise;
    waiting = null;
    if (message.type !== 'observation') throw new Error(JSON.stringify(message));
    return message;
  };
  await ask('reset', {});
  // Steps of one session are made one after the other, as its server answers them.
  let last: Promise<unknown> = Promise.resolve();
  const step = (message: string) => {
    const asked = last.then(() => ask('step', { message }));
    last = asked;
    return asked;
  };
  return {
    kind: 'openenv',
    async call() {
      await step('call');
    },
    async submit() {
      const { data } = await step('submit');
      if (data.done !== true) throw new Error('OpenEnv did not end the episode.');
      socket.close();
    },
  };
}
