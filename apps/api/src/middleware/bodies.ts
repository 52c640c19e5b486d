/** Bounds of a request's body: bytes and depth, before anything reads it. */
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { ApiFault } from '../http/api-fault.ts';
import type { ApiEnv } from '../http/router.ts';
import { bodyBytesMax, bodyDepthMax } from '../limits.ts';

export const limitBytes = bodyLimit({
  maxSize: bodyBytesMax,
  onError: () => {
    throw new ApiFault(`Expected a body of at most ${bodyBytesMax} bytes.`, {
      code: 'body-too-large',
      status: 413,
      hint: 'Send less at once: smaller batches, or a chunk at a time.',
    });
  },
});

const bodyless = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** A JSON body of a media type that is not JSON would be left unread by validation, and so not validated. */
export const limitJson = createMiddleware<ApiEnv>(async (c, next) => {
  const text = bodyless.has(c.req.method) ? '' : await c.req.text();
  if (text !== '') {
    const type = c.req.header('content-type') ?? '';
    if (!/^application\/([a-z0-9.-]+\+)?json\b/i.test(type))
      throw new ApiFault(`Expected content-type application/json, got "${type}".`, {
        code: 'media-type',
        status: 415,
        hint: 'Send the header content-type: application/json.',
      });
    if (depthOf(text) > bodyDepthMax)
      throw new ApiFault(`Expected JSON nested at most ${bodyDepthMax} deep.`, {
        code: 'body-too-deep',
        status: 400,
        hint: 'Flatten it.',
        place: { path: 'body', at: null, length: null },
      });
  }
  await next();
});

/** Of brackets outside strings; what is not JSON at all is found out by the parser. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      for (at++; at < text.length && text.charCodeAt(at) !== 0x22; at++)
        if (text.charCodeAt(at) === 0x5c) at++;
    } else if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x5d || code === 0x7d) depth--;
  }
  return deepest;
}
