import type { Issue } from '../../model/issue.ts';
import type { JqlContext } from '../context.ts';
import { type ChoiceField, emptiness, equality, history } from './field.ts';

/** The account ids a text may mean: an account id, an address or a display name. */
export function resolveUser({ state }: JqlContext, text: string): readonly string[] {
  if (state.users.has(text)) return [text];
  const wanted = text.toLowerCase();
  const byMail = state.users.by('email', wanted);
  if (byMail.length > 0) return byMail.map(user => user.accountId);
  return [...state.users.values()].filter(user => user.name.toLowerCase() === wanted).map(user => user.accountId);
}

interface Extra {
  find?(id: string): readonly string[];
  hasHistory?: boolean;
}

export function userField(
  context: JqlContext,
  name: string,
  ids: (issue: Readonly<Issue>) => readonly string[],
  { find, hasHistory }: Extra = {},
): ChoiceField {
  return {
    kind: 'choice',
    of: 'user',
    name,
    operators: [...equality, ...emptiness, ...(hasHistory === true ? history : [])],
    ids,
    resolve: text => resolveUser(context, text),
    sortKey: issue => context.state.users.get(ids(issue)[0] ?? '')?.name.toLowerCase() ?? null,
    nameOf: id => context.state.users.get(id)?.name ?? id,
    ...(find === undefined ? {} : { find }),
    ...(hasHistory === true ? { history: name } : {}),
  };
}

const list = (id: string | null): readonly string[] => (id === null ? [] : [id]);

export const peopleFields: Record<string, (context: JqlContext) => ChoiceField> = {
  assignee: context =>
    userField(context, 'assignee', issue => list(issue.assignee), {
      find: id => context.state.issues.keysBy('assignee', id),
      hasHistory: true,
    }),
  reporter: context =>
    userField(context, 'reporter', issue => list(issue.reporter), {
      find: id => context.state.issues.keysBy('reporter', id),
      hasHistory: true,
    }),
  creator: context => userField(context, 'creator', issue => [issue.creator]),
  watcher: context => userField(context, 'watcher', issue => issue.watchers),
  voter: context => userField(context, 'voter', issue => issue.voters),
  worklogauthor: context =>
    userField(context, 'worklogAuthor', issue => context.state.worklogs.by('issue', issue.id).map(one => one.author)),
  lastcommentedby: context =>
    userField(context, 'lastCommentedBy', issue => list(context.state.comments.by('issue', issue.id).at(-1)?.author ?? null)),
};
