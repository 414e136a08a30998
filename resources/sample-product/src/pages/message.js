import { html } from '../html.js';

/** A page with one sentence on it, for people who may not be signed in. */
export function messagePage(title, text, signInAt) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} · Relay Desk</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
</head>
<body class="plain">
<main class="card">
  <p class="brand"><img src="/icon.svg" alt="" width="22" height="22">Relay Desk</p>
  <h1>${title}</h1>
  <p>${text}</p>
  ${signInAt ? html`<a class="button primary" href="${signInAt}">Continue with Okta</a>` : ''}
</main>
</body>
</html>`;
}
