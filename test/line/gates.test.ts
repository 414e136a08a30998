import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parsePacket } from '../../src/core/job/packet.ts';
import { hasDocker, leftovers, removeHome, runtime } from '../support/docker-traces.ts';
import { removeTree, temporaryHome } from '../support/home.ts';
import { agentAtWork, context, pressEnter } from '../support/terminal.ts';
import { openTestRoom, type TestRoom } from '../support/test-room.ts';
import { createTinyFactory, type TinyFactory, textIn } from '../support/tiny-factory.ts';

// Whole runs, several per test, on machines that do other things too.
vi.setConfig({ testTimeout: 180_000 });

let home = '';
let tiny: TinyFactory;
let room: TestRoom;
beforeAll(async () => {
  home = await temporaryHome();
  tiny = await createTinyFactory(home);
  room = await openTestRoom({ home, factory: tiny.factory, runtime });
});
beforeEach(() => tiny.reset());
afterAll(async () => {
  await room?.close();
  await removeHome(home);
});

const playing = (recording: string) => ({ agent: { adapter: 'replay', recording } });

async function reviewed(changes?: Readonly<Record<string, unknown>>): Promise<string> {
  const job = await room.start(tiny.packet(changes));
  const card = await room.settled(job);
  expect(card.gate?.kind, JSON.stringify(card.reason)).toBe('review');
  return job;
}

describe('a review', () => {
  it('that sends the work back with notes lets the agent read them, and asks again', async () => {
    const job = await reviewed(playing('write-notes-down'));
    const { gate: first } = await room.card(job);
    await room.answer(job, 'send-back', 'Greet everybody in the room.');
    const again = await room.until(job, card => card.gate !== null && card.gate.id !== first?.id);
    expect(again.gate?.kind).toBe('review');
    await expect(
      room.handlers['gate.answer']({ gate: first!.id, choice: 'approve', note: '', version: first!.version }, context),
    ).rejects.toMatchObject({ kind: 'conflict', code: 'gate.not-waiting', hint: expect.stringContaining('gate list') });
    await room.answer(job, 'approve');
    const done = await room.settled(job);
    expect(done).toMatchObject({ terminalState: 'PR_READY', disposition: 'merged' });
    expect(await tiny.git('show', 'main:greeting.txt')).toBe('Hello, world\nGreet everybody in the room');
    expect(await tiny.git('log', '-1', '--format=%H %(trailers:key=Reviewed-by,valueonly,separator=%x2C)', 'main')).toBe(
      `${done.mergedAs} engineer`,
    );
    expect(await room.verify(done.run!.id)).toMatchObject({ ok: true, problems: [] });
  });

  it('wants words with what is sent back or rejected', async () => {
    const job = await reviewed();
    await expect(room.answer(job, 'send-back', '  ')).rejects.toMatchObject({ kind: 'invalid', code: 'gate.note-missing' });
    await expect(room.answer(job, 'reject')).rejects.toMatchObject({ hint: expect.stringMatching(/say why/i) });
    await expect(room.answer(job, 'yes')).rejects.toMatchObject({
      code: 'gate.no-such-choice',
      hint: expect.stringContaining('approve'),
    });
    const before = await tiny.head();
    await room.answer(job, 'reject', 'Not worth it.');
    expect(await room.until(job, card => card.column === 'done')).toMatchObject({
      terminalState: 'PR_READY',
      disposition: 'rejected',
      mergedAs: null,
    });
    expect(await tiny.head()).toBe(before);
  });

  it('refuses an answer that was decided on an older state', async () => {
    const job = await reviewed();
    const { gate } = await room.card(job);
    await expect(
      room.handlers['gate.answer']({ gate: gate!.id, choice: 'approve', note: '', version: gate!.version - 1 }, context),
    ).rejects.toMatchObject({ kind: 'conflict', code: 'run.moved-on', hint: expect.stringContaining('decide again') });
    expect((await room.card(job)).gate?.id).toBe(gate?.id);
    await room.handlers['job.cancel']({ job }, context);
    expect(await room.until(job, card => card.column === 'done')).toMatchObject({
      terminalState: null,
      disposition: 'cancelled',
    });
  });

  it('takes no answer while the cord is pulled', async () => {
    const job = await reviewed();
    await room.pull();
    expect((await room.card(job)).gate?.choices.map(choice => choice.blocked)).toEqual(
      Array(3).fill(expect.stringContaining('Release the cord')),
    );
    await expect(room.answer(job, 'approve')).rejects.toMatchObject({
      kind: 'conflict',
      code: 'cord.pulled',
      hint: 'Release the cord first.',
    });
    await room.release();
    await room.answer(job, 'approve');
    expect(await room.settled(job)).toMatchObject({ disposition: 'merged' });
  });
});

