import { type Answer, page } from '../../kit/answer.ts';
import { document, type Html, html } from '../../kit/html.ts';
import type { Factor } from '../state.ts';
import { css } from './pages-css.ts';

function card(title: string, content: Html): string {
  return document(
    title,
    css,
    html`<main><div class="card"><div class="brand"><b>okta</b></div><div class="content">${content}</div></div><footer>A digital twin of Okta</footer></main>`,
  );
}

interface Form {
  stateToken: string;
  error?: string;
}

const alert = (error: string | undefined) => (error === undefined ? html`` : html`<p class="error" role="alert">${error}</p>`);

const hidden = (name: string, value: string) => html`<input type="hidden" name="${name}" value="${value}">`;

/** A page that refuses is not an `ok` answer, though its status is 200. */
function show(title: string, content: Html, error: string | undefined): Answer {
  return { ...page(card(title, content)), ok: error === undefined };
}

export function signInPage({ app, stateToken, username, error }: Form & { app: string; username: string }): Answer {
  const form = html`<form method="post" action="/signin">${hidden('stateToken', stateToken)}<label for="username">Username</label><input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" value="${username}" required autofocus><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required><button type="submit">Sign In</button></form><p class="links"><a href="/signin/forgot-password">Forgot password?</a></p>`;
  return show('Sign In', html`<h1>Sign In</h1><p class="app">to continue to ${app}</p>${alert(error)}${form}`, error);
}

const factorNames: Record<string, string> = {
  sms: 'SMS Authentication',
  call: 'Voice Call Authentication',
  email: 'Email Authentication',
  question: 'Security Question',
  push: 'Okta Verify',
  'token:software:totp': 'Authenticator app',
};

export function codePage(given: Form & { login: string; factors: Readonly<Factor>[]; chosen: string }): Answer {
  const { stateToken, login, factors, chosen, error } = given;
  const factor = factors.find(one => one.id === chosen) ?? factors[0];
  const isQuestion = factor?.factorType === 'question';
  const label = isQuestion ? String(factor.profile.questionText ?? 'Answer') : 'Enter Code';
  const others = factors.filter(one => one.id !== factor?.id);
  const links = others.map(
    one =>
      html`<form method="post" action="/signin/factor">${hidden('stateToken', stateToken)}${hidden('factorId', one.id)}<button class="quiet" type="submit">Use ${nameOf(one)}</button></form>`,
  );
  const form = html`<form method="post" action="/signin/verify">${hidden('stateToken', stateToken)}${hidden('factorId', factor?.id ?? '')}<label for="code">${label}</label><input id="code" name="code" autocomplete="one-time-code" required autofocus><button type="submit">Verify</button></form>`;
  const title = factor === undefined ? 'Verify' : nameOf(factor);
  return show('Verify', html`<h1>${title}</h1><p class="app">${login}</p>${alert(error)}${form}${links}`, error);
}

function nameOf({ factorType, provider }: Readonly<Factor>): string {
  return provider === 'GOOGLE' ? 'Google Authenticator' : (factorNames[factorType] ?? factorType);
}

export function enrollPage({ stateToken, login, error }: Form & { login: string }): Answer {
  const form = html`<form method="post" action="/signin/enroll">${hidden('stateToken', stateToken)}<p>Set up email as your second factor. A code was sent to ${login}.</p><label for="code">Enter Code</label><input id="code" name="code" autocomplete="one-time-code" required autofocus><button type="submit">Verify</button></form>`;
  return show('Set up', html`<h1>Set up multifactor authentication</h1><p class="app">${login}</p>${alert(error)}${form}`, error);
}

export function newPasswordPage({ stateToken, login, isExpired, error }: Form & { login: string; isExpired: boolean }): Answer {
  const title = isExpired ? 'Your password has expired' : 'Reset your Okta password';
  const form = html`<form method="post" action="/signin/password">${hidden('stateToken', stateToken)}<label for="newPassword">New password</label><input id="newPassword" name="newPassword" type="password" autocomplete="new-password" required autofocus><label for="confirmPassword">Repeat password</label><input id="confirmPassword" name="confirmPassword" type="password" autocomplete="new-password" required><button type="submit">${isExpired ? 'Change Password' : 'Reset Password'}</button></form>`;
  return show(title, html`<h1>${title}</h1><p class="app">${login}</p>${alert(error)}${form}`, error);
}

export function forgotPage(): Answer {
  const form = html`<form method="post" action="/signin/forgot-password"><label for="username">Email or Username</label><input id="username" name="username" autocomplete="username" required autofocus><button type="submit">Reset via Email</button></form>`;
  return page(card('Reset Password', html`<h1>Reset Password</h1>${form}<p class="links"><a href="/">Back to sign in</a></p>`));
}

export function activatePage({ code, error }: { code: string; error?: string }): Answer {
  const form = html`<form method="post" action="/activate"><label for="user_code">Activation Code</label><input id="user_code" name="user_code" autocomplete="off" value="${code}" required autofocus><button type="submit" name="answer" value="allow">Next</button></form>`;
  return show(
    'Activate your device',
    html`<h1>Activate your device</h1><p class="app">Follow the instructions on your device to get an activation code</p>${alert(error)}${form}`,
    error,
  );
}

export function askConsent({
  app,
  login,
  stateToken,
  scopes,
}: {
  app: string;
  login: string;
  stateToken: string;
  scopes: string[];
}): Answer {
  const list = scopes.map(scope => html`<li>${scope}</li>`);
  const form = html`<form method="post" action="/signin/consent">${hidden('stateToken', stateToken)}<button type="submit" name="answer" value="allow">Allow Access</button><button class="quiet" type="submit" name="answer" value="deny">Don't Allow</button></form>`;
  return page(
    card('Allow access', html`<h1>${app} would like to access:</h1><p class="app">${login}</p><ul>${list}</ul>${form}`),
  );
}

export function errorPage(code: string, detail: string): Answer {
  return page(
    card(
      'Bad Request',
      html`<h1>400 Bad Request</h1><p class="app">Your request resulted in an error.</p><p>${detail}</p><p><code>${code}</code></p>`,
    ),
    400,
  );
}

export function messagePage(title: string, text: string): Answer {
  return page(card(title, html`<h1>${title}</h1><p class="app">${text}</p>`));
}

export function homePage(name: string, apps: { label: string; href?: string }[]): Answer {
  const items = apps.map(({ label, href }) =>
    href === undefined ? html`<li>${label}</li>` : html`<li><a href="${href}">${label}</a></li>`,
  );
  return page(
    card(
      'My Apps',
      html`<h1>My Apps</h1><p class="app">${name}</p><ul>${items}</ul><p class="links"><a href="/login/signout">Sign out</a></p>`,
    ),
  );
}
