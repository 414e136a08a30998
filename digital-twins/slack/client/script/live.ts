/** Speaking with the twin, and showing what has changed without losing what is being typed. */
export const liveScript = `
const known = new WeakMap();
const keyed = region => [...region.children].filter(child => child.dataset.key !== undefined);
const remember = root => {
  for (const region of root.querySelectorAll('[data-live]')) {
    known.set(region, region.innerHTML);
    for (const child of keyed(region)) known.set(child, child.outerHTML);
  }
};
// Replaces only what the twin shows otherwise than before: a region as a whole, or its keyed children one by one.
const renew = (old, fresh) => {
  const markup = fresh.innerHTML;
  if (known.get(old) === markup) return;
  known.set(old, markup);
  const wanted = [...fresh.children];
  if (wanted.length === 0 || wanted.some(child => child.dataset.key === undefined)) {
    old.innerHTML = markup;
    return;
  }
  const there = new Map(keyed(old).map(child => [child.dataset.key, child]));
  const nodes = wanted.map(child => {
    const same = there.get(child.dataset.key);
    const text = child.outerHTML;
    if (same !== undefined && known.get(same) === text) return same;
    const node = document.importNode(child, true);
    known.set(node, text);
    if (same !== undefined) keepEntries(same, node);
    return node;
  });
  nodes.forEach((node, place) => {
    if (old.children[place] !== node) old.insertBefore(node, old.children[place] ?? null);
  });
  while (old.children.length > nodes.length) old.lastElementChild.remove();
};
let running;
let isStale = false;
const load = async () => {
  do {
    isStale = false;
    const response = await fetch(location.href, { headers: { accept: 'text/html' } });
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    const modal = client.querySelector('#modal .modal');
    for (const region of fresh.querySelectorAll('[data-live]')) {
      const old = client.querySelector('[data-live="' + region.dataset.live + '"]');
      if (old !== null) renew(old, region);
    }
    const now = client.querySelector('#modal .modal');
    if (now !== null && now !== modal) {
      if (modal !== null && modal.dataset.view === now.dataset.view) keepEntries(modal, now);
      (now.querySelector('.fieldsets input, .fieldsets textarea, .fieldsets select') ?? now.querySelector('button')).focus();
    }
  } while (isStale);
};
const refresh = () => {
  isStale = true;
  running ??= load().catch(() => {}).finally(() => { running = undefined; });
  return running;
};
const post = async (name, body) => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ as, ...body }) };
  const response = await fetch('/client/' + name, init);
  const answer = await response.json();
  await refresh();
  return answer;
};
const complain = (near, words) => {
  const places = [near?.closest('article, .home, .modal, .composer')?.querySelector(':scope > .problem, .words > .problem'), client.querySelector('.composer .problem')];
  const line = places.find(place => place !== null && place !== undefined);
  if (line === undefined) return;
  line.textContent = words ?? '';
  line.hidden = !words;
};
remember(client);
const target = client.querySelector('article.target');
if (target !== null) target.scrollIntoView({ block: 'center' });
if (as !== '' || client.querySelector('[data-live]') !== null) {
  const changes = new EventSource('/client/changes');
  let isFirst = true;
  changes.onmessage = () => {
    if (!isFirst) void refresh();
    isFirst = false;
  };
}
`;
