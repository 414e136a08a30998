/** What a person can do: every click, choice and form of the client. */
export const actionScript = `
const ask = confirm => new Promise(resolve => {
  const text = part => confirm[part]?.text ?? '';
  const veil = document.createElement('div');
  veil.className = 'veil';
  veil.innerHTML = '<div class="modal small" role="alertdialog" aria-modal="true"><header><h2></h2></header><div class="fieldsets"></div><footer><button type="button" class="button"></button><button type="button" class="button primary"></button></footer></div>';
  veil.querySelector('.modal').setAttribute('aria-label', text('title'));
  veil.querySelector('h2').textContent = text('title');
  veil.querySelector('.fieldsets').textContent = text('text');
  const [deny, yes] = veil.querySelectorAll('footer button');
  deny.textContent = text('deny') || 'Cancel';
  yes.textContent = text('confirm') || 'Yes';
  if (confirm.style === 'danger') yes.classList.add('danger');
  deny.onclick = () => { veil.remove(); resolve(false); };
  yes.onclick = () => { veil.remove(); resolve(true); };
  client.append(veil);
  yes.focus();
});
const act = async (element, value) => {
  const { block, action, confirm, url } = element.dataset;
  if (confirm !== undefined && !(await ask(JSON.parse(confirm)))) return;
  const surface = element.closest('[data-place]');
  complain(element, '');
  element.toggleAttribute('aria-busy', true);
  const answer = await post('action', { place: placeOf(element), block, action, value, values: valuesIn(surface) });
  element.toggleAttribute('aria-busy', false);
  if (!answer.ok) complain(surface.isConnected ? surface.querySelector('[data-action]') ?? surface : client.querySelector('main'), answer.error);
  if (url !== undefined) window.open(url, '_blank', 'noopener');
};
const place = element => { const { channel, ts } = placeOf(element); return { channel, ts }; };
const closeMenus = () => { for (const open of client.querySelectorAll('details[open]')) open.open = false; };
const deeds = {
  react: button => post('react', { ...place(button), name: button.dataset.name }),
  join: button => post('join', { channel: button.dataset.channel }).then(() => location.reload()),
  delete: button => post('delete', place(button)),
  edit: button => edit(button),
  'copy-link': button => navigator.clipboard?.writeText(location.origin + '/archives/' + place(button).channel + '/p' + place(button).ts.replace('.', '')),
  shortcut: button => post('shortcut', { app: button.dataset.app, callback: button.dataset.callback, ...(button.closest('[data-place]') === null ? {} : { message: place(button) }) }),
  'close-view': button => post('close', { view: button.closest('.modal').dataset.view, clear: button.dataset.clear === '1' }),
};
const edit = button => {
  const article = button.closest('article');
  const form = document.createElement('form');
  form.className = 'editing';
  form.innerHTML = '<textarea aria-label="Edit message"></textarea><button type="button" class="button">Cancel</button><button class="button primary">Save</button>';
  const input = form.querySelector('textarea');
  input.value = button.dataset.text;
  form.querySelector('button').onclick = () => form.remove();
  form.onsubmit = event => {
    event.preventDefault();
    event.stopPropagation();
    void post('edit', { ...place(button), text: input.value }).then(answer => { if (answer.ok) form.remove(); });
  };
  article.querySelector('.words').append(form);
  input.focus();
};
const send = async form => {
  const input = form.elements.text;
  const text = input.value;
  if (text.trim() === '') return;
  complain(form, '');
  input.value = '';
  const answer = await post('message', { ...JSON.parse(form.dataset.target), text, broadcast: form.elements.broadcast?.checked ?? false });
  if (!answer.ok) { input.value = text; complain(form, answer.error); }
  if (answer.location !== undefined) location.href = answer.location + location.search;
};
const submit = async form => {
  for (const line of form.querySelectorAll('.problem')) line.hidden = true;
  const wrong = fields(form).find(field => field.matches('input, textarea') && field.value !== '' && !field.checkValidity());
  const button = form.querySelector('footer .primary');
  if (wrong !== undefined) return showProblems(form, { [wrong.dataset.block]: wrong.validationMessage });
  button.disabled = true;
  const answer = await post('submit', { view: form.dataset.view, values: valuesIn(form) });
  if (!form.isConnected) return;
  button.disabled = false;
  showProblems(form, answer.errors ?? {});
  const trouble = form.querySelector('.trouble');
  trouble.textContent = answer.trouble ?? answer.error ?? '';
  trouble.hidden = trouble.textContent === '';
};
const showProblems = (form, errors) => {
  for (const [block, words] of Object.entries(errors)) {
    const line = [...form.querySelectorAll('[data-input]')].find(one => one.dataset.input === block)?.querySelector('.problem');
    if (line === undefined || line === null) continue;
    line.textContent = words;
    line.hidden = false;
  }
};
client.addEventListener('click', event => {
  const button = event.target.closest('button, [role=option]');
  if (button === null) return;
  if (button.matches('[role=option]')) {
    const box = choose(button);
    if (box.dataset.acts !== undefined) void act(box, valueOf(box));
  } else if (button.matches('[role=menuitem]')) {
    const menu = button.closest('.overflow');
    menu.open = false;
    void act(menu, button.value);
  } else if (button.dataset.action !== undefined) void act(button, null);
  else if (button.dataset.do in deeds) {
    closeMenus();
    void Promise.resolve(deeds[button.dataset.do](button)).then(answer => {
      if (answer?.ok === false) complain(button, answer.error);
    });
  }
});
client.addEventListener('change', event => {
  if (event.target.dataset.do === 'switch') {
    const query = new URLSearchParams(location.search);
    query.set('as', event.target.value);
    location.search = query;
    return;
  }
  const field = event.target.closest('[data-acts]');
  if (field !== null && !field.matches('.searched, .overflow, button')) void act(field, valueOf(field));
});
client.addEventListener('input', event => {
  if (event.target.closest('.searched') !== null) void offer(event.target);
});
client.addEventListener('submit', event => {
  event.preventDefault();
  const { target } = event;
  if (target.dataset.do === 'send') void send(target);
  if (target.dataset.do === 'submit') void submit(target);
});
client.addEventListener('keydown', event => {
  const isWriting = event.target.matches('.composer textarea');
  if (isWriting && event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
  const modal = client.querySelector('#modal .modal');
  if (event.key === 'Escape' && modal !== null) void deeds['close-view'](modal.querySelector('[data-do=close-view]:not([data-clear])'));
});
document.addEventListener('click', event => {
  for (const open of client.querySelectorAll('details[open]')) if (!open.contains(event.target)) open.open = false;
});
const home = client.querySelector('[data-home]');
const talk = client.querySelector('.tabs[data-app]');
if (as !== '' && home !== null) void post('opened', { app: home.dataset.home, tab: 'home' });
if (as !== '' && talk !== null) void post('opened', { app: talk.dataset.app, tab: 'messages' });
`;
