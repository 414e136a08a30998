// Plays one recorded session inside a station. It stands alone, since it is sent in as one file: no imports but node's,
// no types that need stripping. It shows what an agent's command line shows, and does for real what the recording did.
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const inputs = process.env.ANDON_IN ?? '/station/in';
const outputs = process.env.ANDON_OUT ?? '/station/out';
const workspace = process.env.ANDON_WORK ?? process.cwd();

const session = JSON.parse(readFileSync(join(inputs, 'session.json'), 'utf8'));
const isFast = session.pace === 'fast';
const linesShown = 14;
const tailShown = 6;
const keptBytes = 16 * 1024;

const paint = code => text => `\u001b[${code}m${text}\u001b[0m`;
const [bold, dim, red, green, cyan] = [1, 2, 31, 32, 36].map(paint);

/** Waits until the terminal has taken it, so that nothing is lost when the process ends right after. */
function put(text) {
  return new Promise(done => process.stdout.write(text, done));
}

function line(text = '') {
  return put(`${text}\n`);
}

function record(type, body) {
  appendFileSync(join(outputs, 'events.jsonl'), `${JSON.stringify({ at: new Date().toISOString(), type, ...body })}\n`);
}

function clipped(text) {
  const width = (process.stdout.columns || 100) - 6;
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

/** Colours stay; whatever moves the cursor or talks to the terminal is dropped. */
function tame(text) {
  const bare = text
    .replace(/\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g, '')
    .replace(/\u001b\[[0-9;?]*([@-~])/g, (all, end) => (end === 'm' ? all : ''));
  return bare.replace(/[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f]/g, '').replace(/\u001b(?!\[)/g, '');
}

async function opening() {
  await line(`${bold(cyan('●'))} ${bold(session.agent)} ${dim(`recorded session · visit ${session.visit} · ${workspace}`)}`);
  await line();
  for (const note of session.notes) await line(dim(`> ${tame(note).split('\n').join('\n  ')}`));
  if (session.notes.length > 0) await line();
  for (const note of session.notes) record('message', { from: 'engineer', text: note });
}

async function heading(tool, detail) {
  await line(`${green('●')} ${bold(tool)}(${clipped(detail.split('\n').join(' ⏎ '))})`);
  record('tool', { name: tool, input: detail });
}

async function say(text) {
  await put(`${cyan('●')} `);
  const shown = tame(text).trimEnd().split('\n').join('\n  ');
  if (isFast) await put(shown);
  else await type(shown);
  await line('\n');
  record('message', { from: 'agent', text });
}

/** About 170 characters a second, as a model's answer comes in. */
async function type(text) {
  for (let at = 0; at < text.length; at += 4) {
    await put(text.slice(at, at + 4));
    await pause(24);
  }
}

/** Shows the first lines as they come and, when there are many, the last ones at the end. */
function createFold() {
  let count = 0;
  let rest = '';
  const tail = [];
  const add = async text => {
    count += 1;
    if (count <= linesShown) return line(`  ${dim(count === 1 ? '└' : ' ')} ${tame(text)}\u001b[0m`);
    tail.push(text);
    if (tail.length > tailShown) tail.shift();
  };
  return {
    async take(chunk) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop().slice(-8_192);
      for (const part of parts) await add(part);
    },
    async end() {
      if (rest) await add(rest);
      const hidden = count - linesShown - tail.length;
      if (hidden > 0) await line(dim(`    … +${hidden} lines`));
      for (const text of tail) await line(`    ${tame(text)}\u001b[0m`);
      if (count === 0) await line(dim('  └ (no output)'));
    },
  };
}

async function run(step) {
  await heading('Bash', step.run);
  const started = Date.now();
  const fold = createFold();
  let kept = '';
  const child = spawn('bash', ['-c', step.run], { cwd: workspace, stdio: ['ignore', 'pipe', 'pipe'] });
  let shown = Promise.resolve();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', chunk => {
      kept = (kept + chunk).slice(-keptBytes);
      stream.pause();
      shown = shown.then(() => fold.take(chunk)).then(() => stream.resume());
    });
  }
  const exitCode = await endOf(child);
  await shown;
  await fold.end();
  if (exitCode !== 0) await line(`    ${red(`Exit ${exitCode}`)}`);
  await line();
  record('command', { command: step.run, exitCode, output: kept, durationMs: Date.now() - started });
  if (step.stop_on_fail && exitCode !== (step.expect_exit ?? 0)) await leave(1);
}

/** A command may leave processes behind that hold its output open; like a shell, go on once the command itself has ended. */
function endOf(child) {
  return new Promise(done => {
    child.on('error', () => done(127));
    child.on('close', (code, signal) => done(codeOf(code, signal)));
    child.on('exit', (code, signal) => {
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        done(codeOf(code, signal));
      }, 300).unref();
    });
  });
}

function codeOf(code, signal) {
  return code ?? (signal === 'SIGKILL' ? 137 : 128 + 15);
}

async function preview(removed, added) {
  const lines = [
    ...removed.map(text => red(clipped(`- ${tame(text)}`))),
    ...added.map(text => green(clipped(`+ ${tame(text)}`))),
  ];
  for (const text of lines.slice(0, linesShown)) await line(`    ${text}`);
  if (lines.length > linesShown) await line(dim(`    … +${lines.length - linesShown} lines`));
  await line();
}

function linesOf(text) {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** An edit that fails is shown and the session goes on: an agent's edit can miss. */
async function edit(tool, path, change) {
  await heading(tool, path);
  try {
    const { removed, added } = change(resolve(workspace, path));
    await line(dim(`  └ ${added.length} ${added.length === 1 ? 'line' : 'lines'} added, ${removed.length} removed`));
    await preview(removed, added);
    record('edit', { tool, path, isDone: true, added: added.length, removed: removed.length });
  } catch (error) {
    await line(`  ${dim('└')} ${red(error.message)}\n`);
    record('edit', { tool, path, isDone: false, error: error.message });
  }
}

function write({ write: { path, content } }) {
  return edit('Write', path, file => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return { removed: [], added: linesOf(content) };
  });
}

function replace({ replace: { path, old, new: fresh } }) {
  return edit('Update', path, file => {
    const text = readFileSync(file, 'utf8');
    const at = text.indexOf(old);
    if (at < 0) throw new Error('The text to replace was not found.');
    writeFileSync(file, text.slice(0, at) + fresh + text.slice(at + old.length));
    return { removed: linesOf(old), added: linesOf(fresh) };
  });
}

async function finish(result) {
  const file = join(outputs, 'result.json');
  writeFileSync(`${file}.part`, JSON.stringify({ schema: 'result/1', ...result }, null, 2));
  renameSync(`${file}.part`, file);
  await line(`${green('●')} ${bold(result.state)}`);
  await line(`  ${tame(result.summary)}`);
  if (result.question) await line(`  ${cyan('?')} ${tame(result.question.text)}`);
  await line();
}

async function leave(exitCode) {
  record('end', { exitCode });
  await put('');
  process.exit(exitCode);
}

/** Something must keep the process alive: a promise alone does not. */
function stall() {
  return new Promise(() => setInterval(() => undefined, 3_600_000));
}

async function play(step) {
  if (step.say !== undefined) return say(step.say);
  if (step.run !== undefined) return run(step);
  if (step.write) return write(step);
  if (step.replace) return replace(step);
  if (step.wait !== undefined) return isFast ? undefined : pause(step.wait);
  if (step.stall) return stall();
  if (step.exit !== undefined) return leave(step.exit);
  if (step.result) return finish(step.result);
}

await opening();
for (const step of session.steps) await play(step);
await leave(0);
