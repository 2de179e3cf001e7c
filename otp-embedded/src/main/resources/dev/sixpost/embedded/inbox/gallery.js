// Every sample mail of one brand in one language. What is chosen stands in the address, so that it can be passed on.
const byId = (id) => document.getElementById(id);
const chosen = Object.assign({ brand: '', language: 'en', view: 'html', dark: '', phone: '' },
  Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
const axes = await (await fetch('/gallery/axes')).json();
let drawn = 0;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function fill(id, names) {
  const select = byId(id);
  for (const [value, name] of Object.entries(names)) select.append(element('option', name, { value }));
  chosen[id] = chosen[id] in names ? chosen[id] : Object.keys(names)[0] ?? '';
  select.value = chosen[id];
  select.addEventListener('change', () => choose(id, select.value));
}

function choose(key, value) {
  chosen[key] = value;
  history.replaceState(null, '', '#' + new URLSearchParams(chosen));
  draw();
}

async function mail(template, purpose, turn) {
  const about = new URLSearchParams({ brand: chosen.brand, language: chosen.language, template, purpose });
  const { subject, text } = await (await fetch('/gallery/text?' + about)).json();
  if (turn !== drawn) return null;
  const figure = element('figure', '');
  const caption = element('figcaption', purpose);
  caption.prepend(element('b', subject, { dir: 'auto' }));
  const body = chosen.view === 'text'
    ? element('pre', text, { dir: 'auto', tabindex: '0', 'aria-label': 'The mail as text' })
    : element('iframe', '', { src: '/gallery/html?' + about, title: subject, loading: 'lazy', sandbox: '', class: chosen.dark ? 'dark' : '' });
  figure.append(caption, body);
  return figure;
}

async function draw() {
  const turn = ++drawn;
  document.body.classList.toggle('phone', Boolean(chosen.phone));
  for (const button of document.querySelectorAll('[data-view]')) button.setAttribute('aria-pressed', button.dataset.view === chosen.view);
  for (const button of document.querySelectorAll('[data-toggle]')) button.setAttribute('aria-pressed', Boolean(chosen[button.dataset.toggle]));
  const sections = await Promise.all(Object.entries(axes.templates).map(async ([template, purposes]) => {
    const section = element('section', '');
    const row = element('div', '', { class: 'row' });
    row.append(...(await Promise.all(purposes.map((purpose) => mail(template, purpose, turn)))).filter(Boolean));
    section.append(element('h2', template), row);
    return section;
  }));
  if (turn === drawn) byId('mails').replaceChildren(...sections);
}

for (const button of document.querySelectorAll('[data-view]')) button.addEventListener('click', () => choose('view', button.dataset.view));
for (const button of document.querySelectorAll('[data-toggle]')) {
  button.addEventListener('click', () => choose(button.dataset.toggle, chosen[button.dataset.toggle] ? '' : 'yes'));
}
fill('brand', axes.brands);
fill('language', axes.languages);
byId('empty').hidden = Object.keys(axes.templates).length > 0;
draw();
