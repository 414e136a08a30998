import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Request } from 'playwright-core';

/** Tells when the pages of a context have come to rest: a picture taken in the middle of a reload would be a matter of luck. */
export type PageRest = {
  acted(): void;
  /** Resolves when for a moment nobody has acted and no request was under way; at the latest after `limitMs`. */
  wait(): Promise<void>;
};

const quietMs = 150;
/** Some pages are never quiet, because they poll. */
const limitMs = 3000;
const endless = new Set(['eventsource', 'websocket', 'ping', 'media']);

export function watchRest(context: BrowserContext): PageRest {
  const open = new Set<Request>();
  let quietSince = performance.now();
  const touch = () => {
    quietSince = performance.now();
  };
  const ended = (request: Request) => {
    if (open.delete(request)) touch();
  };
  context.on('request', request => {
    if (endless.has(request.resourceType())) return;
    open.add(request);
    touch();
  });
  context.on('requestfinished', ended);
  context.on('requestfailed', ended);
  return {
    acted: touch,
    wait: async () => {
      const limit = performance.now() + limitMs;
      while ((open.size > 0 || performance.now() - quietSince < quietMs) && performance.now() < limit) await sleep(20);
    },
  };
}
