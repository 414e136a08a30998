const FORM_LIMIT = 64 * 1024;

const POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/** The fields of a posted form. */
export async function readForm(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > FORM_LIMIT) throw new Error('The form is too large.');
  }
  return Object.fromEntries(new URLSearchParams(text));
}

export function sendPage(response, page, status = 200) {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
  });
  response.end(String(page));
}

export function redirect(response, location) {
  response.writeHead(303, { location, 'cache-control': 'no-store' });
  response.end();
}

/** True when a form was sent by one of our own pages. */
export function isOwnForm(request, baseUrl) {
  const origin = request.headers.origin;
  return !origin || origin === 'null' || new URL(origin).host === request.headers.host || origin === new URL(baseUrl).origin;
}

/** A path of ours to go back to after signing in; anything else becomes the inbox. */
export function safePath(path) {
  return path?.startsWith('/') && !path.startsWith('//') ? path : '/';
}
