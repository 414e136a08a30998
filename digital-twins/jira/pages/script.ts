/** Drag and drop, menus that send themselves, and pages that follow what happens. It speaks with its own origin only. */
export const pageScript = `
(() => {
  const notice = document.querySelector('.notice');
  let dragged;
  let isAsking = false;
  let isStale = false;
  const say = text => { notice.textContent = text; notice.hidden = text === ''; };
  const isBusy = () => dragged !== undefined || document.activeElement?.closest('[data-live] select, [data-live] textarea') != null;
  const refresh = async () => {
    if (isAsking || isBusy()) { isStale = true; return; }
    isAsking = true;
    isStale = false;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]');
      if (next && !isBusy()) document.querySelector('[data-live]').replaceWith(next);
    } finally {
      isAsking = false;
      if (isStale && !isBusy()) refresh();
    }
  };
  const send = async (path, fields) => {
    say('');
    const answer = await fetch(path, { method: 'POST', headers: { accept: 'application/json' }, body: new URLSearchParams(fields) });
    if (!answer.ok) say((await answer.json().catch(() => ({}))).message ?? 'That did not work.');
    document.activeElement?.blur();
    await refresh();
  };
  document.addEventListener('dragstart', event => {
    dragged = event.target.closest?.('[data-key]');
    if (!dragged) return;
    event.dataTransfer.setData('text/plain', dragged.dataset.key);
    event.dataTransfer.effectAllowed = 'move';
    dragged.classList.add('dragged');
  });
  document.addEventListener('dragover', event => {
    const column = dragged && event.target.closest?.('[data-column]');
    for (const one of document.querySelectorAll('.over')) if (one !== column) one.classList.remove('over');
    if (!column) return;
    event.preventDefault();
    column.classList.add('over');
  });
  document.addEventListener('drop', event => {
    const column = dragged && event.target.closest?.('[data-column]');
    if (!column) return;
    event.preventDefault();
    const key = dragged.dataset.key;
    const isSame = dragged.closest('[data-column]') === column;
    dragged = undefined;
    column.classList.remove('over');
    if (!isSame) send('/board/issue/' + encodeURIComponent(key) + '/move', { statuses: column.dataset.column });
  });
  document.addEventListener('dragend', () => {
    for (const one of document.querySelectorAll('.dragged, .over')) one.classList.remove('dragged', 'over');
    dragged = undefined;
    if (isStale) refresh();
  });
  document.addEventListener('change', event => {
    const form = event.target.closest('form[data-submit]');
    if (!form) return;
    if (form.closest('[data-live]')) send(form.getAttribute('action'), new FormData(form));
    else form.submit();
  });
  document.addEventListener('submit', event => {
    const form = event.target.closest('form[data-send]');
    if (!form) return;
    event.preventDefault();
    const fields = new FormData(form);
    form.reset();
    send(form.getAttribute('action'), fields);
  });
  document.addEventListener('focusout', () => setTimeout(() => { if (isStale) refresh(); }));
  let seen = 0;
  new EventSource('/board/events').onmessage = () => { if (seen++ > 0) refresh(); };
})();
`;