describe('what the engineer says at the end of a run', () => {
  it('accepts that there is nothing to do', async () => {
    await tiny.push('greeting.txt', 'Hello, world\n');
    const job = await room.start(tiny.packet());
    const card = await room.settled(job);
    expect(card).toMatchObject({ terminalState: 'NO_OP', reason: { code: 'scenario.not-reproduced' }, gate: { kind: 'no-op' } });
    expect((await room.events(card.run!.id)).some(event => event.body['stage'] === 'implement')).toBe(false);
    await room.answer(job, 'accept-no-op');
    expect(await room.card(job)).toMatchObject({ column: 'done', disposition: 'no-op accepted' });
  });

  it('or has it looked at again, and the next run starts from the head of then', async () => {
    await tiny.push('greeting.txt', 'Hello, world\n');
    const job = await room.start(tiny.packet());
    expect(await room.settled(job)).toMatchObject({ terminalState: 'NO_OP' });
    await tiny.push('greeting.txt', 'Helo, everyone\n');
    await room.answer(job, 'run-again');
    const card = await room.until(job, ({ gate }) => gate?.kind === 'review');
    expect(card.run?.number).toBe(2);
    await room.answer(job, 'approve');
    expect(await room.settled(job)).toMatchObject({ disposition: 'merged' });
    expect(await tiny.git('show', 'main:greeting.txt')).toBe('Hello, everyone');
  });

  it('chooses one reading of a packet that has two, which takes the other one out of it', async () => {
    const [given, when] = ['the product', 'someone reads the greeting'];
    const acceptance = [
      { id: 'polite', given, when, then: 'it begins with Hello' },
      { id: 'short', given, when, then: 'it begins with Hi' },
    ];
    const job = await room.start(tiny.packet({ acceptance }));
    const asked = await room.settled(job);
    expect(asked).toMatchObject({
      terminalState: 'ESCALATE',
      reason: { code: 'packet.contradiction' },
      gate: { kind: 'question' },
    });
    expect(asked.gate?.choices.map(choice => choice.id)).toEqual(['answer:polite', 'answer:short', 'reply', 'reject']);
    await room.answer(job, 'answer:polite');
    const card = await room.until(job, ({ gate }) => gate !== null && gate.id !== asked.gate?.id);
    expect(card).toMatchObject({ gate: { kind: 'review' }, run: { number: 2 } });
    const { packetText } = await room.handlers['job.get']({ job }, context);
    expect(parsePacket(packetText).acceptance.map(one => one.id)).toEqual(['polite']);
    await room.answer(job, 'reject', 'It was only to see.');
  });

  it('answers an agent’s question in words that its next run is told', async () => {
    const job = await room.start(tiny.packet(playing('ask-first')));
    const asked = await room.settled(job);
    expect(asked).toMatchObject({
      terminalState: 'ESCALATE',
      reason: { code: 'agent.question' },
      gate: { text: 'British or American?' },
    });
    await tiny.record('ask-first', {
      steps: [
        { run: `grep -o 'American. For everybody' "$ANDON_IN/session.json" && sed -i s/Helo/Hello/ greeting.txt` },
        { result: { state: 'PR_READY', summary: 'As you said.', changed: ['greeting.txt'] } },
      ],
    });
    await room.answer(job, 'answer:choice-2', 'For everybody');
    const card = await room.until(job, ({ gate }) => gate !== null && gate.id !== asked.gate?.id);
    expect(card.gate?.kind, JSON.stringify(card.reason)).toBe('review');
    await room.answer(job, 'reject', 'It was only to see.');
  });
});

