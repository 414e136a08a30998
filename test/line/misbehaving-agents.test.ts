import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSampleFactory, type SampleFactory } from '../../src/app/sample/create-sample-factory.ts';
import type { JobCard } from '../../src/contract/index.ts';
import { gitText } from '../../src/core/project/git.ts';
import { hasDocker, leftovers, removeHome } from '../support/docker-traces.ts';
import { temporaryHome } from '../support/home.ts';
import { changePacket, packetText } from '../support/packet-file.ts';
import { openTestRoom, type TestRoom } from '../support/test-room.ts';

const context = { signal: new AbortController().signal, actor: 'engineer' };

describe.skipIf(!hasDocker)('agents that misbehave, on the sample product (needs Docker)', { timeout: 300_000 }, () => {
  let home = '';
  let sample: SampleFactory;
  let room: TestRoom;
  const ended = new Map<string, Promise<JobCard>>();
  beforeAll(async () => {
    home = await temporaryHome();
    sample = await createSampleFactory({ directory: join(home, 'sample') });
    // One scenario is enough to show what an agent did or did not do.
    for (const id of others) await rm(join(sample.factory, 'scenarios', `${id}.yaml`));
    room = await openTestRoom({ home, factory: sample.factory, runtime: 'docker' });
    for (const [name, minutes] of sessions) {
      const job = await room.start(await playing(sample.factory, name, minutes));
      ended.set(name, room.settled(job));
    }
  });
  afterAll(async () => {
    await room?.close();
    await removeHome(home);
  });

  const endOf = async (name: string): Promise<JobCard> => {
    const card = await ended.get(name)!;
    expect(card).toMatchObject({ terminalState: 'ESCALATE', disposition: null, mergedAs: null, gate: { kind: 'question' } });
    expect(await room.verify(card.run!.id)).toMatchObject({ ok: true });
    return card;
  };

  it('one that lies is refuted by the checks, whatever it says', async () => {
    const card = await endOf('liar');
    expect(card.reason).toMatchObject({ code: 'line.max-visits', text: expect.stringContaining('“npm test” fails') });
    const evidence = await room.evidence(card.run!.id);
    expect(evidence.summary).toContain('All tests pass');
    expect(evidence.checks.find(check => check.id === 'project-checks')).toMatchObject({ status: 'failed', source: 'verifier' });
    const [own] = evidence.scenarios.filter(scenario => scenario.isInPacket);
    expect(own?.verdict).toBe('refuted');
  });

  it('one that leaves its scope has its work refused, file by file', async () => {
    const card = await endOf('out-of-scope');
    const [refused] = await finished(card, 'implement');
    expect(refused).toMatchObject({ status: 'fail', failure: 'defect', reason: { code: 'work.refused' } });
    const told = JSON.stringify((await room.events(card.run!.id)).map(event => event.body)) + card.reason?.text;
    expect(told).toMatch(/package\.json|\.gitattributes|src\/people\.js/);
    expect(await visits(card, 'validate')).toBe(0);
  });

  it('one that kills what it can reach kills only itself', async () => {
    const card = await endOf('killer');
    // The host saw the session end by its own doing: that is a defect, not the surroundings' fault.
    expect(await finished(card, 'implement')).toMatchObject([
      { status: 'fail', failure: 'defect', reason: { code: 'agent.crashed', text: 'The agent ended with 137.' } },
      { status: 'fail', failure: 'defect', reason: { code: 'agent.crashed' } },
    ]);
  });

  it('one that breaks off is tried as often as the packet allows, and no more', async () => {
    const card = await endOf('crash');
    expect(card.reason).toMatchObject({ code: 'line.max-visits', text: expect.stringContaining('The agent ended with 1') });
    expect((await finished(card, 'implement')).map(one => one.reason?.code)).toEqual(['agent.crashed', 'agent.crashed']);
  });

  it('one that ends without a word has not succeeded', async () => {
    const card = await endOf('silent');
    expect((await finished(card, 'implement')).map(one => one.reason?.code)).toEqual(['agent.no-result', 'agent.no-result']);
    expect(card.reason?.text).toContain('Silence is never success');
  });

  it('one that never ends is stopped when its time is up', async () => {
    const card = await endOf('stall');
    expect(card.reason).toMatchObject({ code: 'agent.timeout', text: expect.stringContaining('0.1 minutes') });
    expect(await visits(card, 'implement')).toBe(1);
  });

  it('none is told what a holdout says', async () => {
    const card = await endOf('leak');
    expect(card.reason).toMatchObject({ code: 'packet.leak', text: expect.stringContaining('canary') });
    expect(card.reason?.text).toContain('Say it in other words');
    const stations = (await room.handlers['station.list']({}, context)).filter(station => station.job === card.id);
    expect(stations).toEqual([]);
  });

  it('and none has moved the target branch or left a station behind', async () => {
    await Promise.all(ended.values());
    expect(await gitText(['rev-parse', 'main'], { directory: sample.repository })).toBe(sample.head);
    expect(await leftovers(home)).toEqual([]);
  });

  type Ended = { status: string; failure?: string; reason?: { code: string; text: string } };
  const finished = async (card: JobCard, stage: string): Promise<Ended[]> => {
    const events = (await room.events(card.run!.id)).filter(event => event.type === 'stage.finished');
    return events
      .filter(event => (event.body['at'] as { stage: string }).stage === stage)
      .map(event => event.body['outcome'] as Ended);
  };
  const visits = async (card: JobCard, stage: string): Promise<number> => (await finished(card, stage)).length;
});

const others = ['filter-clear', 'long-title-layout', 'priority-order', 'sign-in-and-raise', 'suggested-articles'];

/** What is played, and how many minutes it has. */
const sessions: readonly (readonly [string, number])[] = [
  ['liar', 5],
  ['out-of-scope', 5],
  ['killer', 5],
  ['crash', 5],
  ['silent', 5],
  ['stall', 0.1],
  ['leak', 5],
];

async function playing(factory: string, name: string, minutes: number): Promise<string> {
  await changePacket(factory, 1, packet => {
    packet.title = `A session called ${name}`;
    packet.stop = { max_attempts: name === 'liar' ? 1 : 2, max_minutes: minutes };
    packet.agent = { adapter: 'replay', recording: name === 'leak' ? 'claim-before-posting' : name };
    packet['context'] = { files: [], notes: name === 'leak' ? 'The word is CW Heronfall.' : '' };
    // The defect is shown by a command, which is quicker than a browser; what the agent did is still seen in one.
    packet.reproduction = { scenarios: name === 'liar' ? ['escalate-once'] : [], commands: ['! grep -q post src/escalation.js'] };
  });
  return packetText(factory, 1);
}
