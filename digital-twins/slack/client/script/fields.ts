/** What fields hold, and how they are filled again after their page has changed. */
export const fieldScript = `
const fields = root => [...root.querySelectorAll('[data-action]')].filter(one => !['button', 'overflow', 'workflow_button'].includes(one.dataset.type));
const valueOf = field => {
  if (field.matches('fieldset')) {
    const chosen = [...field.querySelectorAll('input:checked')].map(one => one.value);
    return field.dataset.type === 'checkboxes' ? chosen : chosen[0] ?? null;
  }
  if (field.matches('.searched')) {
    const chosen = [...field.querySelectorAll('.chosen [data-option]')].map(one => one.dataset.option);
    return field.dataset.type.startsWith('multi_') ? chosen : chosen[0] ?? null;
  }
  if (field.matches('select[multiple]')) return [...field.selectedOptions].map(one => one.value);
  if (field.value === '') return null;
  if (field.dataset.type === 'datetimepicker') return String(Date.parse(field.value + ':00Z') / 1000);
  return field.value;
};
const valuesIn = root => {
  const values = {};
  for (const field of fields(root)) (values[field.dataset.block] ??= {})[field.dataset.action] = valueOf(field);
  return values;
};
const find = (root, like) => fields(root).find(one => one.dataset.block === like.dataset.block && one.dataset.action === like.dataset.action && one.dataset.type === like.dataset.type);
const keepEntries = (from, to) => {
  for (const field of fields(from)) {
    const same = find(to, field);
    if (same === undefined) continue;
    if (field.matches('fieldset')) {
      for (const one of field.querySelectorAll('input')) {
        const twin = [...same.querySelectorAll('input')].find(other => other.value === one.value);
        if (twin !== undefined) twin.checked = one.checked;
      }
    } else if (field.matches('.searched')) same.querySelector('.chosen').replaceChildren(...field.querySelector('.chosen').cloneNode(true).childNodes);
    else if (field.matches('select')) {
      const chosen = new Set([...field.selectedOptions].map(one => one.value));
      for (const option of same.options) option.selected = chosen.has(option.value);
    } else same.value = field.value;
  }
};
const placeOf = element => JSON.parse(element.closest('[data-place]').dataset.place);
const offer = async search => {
  const box = search.closest('.searched');
  const list = box.querySelector('.offers');
  if (search.value.length < Number(box.dataset.least)) { list.hidden = true; return; }
  const asked = search.value;
  const answer = await post('suggest', { place: placeOf(box), block: box.dataset.block, action: box.dataset.action, value: asked });
  if (search.value !== asked) return;
  list.replaceChildren(...(answer.options ?? []).map(option => {
    const item = document.createElement('button');
    item.type = 'button';
    item.setAttribute('role', 'option');
    item.dataset.option = JSON.stringify(option);
    item.textContent = option.text?.text ?? option.value;
    return item;
  }));
  list.hidden = false;
  search.setAttribute('aria-expanded', 'true');
};
const choose = item => {
  const box = item.closest('.searched');
  const chosen = box.querySelector('.chosen');
  const tag = document.createElement('span');
  tag.dataset.option = item.dataset.option;
  tag.textContent = item.textContent;
  if (!box.dataset.type.startsWith('multi_')) chosen.replaceChildren();
  chosen.append(tag);
  box.querySelector('.offers').hidden = true;
  const search = box.querySelector('input');
  search.value = '';
  search.setAttribute('aria-expanded', 'false');
  return box;
};
`;
