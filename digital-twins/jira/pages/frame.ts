import { type Answer, appPage } from '../../kit/answer.ts';
import { document, type Html, html } from '../../kit/html.ts';
import type { Call } from '../../kit/plugin.ts';
import type { JiraState } from '../state.ts';
import { pagesCss } from './css.ts';
import { pageScript } from './script.ts';
import { seenProjects } from './sight.ts';
import { asCookie, chosenPerson, peopleOf } from './viewer.ts';

/** A page of the site: the bar on top, and what is live below it. `?as=` is remembered for the pages that follow. */
export function sitePage(call: Call<JiraState>, title: string, content: Html, status = 200): Answer {
  const { settings } = call.state;
  const body = html`<header class="top"><a href="/"><i></i>${settings.title}</a><nav aria-label="Projects">${projectLinks(call)}</nav>${viewer(call)}</header><p class="notice" role="alert" hidden></p><main data-live>${content}</main>`;
  const named = call.request.query.get('as');
  const headers: Record<string, string> = named === null ? {} : { 'set-cookie': asCookie(named) };
  return appPage(document(`${title} - ${settings.title}`, pagesCss, body), pageScript, status, headers);
}

function projectLinks(call: Call<JiraState>): Html {
  const living = seenProjects(call).filter(project => project.archived === null);
  return html`${living.slice(0, 8).map(({ key, name }) => html`<a href="/board/${key}">${name}</a>`)}`;
}

/** As whom one looks; the choice is a form, so that it works by keyboard and without a script. */
function viewer(call: Call<JiraState>): Html {
  const chosen = chosenPerson(call);
  const option = (value: string, name: string, isChosen: boolean) =>
    isChosen ? html`<option value="${value}" selected>${name}</option>` : html`<option value="${value}">${name}</option>`;
  const people = peopleOf(call.state).map(({ person, name }) => option(person, name, chosen?.person === person));
  return html`<form class="viewer" method="post" action="/board/as" data-submit><label>Viewing as <select name="person">${option('', 'Everyone', chosen === undefined)}${people}</select></label><noscript><button>Change</button></noscript></form>`;
}

/** What a page says of something that is not there, or not there for this person. */
export function missingPage(call: Call<JiraState>, what: string): Answer {
  const text = html`<h1>We can't find that ${what}</h1><p>It may have been deleted, or you do not have permission to see it.</p>`;
  return sitePage(call, 'Not found', text, 404);
}
