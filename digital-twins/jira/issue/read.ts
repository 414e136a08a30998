import { asObject, type Loose } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { FieldError } from './field-error.ts';
import type { Patch } from './patch.ts';
import { cannotBeSet, type FieldRule, ruleOf, type Target } from './rules.ts';

/** What `update` asks for besides fields of the issue: comments, worklogs, links. */
interface Extras {
  comments: Loose[];
  worklogs: Loose[];
  links: Loose[];
}

interface Reading {
  patch: Patch;
  extras: Extras;
  errors: Record<string, string>;
}

const extraNames: Record<string, keyof Extras> = { comment: 'comments', worklog: 'worklogs', issuelinks: 'links' };

/**
 * Reads `fields` and `update` of a request into one patch. Throws one `JiraRefusal` 400 that names every field that is
 * wrong; `more` are errors the caller has found already.
 */
export function readIssue(
  target: Target,
  fields: Loose,
  update: Loose,
  more: Record<string, string> = {},
): Omit<Reading, 'errors'> {
  const reading: Reading = { patch: {}, extras: { comments: [], worklogs: [], links: [] }, errors: { ...more } };
  for (const [id, value] of Object.entries(fields)) {
    if (id in update) reading.errors[id] = `Field '${id}' cannot be updated twice in the same request.`;
    else attempt(reading, id, () => demandRule(target, id).set(target, value));
  }
  for (const [id, verbs] of Object.entries(update)) {
    const extra = extraNames[id];
    if (extra !== undefined) attempt(reading, id, () => readExtra(reading.extras[extra], id, verbs));
    else attempt(reading, id, () => readVerbs(target, id, verbs));
  }
  if (Object.keys(reading.errors).length > 0) throw new JiraRefusal(400, [], reading.errors);
  return reading;
}

function attempt(reading: Reading, id: string, read: () => Patch): void {
  try {
    const { fields, ...patch } = read();
    Object.assign(reading.patch, patch);
    if (fields !== undefined) reading.patch.fields = { ...reading.patch.fields, ...fields };
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    reading.errors[id] ??= error.message;
  }
}

function demandRule(target: Target, id: string): FieldRule {
  return ruleOf(target, id) ?? cannotBeSet(id);
}

function readExtra(list: Loose[], id: string, verbs: unknown): Patch {
  if (!Array.isArray(verbs)) throw new FieldError('data was not an array');
  for (const verb of verbs) {
    const { add, edit, remove } = asObject(verb);
    if (add === undefined && edit === undefined && remove === undefined) throw unsupported(id, asObject(verb));
    list.push(asObject(verb));
  }
  return {};
}

function unsupported(id: string, verb: Loose): FieldError {
  const name = Object.keys(verb)[0] ?? '';
  return new FieldError(
    `Field with id '${id}' and name '${id}' does not support operation '${name}'. Supported operation(s) are: 'add, remove, edit'`,
  );
}

/** `[{ add }, { remove }, { set }]` one after the other. */
function readVerbs(target: Target, id: string, verbs: unknown): Patch {
  const rule = demandRule(target, id);
  if (!Array.isArray(verbs)) throw new FieldError('data was not an array');
  let patch: Patch = {};
  let list = rule.list === undefined ? [] : [...rule.list.of(target.issue)];
  for (const verb of verbs.map(asObject)) {
    if ('set' in verb) {
      patch = rule.set(target, verb.set);
      list = rule.list === undefined ? [] : listOf(rule, patch);
    } else if ('edit' in verb && id === 'timetracking') patch = rule.set(target, verb.edit);
    else if (rule.list !== undefined && 'add' in verb) list = [...new Set([...list, rule.list.one(target, verb.add)])];
    else if (rule.list !== undefined && 'remove' in verb) {
      const gone = rule.list.one(target, verb.remove);
      list = list.filter(one => one !== gone);
    } else throw verbError(rule, id, verb);
    if (rule.list !== undefined) patch = rule.list.patch([...list]);
  }
  return patch;
}

function listOf(rule: FieldRule, patch: Patch): string[] {
  const fields = patch.fields ?? {};
  const value = Object.values(patch.fields === undefined ? patch : fields)[0];
  return rule.list === undefined || !Array.isArray(value) ? [] : value;
}

function verbError(rule: FieldRule, id: string, verb: Loose): FieldError {
  const name = Object.keys(verb)[0] ?? '';
  const known = rule.list === undefined ? 'set' : 'add, set, remove';
  return new FieldError(
    `Field with id '${id}' and name '${id}' does not support operation '${name}'. Supported operation(s) are: '${known}'`,
  );
}
