/** Pages with one button: what they show, and what one press comes to. */

const NO_ANSWER = ['unreachable', 'unavailable', 'internal-error', 'rate-limited'];

export function show(name) {
  for (const section of document.querySelectorAll('[data-page] > section')) section.hidden = section.id !== name;
  document.querySelector(`#${name} h1`).focus();
}

/** Ends in `done`, `elsewhere` or `invalid`; where no answer came, the button is there to be pressed again. */
export function press(action) {
  const button = document.querySelector('#ask button');
  const error = document.querySelector('#ask .error');
  // Another mail's link in the same tab loads nothing by itself.
  window.addEventListener('hashchange', () => location.reload());
  button.addEventListener('click', async () => {
    if (button.ariaBusy === 'true') return;
    button.ariaBusy = 'true';
    error.textContent = '';
    try {
      await action();
      show('done');
    } catch ({ problem }) {
      if (!problem || NO_ANSWER.includes(problem)) error.textContent = error.dataset.text;
      else show(problem === 'wrong-browser' ? 'elsewhere' : 'invalid');
    }
    button.ariaBusy = 'false';
  });
}
