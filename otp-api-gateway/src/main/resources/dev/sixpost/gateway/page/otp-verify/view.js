import { Boxes } from './boxes.js';
import { STYLE } from './style.js';

const INPUT = {
  part: 'input',
  type: 'text',
  inputmode: 'numeric',
  autocomplete: 'one-time-code',
  autocapitalize: 'off',
  spellcheck: 'false',
  enterkeyhint: 'done',
  'aria-describedby': 'lead alert',
};

function made(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}

/** Element by element: a site may forbid to make any of a text. */
function content() {
  return made(
    'div',
    { class: 'content' },
    made('p', { class: 'lead', part: 'lead', id: 'lead' }),
    made('div', { class: 'boxes', part: 'boxes' }, made('input', INPUT)),
    made(
      'div',
      { class: 'says' },
      made('p', { class: 'alert', part: 'alert', id: 'alert', role: 'alert' }),
      made('p', { class: 'status', part: 'status', role: 'status' }),
    ),
    made('button', { part: 'resend', type: 'button', hidden: '' }),
  );
}

/** What the element shows. Knows nothing of the gateway. */
export class View {
  #root;
  #boxes;

  /** `typed` is told after every change of the code, `pressed` when the button is. */
  constructor(root, { typed, pressed }) {
    this.#root = root;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(content());
    this.#boxes = new Boxes(this.#part('.boxes'), this.#part('input'), typed);
    this.#part('button').addEventListener('click', ({ currentTarget }) => {
      if (currentTarget.ariaDisabled !== 'true') pressed();
    });
  }

  get code() {
    return this.#boxes.value;
  }

  get complete() {
    return this.#boxes.length > 0 && this.#boxes.value.length === this.#boxes.length;
  }

  clear() {
    this.#boxes.value = '';
  }

  /** Says nothing and takes nothing. */
  blank() {
    this.clear();
    this.lead('', '');
    this.alert('');
    this.status('');
    this.button('', false);
    this.state('closed');
  }

  focus() {
    this.#part('input').focus();
  }

  /** Language, direction and colours. Those of the host are the site's: its language says in which one to ask. */
  dress(language = 'en', direction = 'ltr', palette = {}) {
    const { host } = this.#root;
    const content = this.#part('.content');
    content.lang = language;
    content.dir = direction;
    for (const [ground, { accent }] of Object.entries(palette)) host.style.setProperty(`--_accent-${ground}`, accent);
  }

  /** A sentence around an address, which keeps its own direction. */
  lead(sentence, address) {
    const lead = this.#part('.lead');
    if (lead.textContent === sentence) return;
    const around = sentence.split(address);
    const bdi = document.createElement('bdi');
    bdi.textContent = address;
    lead.replaceChildren(...(address && around.length === 2 ? [around[0], bdi, around[1]] : [sentence]));
  }

  boxes(length, label) {
    this.#boxes.length = length;
    this.#part('input').ariaLabel = label;
  }

  /** How the boxes look and whether they take digits: `open`, `busy`, `wrong`, `closed` or `done`. */
  state(name) {
    const boxes = this.#part('.boxes');
    const input = this.#part('input');
    for (const known of ['busy', 'wrong', 'done']) boxes.classList.toggle(known, known === name);
    input.readOnly = name !== 'open' && name !== 'wrong';
    input.ariaInvalid = String(name === 'wrong');
    boxes.classList.remove('shake');
    if (name === 'wrong') requestAnimationFrame(() => boxes.classList.add('shake'));
  }

  alert(text) {
    this.#part('.alert').textContent = text;
  }

  status(text, good = false) {
    const status = this.#part('.status');
    status.classList.toggle('good', good);
    if (status.textContent !== text) status.textContent = text;
  }

  /** The button, where it has a text; it stays reachable while it waits. */
  button(text, ready) {
    const button = this.#part('button');
    button.hidden = !text;
    button.ariaDisabled = String(!ready);
    if (button.textContent !== text) button.textContent = text;
  }

  #part(selector) {
    return this.#root.querySelector(selector);
  }
}