describe('a target branch', () => {
  it.skipIf(!hasDocker)(
    'that has moved since is built on, proven again, and needs no second approval (needs Docker)',
    async () => {
      const job = await reviewed();
      const pushed = await tiny.push('README.md', 'Greets everyone.\n');
      await room.answer(job, 'approve');
      const done = await room.until(job, card => card.column === 'done');
      expect(done).toMatchObject({ terminalState: 'PR_READY', disposition: 'merged' });
      expect(await tiny.git('rev-parse', 'main', 'main^')).toBe(`${done.mergedAs}\n${pushed}`);
      const answers = (await room.events(done.run!.id)).filter(event => event.type === 'gate.answered');
      expect(answers.map(({ actor, body }) => [actor, body['choice']])).toEqual([
        ['engineer', 'approve'],
        ['engineer', 'approve'],
      ]);
      expect(String(answers[1]?.body['note'])).toContain(`Stands since #${answers[0]?.seq}`);
    },
  );

  it('that has moved since asks again where stations are not isolated, since nothing is merged by itself there', async () => {
    const other = await temporaryHome();
    const product = await createTinyFactory(other);
    const local = await openTestRoom({ home: other, factory: product.factory, runtime: 'local' });
    const job = await local.start(product.packet());
    const { gate: first } = await local.settled(job);
    const pushed = await product.push('README.md', 'Greets everyone.\n');
    await local.answer(job, 'approve');
    const card = await local.until(job, ({ gate, column }) => (gate !== null && gate.id !== first?.id) || column === 'done');
    expect(card).toMatchObject({ gate: { kind: 'review' }, isIsolated: false });
    expect(await product.head()).toBe(pushed);
    await local.answer(job, 'approve');
    const done = await local.until(job, ({ column }) => column === 'done');
    expect(await product.git('rev-parse', 'main', 'main^')).toBe(`${done.mergedAs}\n${pushed}`);
    await local.close();
    await removeTree(other);
  });

  it('that has moved in the way is worked on again from its new head, and asks anew', async () => {
    const job = await reviewed();
    const { gate: first } = await room.card(job);
    await tiny.push('greeting.txt', 'Helo, everyone\n');
    await room.answer(job, 'approve');
    const card = await room.until(job, ({ gate, column }) => (gate !== null && gate.id !== first?.id) || column === 'done');
    expect(card.gate?.kind, JSON.stringify(card.reason)).toBe('review');
    await room.answer(job, 'approve');
    expect(await room.settled(job)).toMatchObject({ disposition: 'merged' });
    expect(await tiny.git('show', 'main:greeting.txt')).toBe('Hello, everyone');
  });

  it('that the engineer works in is left alone: the change waits on a branch of its own', async () => {
    await tiny.git('checkout', '--quiet', '--force', 'main');
    const before = await tiny.head();
    await tiny.git('config', 'user.name', 'Engineer');
    await writeFile(`${tiny.repository}/README.md`, 'Half a thought\n');
    const job = await reviewed();
    await room.answer(job, 'approve');
    const done = await room.until(job, card => card.column === 'done');
    const branch = `andon/${job}`;
    expect(done).toMatchObject({ terminalState: 'PR_READY', disposition: 'delivered', reason: { code: 'delivery.delivered' } });
    expect(done.reason?.text).toContain('main is checked out');
    expect(done.reason?.text).toContain(`git merge --ff-only ${branch}`);
    expect([await tiny.head(), await tiny.git('rev-parse', branch)]).toEqual([before, done.mergedAs]);
    expect(await tiny.git('status', '--porcelain')).toBe(' M README.md');
    expect(await textIn(tiny.repository, 'README.md')).toBe('Half a thought\n');
    await tiny.git('merge', '--quiet', '--ff-only', branch);
    expect(await textIn(tiny.repository, 'greeting.txt')).toBe('Hello, world\n');
    await tiny.git('checkout', '--quiet', '--force', '--detach', before);
  });
});

describe('the cord', () => {
  it('pulled while an agent works freezes its station, and the run ends as it would have', async () => {
    const job = await room.start(tiny.packet(playing('ask-for-enter')));
    const station = await agentAtWork(room, job);
    await room.pull();
    expect(await room.handlers['station.inspect']({ station }, context)).toMatchObject({ status: 'paused' });
    await room.release();
    expect(await room.handlers['station.inspect']({ station }, context)).toMatchObject({ status: 'running' });
    await pressEnter(room, station);
    const card = await room.settled(job);
    expect(card.gate?.kind, JSON.stringify(card.reason)).toBe('review');
    const taken = (await room.events(card.run!.id)).filter(
      event => event.type === 'stage.started' && event.body['stage'] === 'implement',
    );
    expect(taken.map(event => event.body['attempt'])).toEqual([1, 1]);
    await room.answer(job, 'approve');
    expect(await room.settled(job)).toMatchObject({ disposition: 'merged' });
  });

  it('pulled while a change is validated cuts that short, and it is done again', async () => {
    const job = await room.start(tiny.packet());
    await room.happened(({ type, body, job: of }) => of === job && type === 'stage.started' && body['stage'] === 'validate');
    await room.pull();
    const frozen = await room.card(job);
    expect([frozen.gate, frozen.column]).toEqual([null, 'running']);
    await room.release();
    const card = await room.settled(job);
    expect(card.gate?.kind, JSON.stringify(card.reason)).toBe('review');
    await room.answer(job, 'approve');
    expect(await room.settled(job)).toMatchObject({ disposition: 'merged' });
    expect(
      (await tiny.git('log', '--format=%(trailers:key=Andon-Run,valueonly)', 'main'))
        .split('\n')
        .filter(run => run === card.run?.id),
    ).toHaveLength(1);
  });
});

it('leaves no station behind', async () => {
  expect(await leftovers(home)).toEqual([]);
  expect(await room.handlers['station.list']({}, context)).toEqual([]);
});
