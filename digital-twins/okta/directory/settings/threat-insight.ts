import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { demandOneOf } from '../documents/demand.ts';
import { iso } from '../ids.ts';
import { asTexts, type Json } from '../json.ts';
import { note } from '../log/note.ts';
import { readSettings, settingsDocument, writeSettings } from './settings.ts';

const path = '/api/v1/threats/configuration';

/** What is done about addresses that ThreatInsight knows (Okta docs, ThreatInsight). */
export const threatInsightOperations: Operation<OktaState>[] = [
  managed({ name: 'threats.get', method: 'GET', path, label: 'docs', run: call => json(shape(call)) }),
  managed({ name: 'threats.update', method: 'POST', path, label: 'docs', run: update }),
];

function shape(call: OktaCall): Json {
  const since = iso(call.state.org.created);
  const { created = since, lastUpdated = since } = settingsDocument(call, 'threats')?.body ?? {};
  const self = { href: `${call.request.origin}${path}`, hints: { allow: ['GET', 'POST'] } };
  const { action, excludeZones } = readSettings(call, 'threats', { action: 'none', excludeZones: [] });
  return { action, excludeZones, created, lastUpdated, _links: { self } };
}

function update(call: OktaCall): Answer {
  const given = readBody(call);
  demandOneOf(given, 'action', ['none', 'audit', 'block']);
  const excludeZones = asTexts(given.excludeZones);
  const strange = excludeZones.find(zone => !call.state.documents.has(`zones:${zone}`));
  if (strange !== undefined) throw invalid('excludeZones', `excludeZones: Invalid zone ID: ${strange}`);
  writeSettings(call, 'threats', { action: given.action, excludeZones });
  const target = [{ id: call.state.org.id, type: 'ThreatInsight', alternateId: 'unknown', displayName: 'ThreatInsight' }];
  note(call, { eventType: 'security.threat.configuration.update', message: 'Update ThreatInsight configuration', target });
  return json(shape(call));
}
