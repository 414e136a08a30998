/** What a product's page or webhook endpoint is asked, and what it answers. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string>>;
  readonly text: string;
  readonly form: URLSearchParams;
};
export type Answered = { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** A twin's answer, as the product hears it. */
export type TwinAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
};

export type CallTwin = (
  twin: 'slack' | 'okta' | 'jira',
  path: string,
  init?: { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string },
) => Promise<TwinAnswer>;

/** What a product is made with. `isHonest` picks the corrected version. */
export type ProductParts = { readonly call: CallTwin; readonly isHonest: boolean };

/**
 * A small product with one classic integration bug, and the same product without it. Its scenario, the file of the same
 * name in `scenarios/`, names in `fails_before` what the bug breaks.
 */
export type LyingProduct = {
  readonly id: string;
  readonly bug: string;
  /** A seed document for the twins. */
  readonly seed: unknown;
  /** Asked of the twins' admin interface before the replay: failure scripts. */
  readonly given?: readonly { readonly path: string; readonly body: unknown }[];
  /** What an outsider does to the product before the person comes. */
  readonly attack?: (
    ask: (path: string, init: { headers: Record<string, string>; body: string }) => Promise<void>,
  ) => Promise<void>;
  readonly start: (parts: ProductParts) => (asked: Asked) => Promise<Answered>;
};

export const slackToken = 'xoxb-lying-products-token';
export const signingSecret = 'signing-secret-of-lying-products';
export const jiraToken = 'jira-token-of-lying-products';
export const asAda = `Basic ${Buffer.from(`ada@acme.example:${jiraToken}`).toString('base64')}`;
export const people = [
  { id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example', password: 'Correct-Horse-1' },
  { id: 'ben', name: 'Ben Okafor', email: 'ben@acme.example', password: 'Battery-Staple-2' },
];

export const form = { 'content-type': 'application/x-www-form-urlencoded' };
export const json = { 'content-type': 'application/json', accept: 'application/json' };

/** A page with nothing on it but what it says. */
export function page(body: string): Answered {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return {
    headers,
    body: `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Product</title><body>${body}</body></html>`,
  };
}

export function seeOther(location: string, cookie?: string): Answered {
  return { status: 303, headers: { location, ...(cookie === undefined ? {} : { 'set-cookie': `${cookie}; HttpOnly; Path=/` }) } };
}

export function button(name: string, action: string): string {
  return `<form method="post" action="${action}"><button>${name}</button></form>`;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

export const notFound: Answered = { status: 404, body: 'no such page' };
