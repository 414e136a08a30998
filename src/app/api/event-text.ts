import type { EventRecord } from '../../core/journal/record.ts';

type Body = Readonly<Record<string, unknown>>;

/** An event of the journal in one plain sentence. A type that this version does not know is shown by its name. */
export function sentenceOf({ type, body, actor }: EventRecord): string {
  return sentences[type]?.(body, actor) ?? type;
}

const sentences: Readonly<Record<string, (body: Body, actor: string) => string>> = {
  'job.added': body => `Packet added: ${text(body['title'])}`,
  'job.queued': (_, actor) => `Queued by ${actor}`,
  'job.returned': body => `Back to the intake: ${text((body['reason'] as Body | undefined)?.['text'])}`,
  'job.amended': (body, actor) => `Packet amended by ${actor}: ${text(body['reading'])}`,
  'job.closed': (body, actor) => `Closed by ${actor}: ${text(body['disposition'])}`,
  'run.started': () => 'Run started',
  'run.ended': body => `Run ended ${text(body['state'] ?? 'cancelled')}: ${text((body['reason'] as Body | undefined)?.['text'])}`,
  'run.closed': () => 'Stations removed, run closed',
  'run.cancelled': (_, actor) => `Cancelled by ${actor}`,
  'run.paused': (_, actor) => `Paused by ${actor}`,
  'run.resumed': (_, actor) => `Resumed by ${actor}`,
  'stage.started': body => `${named(body['stage'])} started${counted(body)}`,
  'stage.finished': body => finished(body),
  'gate.asked': body => `${named(body['stage'])} waits for you`,
  'gate.answered': (body, actor) =>
    `${actor} answered: ${text(body['choice'])}${body['note'] ? `, “${text(body['note'])}”` : ''}`,
  'scenario.replayed': body => replayed(body),
  'check.finished': body => checked(body),
  'cord.pulled': (body, actor) => `Cord pulled by ${actor}${body['reason'] ? `: ${text(body['reason'])}` : ''}`,
  'cord.released': (_, actor) => `Cord released by ${actor}`,
};

function finished(body: Body): string {
  const { stage } = body['at'] as { stage: string };
  const { status, reason } = body['outcome'] as { status: string; reason?: { text: string } };
  const how = status === 'success' ? 'passed' : status === 'fail' ? 'failed' : `ended in ${status.replaceAll('_', ' ')}`;
  return `${named(stage)} ${how}${reason ? `: ${reason.text}` : ''}`;
}

const sideNames: Readonly<Record<string, string>> = { base: 'base', 'base-again': 'base again', candidate: 'the candidate' };

function replayed(body: Body): string {
  const failed = body['failed'] as readonly string[];
  const held = Number(body['held']);
  const result = body['broken']
    ? `could not go on: ${text(body['broken'])}`
    : failed.length > 0
      ? `${failed.join(', ')} did not hold`
      : `all ${held} hold`;
  return `“${text(body['title'])}” on ${sideNames[text(body['side'])] ?? text(body['side'])}: ${result}`;
}

function checked(body: Body): string {
  const isGreen = body['exitCode'] === 0;
  const isRight = isGreen === (body['expected'] === 'green');
  return `“${text(body['name'])}” on ${sideNames[text(body['side'])] ?? ''}: ${isGreen ? 'green' : `red, exit ${String(body['exitCode'])}`}${isRight ? '' : `, should be ${text(body['expected'])}`}`;
}

function counted(body: Body): string {
  const parts = [
    Number(body['visit']) > 1 ? `visit ${body['visit']}` : '',
    Number(body['attempt']) > 1 ? `try ${body['attempt']}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

function named(stage: unknown): string {
  const name = text(stage).replaceAll('_', ' ');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
}
