import { isOwnForm, redirect, safePath, sendPage } from './http.js';
import { messagePage } from './pages/message.js';
import { routes } from './routes.js';
import { createSessions } from './session.js';
import { sendStatic } from './static.js';

/** The whole application as one request handler. */
export function createApp(deps) {
  const context = { ...deps, sessions: createSessions() };
  return async (request, response) => {
    try {
      await answer(request, response, context);
    } catch (error) {
      console.error(error);
      if (response.headersSent) response.destroy();
      else sendPage(response, messagePage('Something went wrong', 'Please try again in a minute.', '/'), 500);
    }
  };
}

const openRoutes = [
  ['GET', /^\/healthz$/, (request, response) => response.end('ok')],
  ['GET', /^\/(style\.css|app\.js|icon\.svg)$/, (request, response, context, name) => sendStatic(response, name)],
  ['GET', /^\/auth\/callback$/, finishSignIn],
  ['GET', /^\/signed-out$/, (request, response) => sendPage(response, messagePage('You are signed out', 'See you soon.', '/'))],
];

async function answer(request, response, context) {
  const url = new URL(request.url, context.baseUrl);
  const open = match(openRoutes, request.method, url.pathname);
  if (open) return open.handle(request, response, context, open.argument);
  const person = context.sessions.person(request);
  if (!person) return redirect(response, await context.identity.start(request.method === 'GET' ? safePath(request.url) : '/'));
  if (request.method === 'POST' && !isOwnForm(request, context.baseUrl)) {
    return sendPage(response, messagePage('Not allowed', 'This form was sent by another site.', '/'), 403);
  }
  const route = match([...routes, ['POST', /^\/sign-out$/, signOut]], request.method, url.pathname);
  if (!route) return sendPage(response, messagePage('Not found', 'There is no such page.', '/'), 404);
  return route.handle(request, response, { ...context, url, person }, route.argument);
}

function match(list, method, path) {
  for (const [routeMethod, pattern, handle] of list) {
    const found = routeMethod === method && pattern.exec(path);
    if (found) return { handle, argument: found[1] };
  }
  return null;
}

async function finishSignIn(request, response, { identity, sessions }) {
  try {
    const { person, returnTo } = await identity.finish(request.url);
    sessions.open(response, person);
    redirect(response, returnTo);
  } catch (error) {
    sendPage(response, messagePage('You could not be signed in', error.error_description ?? error.message, '/'), 403);
  }
}

function signOut(request, response, { sessions }) {
  sessions.close(request, response);
  redirect(response, '/signed-out');
}
