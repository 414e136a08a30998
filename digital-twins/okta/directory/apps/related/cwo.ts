import { type Answer, json } from '../../../../kit/answer.ts';
import { invalid, notFound } from '../../../errors.ts';
import type { OktaCall } from '../../../operation.ts';
import type { Doc } from '../../../state.ts';
import { readBody } from '../../call/managed.ts';
import { addDocument, writeDocument } from '../../documents/resource.ts';
import { asText } from '../../json.ts';
import { findApp } from '../find-app.ts';

export function findCwo(call: OktaCall): Readonly<Doc> {
  const app = findApp(call);
  const id = call.params.connection ?? '';
  const doc = call.state.documents.get(`cwo:${id}`);
  if (doc === undefined || doc.parent !== app.id) throw notFound(id, 'Connection');
  return doc;
}

export function createCwo(call: OktaCall): Answer {
  const app = findApp(call);
  const { resourceAppInstanceId } = readBody(call);
  findApp(call, asText(resourceAppInstanceId) ?? '');
  const doc = addDocument(
    call,
    'cwo',
    'con',
    { requestingAppInstanceId: app.id, resourceAppInstanceId, status: 'ACTIVE' },
    app.id,
  );
  return json(doc.body, 201);
}

export function updateCwo(call: OktaCall): Answer {
  const doc = findCwo(call);
  const { status } = readBody(call);
  if (status !== 'ACTIVE' && status !== 'INACTIVE') throw invalid('status', 'status: The value is not one of: ACTIVE, INACTIVE');
  return json(writeDocument(call, doc, { ...doc.body, status }).body);
}
