import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ReplayRequest } from '../../../core/scenario/replay.ts';
import { parseScenario } from '../../../core/scenario/scenario.ts';
import type { TwinCall } from '../../../core/twin/twin-call.ts';

/** A small web product on a real port, with twins that are arrays. For tests only. */
export type ToyProduct = {
  readonly calls: TwinCall[];
  readonly state: Record<string, unknown>;
  readonly route: () => Promise<Duplex>;
  /** What reached the product: `GET /path`. */
  readonly seen: { readonly line: string; readonly headers: Readonly<Record<string, unknown>> }[];
  close(): Promise<void>;
};

export async function startToyProduct(pages: Readonly<Record<string, string>> = {}): Promise<ToyProduct> {
  const calls: TwinCall[] = [];
  const state: Record<string, unknown> = { slack: {}, jira: { issues: { 'HELP-7': { status: 'Open' } } } };
  const seen: ToyProduct['seen'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    seen.push({ line: `${request.method} ${path}`, headers: request.headers });
    if (request.method === 'POST') {
      calls.push(callOf(calls.length + 1, path));
      if (path === '/escalate-twice') setTimeout(() => calls.push(callOf(calls.length + 1, '/escalate')), 150);
      return void response.writeHead(204).end();
    }
    const body = pages[path] ?? homePage;
    response
      .writeHead(
        path === '/missing.js' ? 404 : 200,
        [
          ['content-type', 'text/html; charset=utf-8'],
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
        ].flat(),
      )
      .end(body);
  });
  const port = await listen(server);
  return { calls, state, seen, route: () => dial(port), close: () => stop(server) };
}

export function listen(server: Server): Promise<number> {
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

export function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(resolve => server.close(() => resolve()));
}

export function dial(port: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

export type Toy = { readonly product: ToyProduct; readonly blobs: Map<string, Uint8Array> };

/** A request to replay `steps` (YAML, one list) on the toy. */
export function requestFor({ product, blobs }: Toy, steps: string, head = ''): ReplayRequest {
  return {
    scenario: parseScenario(scenarioText(steps, head), 'toy.yaml'),
    side: 'base',
    repeat: 1,
    routes: { 'product.localhost': product.route },
    twins: { journal: async () => [...product.calls], state: async () => product.state },
    keep: async bytes => {
      const hash = createHash('sha256').update(bytes).digest('hex');
      blobs.set(hash, bytes);
      return hash;
    },
  };
}

function scenarioText(steps: string, head: string): string {
  return `schema: holdout/1
id: toy
title: Toy
project: toy
kind: regression
canary: cw-toy-canary
seeds: { slack: toy, jira: toy }
clock: 2026-01-15T10:00:00Z
viewport: { width: 800, height: 600 }
people:
  dana: { mail: dana@relay.example }
  omar: { mail: omar@relay.example }
${head}
steps:
${steps}`;
}

function callOf(seq: number, path: string): TwinCall {
  const isSlack = path.startsWith('/escalate');
  return {
    seq,
    at: '2026-01-15T10:00:00Z',
    twin: isSlack ? 'slack' : 'jira',
    method: 'POST',
    path: isSlack ? '/api/chat.postMessage' : '/rest/api/3/issue',
    operation: null,
    body: { channel: 'C0SUPPORT', text: `T-${seq} escalated` },
    status: 200,
    isWrite: true,
    label: 'docs',
  };
}

const homePage = `<!doctype html><title>Toy</title>
<style>body{font:15px sans-serif;margin:24px} .spin{width:20px;height:20px;background:#36c;animation:s 1s infinite linear} @keyframes s{to{transform:rotate(360deg)}} .narrow{width:120px;white-space:nowrap;border:1px solid}</style>
<h1>Tickets</h1><div class=spin></div>
<label>Title <input id=t></label><label>Priority <select id=p><option>low<option>urgent</select></label><label><input type=checkbox id=c> Notify</label>
<button onclick="fetch('/escalate',{method:'POST'}).then(()=>out.textContent='Escalated '+t.value+' '+p.value+' '+c.checked)">Escalate</button>
<button onclick="fetch('/escalate-twice',{method:'POST'})">Twice</button>
<button onclick="fetch('/mirror',{method:'POST'})">Mirror</button>
<button onclick="setTimeout(()=>{throw new Error('boom')})">Throw</button>
<p role=status id=out></p><p id=now></p><p id=dice></p><p id=who></p>
<div class=narrow id=long>a rather long title that does not fit into the box it stands in</div>
<div class=narrow id=short>short</div><ul><li>one<li>two</ul>
<script>now.textContent=new Date().toISOString();dice.textContent=Math.random();who.textContent=document.cookie;document.cookie='me='+navigator.language</script>`;
