import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { at, type TwinsProcess } from '../../../digital-twins/testing/twins-process.ts';
import type { ReplayRecord, ScenarioPlayer } from '../../../src/core/scenario/replay.ts';
import { parseScenario, type Scenario } from '../../../src/core/scenario/scenario.ts';
import type { TwinCall } from '../../../src/core/twin/twin-call.ts';
import type { Answered, Asked, CallTwin, LyingProduct } from './lying-product.ts';

const twinNames = ['slack', 'okta', 'jira'] as const;

export function scenarioOf({ id }: LyingProduct): Scenario {
  const file = new URL(`scenarios/${id}.yaml`, import.meta.url);
  return parseScenario(readFileSync(file, 'utf8'), `${id}.yaml`);
}

/** Replays the product's scenario on one version of it, with fresh twins of its own. */
export async function replayOn(
  { twins, player }: { readonly twins: TwinsProcess; readonly player: ScenarioPlayer },
  product: LyingProduct,
  isHonest: boolean,
): Promise<ReplayRecord> {
  const space = `${product.id}/${isHonest ? 'corrected' : 'lying'}`;
  const made = await twins.admin('PUT', `${at(space)}?fresh=1`, { seeds: product.seed });
  if (made.status !== 201) throw new Error(`${product.id}: the seed is refused: ${JSON.stringify(made.body)}`);
  const server = serve(product.start({ call: callerIn(twins, space), isHonest }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await twins.letOut(space, { 'product.localhost': port });
    for (const { path, body } of product.given ?? []) await twins.admin('POST', at(space, path), body);
    await product.attack?.(async (path, init) => {
      await (await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', ...init })).arrayBuffer();
    });
    const twinRoutes = twinNames.map(twin => [`${twin}.localhost`, async () => twins.open(space, twin)] as const);
    return await player.replay(
      {
        scenario: scenarioOf(product),
        side: isHonest ? 'candidate' : 'base',
        repeat: 1,
        routes: { 'product.localhost': async () => connect(port, '127.0.0.1'), ...Object.fromEntries(twinRoutes) },
        twins: viewOf(twins, space),
        keep: async () => '0'.repeat(64),
      },
      AbortSignal.timeout(60_000),
    );
  } finally {
    server.closeAllConnections();
    server.close();
    await twins.admin('DELETE', at(space));
  }
}

function viewOf(twins: TwinsProcess, space: string) {
  return {
    journal: async () => {
      const { body } = await twins.admin('GET', at(space, '/journal?direction=in'));
      return body['entries'] as unknown as TwinCall[];
    },
    state: async () => (await twins.admin('GET', at(space, '/state'))).body,
  };
}

/** The product's own client: the name it uses is the name the browser uses, as in a station. */
function callerIn(twins: TwinsProcess, space: string): CallTwin {
  return async (twin, path, { method = 'GET', headers = {}, body = '' } = {}) => {
    const asked = request({
      createConnection: () => twins.open(space, twin),
      method,
      path,
      headers: { host: `${twin}.localhost`, connection: 'close', ...headers, 'content-length': Buffer.byteLength(body) },
    });
    asked.end(body);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    return { status: response.statusCode ?? 0, headers: flat(response), text: await textOf(response) };
  };
}

function serve(product: (asked: Asked) => Promise<Answered>): Server {
  return createServer(async (incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://product.localhost');
    const text = await textOf(incoming);
    const cookies = Object.fromEntries(
      (incoming.headers.cookie ?? '').split('; ').map(pair => pair.split('=', 2) as [string, string]),
    );
    const asked = {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: flat(incoming),
      cookies,
    };
    const answer = await product({ ...asked, text, form: new URLSearchParams(text) }).catch(
      (error: Error): Answered => ({ status: 500, body: error.message }),
    );
    response.writeHead(answer.status ?? 200, { ...answer.headers }).end(answer.body ?? '');
  });
}

function flat(message: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, value === undefined ? undefined : String(value)]),
  );
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += chunk;
  return text;
}
