import { type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import { AppError, messageOf } from '../../base/app-error.ts';
import type { Reach } from '../../core/twin/twins.ts';

type Parts = {
  /** The namespace's list of wanted connections, on the admin interface. */
  readonly admin: { readonly port: number; readonly path: string; readonly token: string };
  readonly reach: Reach;
  /** Opens the twins' end of a wanted connection. */
  readonly bring: (id: string) => Promise<Duplex>;
};

/** Opens what the twins of a namespace ask for, until the namespace or the twins' process goes. */
export async function dialFor(parts: Parts): Promise<void> {
  const stream = await listen(parts);
  const lines = createInterface({ input: stream });
  // The process of the twins may be killed at any time; whoever waits for it learns that elsewhere.
  lines.on('error', () => {});
  lines.on('line', line => {
    const wanted = JSON.parse(line) as { id: string; host: string; port: number };
    void open(parts, wanted).catch(error => refuse(parts, wanted.id, messageOf(error)));
  });
}

function listen({ admin: { port, path, token } }: Parts): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new AppError('unavailable', 'twins.gone', `The digital twins do not answer: ${why}.`));
    const asked = request({ host: '127.0.0.1', port, path, headers: { authorization: `Bearer ${token}` } });
    asked.once('error', error => fail(error.message));
    asked.once('response', response => {
      response.on('error', () => {});
      if (response.statusCode === 200) resolve(response);
      else fail(`status ${response.statusCode}`);
    });
    asked.end();
  });
}

async function open({ reach, bring }: Parts, { id, host, port }: { id: string; host: string; port: number }): Promise<void> {
  const product = await reach(host, port);
  product.on('error', () => product.destroy());
  const twin = await bring(id);
  twin.on('error', () => product.destroy());
  product.on('close', () => twin.destroy());
  twin.on('close', () => product.destroy());
  twin.pipe(product).pipe(twin);
}

/** Says why it was not opened: the journal shows it. */
function refuse({ admin: { port, path, token } }: Parts, id: string, error: string): void {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const asked = request({ host: '127.0.0.1', port, path: `${path}/${id}`, method: 'POST', headers });
  asked.on('error', () => {});
  asked.end(JSON.stringify({ error }));
}
