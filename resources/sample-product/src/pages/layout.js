import { html } from '../html.js';

const LINKS = [
  ['inbox', '/', 'Inbox'],
  ['mine', '/?assignee=me', 'My tickets'],
  ['escalated', '/?status=escalated', 'Escalated'],
  ['new', '/tickets/new', 'New ticket'],
];

/** The frame of every page for people who are signed in. */
export function layout({ title, current, person, header, content }) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Relay Desk</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script src="/app.js"></script>
</head>
<body class="app">
<aside class="sidebar">
  <a class="brand" href="/"><img src="/icon.svg" alt="" width="22" height="22">Relay Desk</a>
  <nav aria-label="Main">
    ${LINKS.map(([id, href, label]) => html`<a href="${href}"${id === current ? html` aria-current="page"` : ''}>${label}</a>`)}
  </nav>
  <div class="who">
    <span class="avatar" aria-hidden="true">${initials(person.name)}</span>
    <span class="who-name">${person.name}</span>
    <form method="post" action="/sign-out"><button class="link">Sign out</button></form>
  </div>
</aside>
<header class="top">${header}</header>
<main>${content}</main>
</body>
</html>`;
}

/** "DM" for Dana Marsh. */
export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map(word => word[0].toUpperCase()).join('');
}

/** The coloured word for a ticket's status. */
export function statusPill(status) {
  return html`<span class="pill ${status}">${status[0].toUpperCase()}${status.slice(1)}</span>`;
}
