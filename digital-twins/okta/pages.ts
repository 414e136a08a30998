import { type Answer, page } from '../kit/answer.ts';
import { document, type Html, html } from '../kit/html.ts';

const css = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:start center;padding:88px 16px;background:#f4f4f4;color:#1d1d21;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
.card{width:100%;max-width:400px;background:#fff;border:1px solid #ddd;border-radius:6px;box-shadow:0 2px 8px rgb(0 0 0/.06);overflow:hidden}
.brand{display:grid;place-items:center;padding:32px 0 28px;border-bottom:1px solid #e4e4e4}
.brand b{font-size:30px;letter-spacing:-1px;font-weight:800;color:#1d1d21}
.content{padding:28px 40px 36px}
h1{font-size:18px;font-weight:600;text-align:center;margin:0 0 4px}
.app{text-align:center;color:#6e6e78;margin:0 0 24px;overflow-wrap:anywhere}
label{display:block;font-weight:600;font-size:14px;margin:16px 0 6px}
input{width:100%;height:42px;border:1px solid #8c8c96;border-radius:4px;padding:0 10px;font:inherit;background:#fff}
input:focus-visible,button:focus-visible{outline:2px solid #1662dd;outline-offset:1px;border-color:#1662dd}
button{width:100%;height:46px;margin-top:28px;border:0;border-radius:4px;background:#1662dd;color:#fff;font:inherit;font-weight:600;cursor:pointer}
button:hover{background:#124a94}
.error{border:1px solid #e72500;border-left-width:5px;border-radius:4px;background:#fff5f3;padding:10px 14px;margin:0 0 8px;color:#8a1700}
footer{margin-top:20px;color:#6e6e78;font-size:13px;text-align:center}
code{overflow-wrap:anywhere;font:13px ui-monospace,"DejaVu Sans Mono",monospace}
`;

function card(title: string, content: Html): string {
  return document(
    title,
    css,
    html`<main><div class="card"><div class="brand"><b>okta</b></div><div class="content">${content}</div></div><footer>A digital twin of Okta</footer></main>`,
  );
}

export function signInPage(options: { app: string; stateToken: string; username: string; error?: string }): Answer {
  const error = options.error === undefined ? html`` : html`<p class="error" role="alert">${options.error}</p>`;
  return page(
    card(
      'Sign In',
      html`<h1>Sign In</h1><p class="app">to continue to ${options.app}</p>${error}<form method="post" action="/signin"><input type="hidden" name="stateToken" value="${options.stateToken}"><label for="username">Username</label><input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" value="${options.username}" required autofocus><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required><button type="submit">Sign In</button></form>`,
    ),
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

export function signedOutPage(): Answer {
  return page(card('Signed Out', html`<h1>You have been signed out</h1><p class="app">You can close this page.</p>`));
}

export function homePage(title: string, text: string): Answer {
  return page(card(title, html`<h1>${title}</h1><p class="app">${text}</p>`));
}
