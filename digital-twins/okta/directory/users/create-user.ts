import { type Answer, json } from '../../../kit/answer.ts';
import { invalid, notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaUser, UserStatus } from '../../state.ts';
import { readBody } from '../call/managed.ts';
import { join } from '../groups/membership.ts';
import { runRules } from '../groups/run-rules.ts';
import { newId, nextSeq } from '../ids.ts';
import { asObject, asText, asTexts, dig, type Json } from '../json.ts';
import { groupParty, note, userParty } from '../log/note.ts';
import { pushUser } from '../provision.ts';
import { readPassword } from './password.ts';
import { readProfile } from './profile.ts';
import { issueRecoveryToken } from './recovery-token.ts';
import { userShape } from './user-shape.ts';

/** Answers 200, as Okta does. */
export function createUser(call: OktaCall): Answer {
  const body = readBody(call);
  const user = call.state.users.add(readUser(call, body));
  joinGroups(call, user, body);
  runRules(call, user);
  note(call, { eventType: 'user.lifecycle.create', message: 'Create Okta user', target: [userParty(user)] });
  if (user.status !== 'STAGED') {
    note(call, { eventType: 'user.lifecycle.activate', message: 'Activate Okta user', target: [userParty(user)] });
    if (user.status === 'PROVISIONED') issueRecoveryToken(call, user, 'activation');
    pushUser(call, user);
  }
  return json(userShape(call.state, user, call.request.origin, 'full'));
}

function readUser(call: OktaCall, body: Json): OktaUser {
  const { state } = call;
  const typeId = readType(call, body);
  checkGroups(call, body);
  const profile = readProfile(state, asObject(body.profile), typeId);
  const credentials = asObject(body.credentials);
  const password = readPassword(state, credentials.password, profile.login);
  const provider = readProvider(call, credentials);
  const status = readStatus(
    call,
    password !== undefined || provider.type === 'FEDERATION' || provider.type === 'SOCIAL',
    password !== undefined,
  );
  const now = call.clock.now();
  const isActivated = status !== 'STAGED';
  const question = readQuestion(credentials.recovery_question);
  const realm = asText(body.realmId);
  return {
    id: newId(call, '00u'),
    seq: nextSeq(call),
    person: profile.login,
    status,
    profile,
    typeId,
    ...(realm === undefined ? {} : { realmId: realm }),
    ...(password === undefined ? {} : { password }),
    oldPasswords: [],
    ...(question === undefined ? {} : { recoveryQuestion: question }),
    provider: password === undefined || password.kind === 'plain' ? provider : { type: 'IMPORT', name: 'IMPORT' },
    failedSignIns: 0,
    created: now,
    activated: isActivated ? now : null,
    statusChanged: isActivated ? now : null,
    lastLogin: null,
    lastUpdated: now,
    passwordChanged: password === undefined ? null : now,
  };
}

function readType(call: OktaCall, body: Json): string {
  const given = asText(dig(body, 'type', 'id'));
  if (given === undefined) return call.state.org.userTypeId;
  if (!call.state.documents.has(`userTypes:${given}`)) throw notFound(given, 'UserType');
  return given;
}

function readProvider(call: OktaCall, credentials: Json): OktaUser['provider'] {
  const type = asText(dig(credentials, 'provider', 'type'));
  const isFederated = call.request.query.get('provider') === 'true';
  if (type === undefined || (!isFederated && type !== 'OKTA' && type !== 'IMPORT')) return { type: 'OKTA', name: 'OKTA' };
  return { type, name: asText(dig(credentials, 'provider', 'name')) ?? type };
}

/** `activate` is true unless said otherwise; `nextlogin=changePassword` wants both it and a password. */
function readStatus(call: OktaCall, canSignIn: boolean, hasPassword: boolean): UserStatus {
  const { query } = call.request;
  const isActivated = query.get('activate') !== 'false';
  if (query.get('nextlogin') === 'changePassword' || query.get('nextLogin') === 'changePassword') {
    const start = 'Could not create user. To create a user and expire their password immediately,';
    if (!hasPassword) throw expired('E0000124', `${start} a password must be specified.`);
    if (!isActivated) throw expired('E0000125', `${start} \`activate\` must be true.`);
    return 'PASSWORD_EXPIRED';
  }
  if (!isActivated) return 'STAGED';
  return canSignIn ? 'ACTIVE' : 'PROVISIONED';
}

function expired(code: string, text: string): OktaRefusal {
  return new OktaRefusal(400, code, text, [text]);
}

export function readQuestion(given: unknown): OktaUser['recoveryQuestion'] {
  const [question, answer] = [asText(dig(given, 'question')), asText(dig(given, 'answer'))];
  if (question === undefined && answer === undefined) return undefined;
  if (question === undefined || question === '')
    throw invalid('recovery_question', 'recovery_question.question: The field cannot be left blank');
  if (answer === undefined || answer.length < 4) {
    throw invalid(
      'recovery_question',
      'recovery_question.answer: The security question answer must be at least 4 characters in length',
    );
  }
  return { question, answer };
}

function checkGroups(call: OktaCall, body: Json): void {
  const ids = asTexts(body.groupIds);
  if (ids.length > 20)
    throw new OktaRefusal(403, 'E0000093', 'Target count limit exceeded', ['The number of group targets is too large']);
  for (const id of ids) if (!call.state.groups.has(id)) throw notFound(id, 'UserGroup');
}

function joinGroups(call: OktaCall, user: Readonly<OktaUser>, body: Json): void {
  for (const id of asTexts(body.groupIds)) {
    const group = call.state.groups.get(id);
    if (group === undefined || group.type === 'BUILT_IN' || !join(call, user.id, id)) continue;
    note(call, {
      eventType: 'group.user_membership.add',
      message: 'Add user to group membership',
      target: [userParty(user), groupParty(group)],
    });
  }
}
