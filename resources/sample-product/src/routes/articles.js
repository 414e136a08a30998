import { sendPage } from '../http.js';
import { articleList } from '../pages/article-list.js';

export const articleRoutes = [['GET', /^\/tickets\/(T-\d+)\/articles$/, showArticles]];

async function showArticles(request, response, { store, articles }, id) {
  const ticket = store.find(id);
  sendPage(response, articleList(ticket ? await articles.suggest(ticket.title) : []));
}
