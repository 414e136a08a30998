import { actionScript } from './actions.ts';
import { fieldScript } from './fields.ts';
import { liveScript } from './live.ts';

/** The one script of the client's pages. It is text: it runs in a browser, from the page itself, under the page's policy. */
export const clientScript = `(() => {
'use strict';
const client = document.getElementById('client');
const as = client.dataset.as;
${liveScript}
${fieldScript}
${actionScript}
client.classList.add('ready');
})();`;
