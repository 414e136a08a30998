import { startProduct } from '../../digital-twins/testing/product.ts';
import { at, startTwins } from '../../digital-twins/testing/twins-process.ts';
import { type Figure, median, rounded } from '../figure.ts';
import { tokens } from './seeds.ts';

const events = 200;

/** From the moment a message is posted to the moment the product hears of it, through the namespace's dialler; against a bare request to the same product. */
export async function delivery(onProgress: (message: string) => void): Promise<Figure> {
  onProgress('events');
  const twins = await startTwins();
  // Slack sends no event before the product has answered its challenge.
  const product = await startProduct(({ path, body }) => {
    const { challenge } = path === '/events' ? JSON.parse(body) : { challenge: undefined };
    return challenge === undefined ? {} : { body: challenge };
  });
  try {
    const slack = {
      apps: [
        {
          name: 'bench',
          token: tokens.slack,
          signingSecret: 'signing-secret-of-the-benchmark',
          eventsUrl: `${product.url}/events`,
          botEvents: ['message.channels'],
        },
      ],
      channels: [{ name: 'support', id: 'C0SUPPORT1', members: ['ada', 'bench'] }],
      userTokens: [{ person: 'ada', token: 'xoxp-bench-person-token' }],
    };
    const people = [{ id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example' }];
    const made = await twins.admin('PUT', at('events'), { seeds: { people, slack } });
    if (made.status !== 201) throw new Error(`the seed was refused: ${JSON.stringify(made.body)}`);
    await twins.letOut('events');
    const origin = await twins.forward('events', 'slack');
    const [times, floors]: [number[], number[]] = [[], []];
    for (let count = 0; count < events; count++) {
      const text = `message ${count}`;
      const began = performance.now();
      const heard = hear(product, text);
      const headers = { authorization: 'Bearer xoxp-bench-person-token' };
      const body = new URLSearchParams({ channel: 'C0SUPPORT1', text });
      await (await fetch(`${origin}/api/chat.postMessage`, { method: 'POST', headers, body })).arrayBuffer();
      await heard;
      times.push(performance.now() - began);
      const floor = performance.now();
      await (await fetch(`${product.url}/bare`, { method: 'POST', body: text })).arrayBuffer();
      floors.push(performance.now() - floor);
    }
    const value = rounded(median(times), 1);
    const ratio = rounded(value / median(floors), 1);
    return {
      name: 'twins.event-delivery.p50',
      value,
      unit: 'ms',
      against: 'a bare request to the product',
      ratio,
      budget: 20,
      ok: value <= 20,
    };
  } finally {
    await product.close();
    await twins.stop();
  }
}

/** Handshakes and bare requests come to the same product: only the event with this text counts. */
async function hear(product: Awaited<ReturnType<typeof startProduct>>, text: string): Promise<void> {
  for (;;) if ((await product.next('/events')).body.includes(`"${text}"`)) return;
}
