/** Moves the seam between before and after. All that the page ever runs; without it the pictures stand half and half. */
export const pageScript = `
for (const slider of document.querySelectorAll('.slider')) {
  const range = slider.querySelector('input');
  const over = slider.querySelector('.over');
  const seam = slider.querySelector('.seam');
  const show = () => {
    over.style.clipPath = 'inset(0 0 0 ' + Number(range.value) + '%)';
    seam.style.left = Number(range.value) + '%';
  };
  range.addEventListener('input', show);
  slider.querySelector('.layers').addEventListener('pointermove', event => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    range.value = String(((event.clientX - box.left) / box.width) * 100);
    show();
  });
}
`;
