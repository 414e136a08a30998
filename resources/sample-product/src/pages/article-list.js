import { html } from '../html.js';

/** The suggested articles of a ticket; `null` when the knowledge base did not answer. */
export function articleList(articles) {
  if (articles === null) return html`<p class="dim">The knowledge base does not answer.</p>`;
  if (!articles.length) return html`<p class="dim">No article fits.</p>`;
  return html`<ul>${articles.map(article => html`<li><a href="${article.url}">${article.title}</a></li>`)}</ul>`;
}
