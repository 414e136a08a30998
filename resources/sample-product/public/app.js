// Loaded before the page's content, so that nobody can be faster than these listeners. The pages work without this
// file, apart from clearing a filter and suggesting articles.

document.addEventListener('change', ({ target }) => {
  if (target.form?.matches('[data-submit-on-change]')) target.form.requestSubmit();
});

document.addEventListener('click', ({ target }) => {
  if (target.matches('[data-clear-filter]')) clearFilter(target.form);
});

function clearFilter(form) {
  for (const select of form.querySelectorAll('select')) select.value = '';
  form.requestSubmit();
}

document.addEventListener('click', ({ target }) => {
  if (target.matches('[data-articles] button')) suggestArticles(target.parentElement);
});

async function suggestArticles(place) {
  place.textContent = 'Searching…';
  const answer = await fetch(place.dataset.articles);
  place.innerHTML = await answer.text();
}
