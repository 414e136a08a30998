import type { Answer } from '../../kit/answer.ts';
import { type Html, html } from '../../kit/html.ts';
import { asList, asObject } from '../directory/json.ts';
import { eventShape } from '../directory/log/event-shape.ts';
import type { OktaCall } from '../operation.ts';
import type { LogRow } from '../state.ts';
import { adminPage, searchBox, status, table, when } from './layout.ts';

/** Events that one page shows, newest first. */
const shownEvents = 100;

export function logPage(call: OktaCall): Answer {
  const wanted = (call.request.query.get('q') ?? '').trim();
  const found = newest(call, wanted, shownEvents);
  const list = eventTable(found);
  return adminPage(call, 'System Log', 'System Log', html`${searchBox('Search events', wanted)}<section>${list}</section>`);
}

/** The newest events whose text holds `wanted`. */
export function newest({ state }: OktaCall, wanted: string, limit: number): Readonly<LogRow>[] {
  const keys = state.logs.keysBy('all', 'all');
  const found: Readonly<LogRow>[] = [];
  for (let place = keys.length - 1; place >= 0 && found.length < limit; place -= 1) {
    const row = state.logs.get(keys[place] ?? '');
    if (row !== undefined && (wanted === '' || JSON.stringify(row.event).toLowerCase().includes(wanted.toLowerCase())))
      found.push(row);
  }
  return found;
}

export function eventTable(found: Readonly<LogRow>[]): Html {
  return table('Events', ['Time', 'Actor', 'Event', 'Targets', 'Outcome'], found.map(eventRow), 'Nothing has happened yet.');
}

function eventRow({ uuid, published, eventType, event }: Readonly<LogRow>): Html {
  const outcome = asObject(event.outcome);
  const targets = asList(event.target).map(one => String(asObject(one).displayName ?? ''));
  const reason = typeof outcome.reason === 'string' ? outcome.reason : '';
  return html`<tr><td>${when(published)}</td><td>${nameIn(event.actor)}</td><td><a href="/admin/log/${uuid}">${String(event.displayMessage)}</a><small>${eventType}</small></td><td>${[...new Set(targets)].join(', ')}</td><td>${status(String(outcome.result))}<small>${reason}</small></td></tr>`;
}

function nameIn(actor: unknown): string {
  const { displayName, alternateId } = asObject(actor);
  return String(displayName === 'unknown' ? alternateId : displayName);
}

export function eventPage(call: OktaCall, row: Readonly<LogRow>): Answer {
  const { transaction: _random, ...shown } = eventShape(row);
  return adminPage(
    call,
    'System Log',
    String(row.event.displayMessage),
    html`<section><pre>${JSON.stringify(shown, null, 2)}</pre></section>`,
  );
}
