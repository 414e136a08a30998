import { at, startTwins, type TwinsProcess } from '../../digital-twins/testing/twins-process.ts';
import type { Figure } from '../figure.ts';
import { basic, seedOf, small, tokens } from './seeds.ts';

const runs = 20;
const rounds = 10;

/** Twenty runs of three twins at once, each writing its own name into all of them: how often one finds another's. */
export async function apart(onProgress: (message: string) => void): Promise<Figure> {
  onProgress(`${runs} runs at once`);
  const twins = await startTwins();
  try {
    const names = Array.from({ length: runs }, (_run, place) => `run-${place}`);
    await Promise.all(names.map(name => twins.admin('PUT', at(name), { seeds: seedOf(small) })));
    await Promise.all(names.map(name => work(twins, name)));
    let foreign = 0;
    for (const name of names) {
      const state = JSON.stringify((await twins.admin('GET', at(name, '/state'))).body);
      const journal = JSON.stringify((await twins.admin('GET', at(name, '/journal'))).body);
      const marks = `${state}${journal}`.match(/mark of run-\d+!/g) ?? [];
      if (marks.length < rounds * 3) throw new Error(`${name} holds ${marks.length} marks of its own: its writes did not arrive`);
      foreign += marks.filter(mark => mark !== `mark of ${name}!`).length;
    }
    return {
      name: 'twins.cross-talk',
      value: foreign,
      unit: 'marks',
      against: `${runs} runs × ${rounds * 3} writes`,
      ratio: foreign / (runs * rounds * 3),
      budget: 0,
      ok: foreign === 0,
    };
  } finally {
    await twins.stop();
  }
}

async function work(twins: TwinsProcess, name: string): Promise<void> {
  const mark = `mark of ${name}!`;
  const [slack, okta, jira] = await Promise.all(['slack', 'okta', 'jira'].map(twin => twins.forward(name, twin)));
  const json = { 'content-type': 'application/json', accept: 'application/json' };
  const post = async (url: string, authorization: string, body: unknown) => {
    const answer = await fetch(url, { method: 'POST', headers: { ...json, authorization }, body: JSON.stringify(body) });
    await answer.arrayBuffer();
  };
  for (let round = 0; round < rounds; round++) {
    const fields = { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: mark };
    await Promise.all([
      post(`${slack}/api/chat.postMessage`, `Bearer ${tokens.slack}`, { channel: 'C0SUPPORT1', text: mark }),
      post(`${okta}/api/v1/users/p1%40acme.example`, `SSWS ${tokens.okta}`, { profile: { title: mark } }),
      post(`${jira}/rest/api/3/issue`, basic, { fields }),
    ]);
  }
}
