const $ = (id) => document.getElementById(id);
const SHOWN_AT_MOST = 500;
const SAID_MS = 2500;
const TOGETHER_MS = 60;

let current = null;
let listed = 0;
let saying;
let looking;

const people = (list) => list.map((p) => (p.Name ? `${p.Name} <${p.Address}>` : p.Address)).join(', ');
const message = async (id) => (await fetch(`/api/v1/message/${encodeURIComponent(id)}`)).json();
const codeOf = (mail) => /(?<!\d)\d{6,10}(?!\d)/.exec(mail.Text)?.[0];
const linkOf = (mail) => /https?:\/\/\S+\/confirm#[\w.-]+/.exec(mail.Text)?.[0];
const buttons = () => [...$('mails').querySelectorAll('.open')];

function say(text) {
  $('said').textContent = text;
  clearTimeout(saying);
  saying = setTimeout(() => ($('said').textContent = ''), SAID_MS);
}

async function copy(text, what) {
  if (!text) return say(`This mail has no ${what}.`);
  await navigator.clipboard.writeText(text);
  say(`Copied ${what === 'code' ? text : `the ${what}`}.`);
}

function button(kind, label, action) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = kind;
  made.addEventListener('click', action);
  made.append(...label);
  return made;
}

function line(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function entry(mail) {
  const to = people(mail.To);
  const words = [line('b', to), line('span', mail.Subject), line('span', new Date(mail.Created).toLocaleTimeString())];
  const opens = button('open', words, () => open(mail.ID));
  opens.dataset.id = mail.ID;
  opens.ariaCurrent = String(mail.ID === current?.ID);
  const copies = button('copy', ['Copy code'], async () => copy(codeOf(await message(mail.ID)), 'code'));
  copies.ariaLabel = `Copy code of the mail to ${to}`;
  const item = document.createElement('li');
  item.append(opens, copies);
  return item;
}

async function list() {
  const wanted = $('search').value.trim();
  const place = ++listed;
  const route = wanted ? `/api/v1/search?query=${encodeURIComponent(wanted)}&` : '/api/v1/messages?';
  const found = await (await fetch(`${route}limit=${SHOWN_AT_MOST}`)).json();
  // Answers may overtake each other while somebody types.
  if (place !== listed) return;
  const focused = document.activeElement.dataset?.id;
  $('mails').replaceChildren(...found.messages.map(entry));
  if (focused) buttons().find((known) => known.dataset.id === focused)?.focus();
  const count = found.messages_count ?? found.messages.length;
  $('count').textContent = count ? `(${count > SHOWN_AT_MOST ? `newest ${SHOWN_AT_MOST} of ${count}` : count})` : '';
  $('empty').hidden = count > 0;
  $('empty').textContent = wanted ? 'No mail is like that.' : 'No mail yet. It shows up here by itself.';
}

async function open(id) {
  current = await message(id);
  if (!current.ID) return list();
  for (const known of buttons()) known.ariaCurrent = String(known.dataset.id === id);
  $('subject').textContent = current.Subject;
  $('people').textContent = `${people([current.From])} → ${people(current.To)}`;
  $('code').hidden = !codeOf(current);
  $('code').textContent = `Copy ${codeOf(current)}`;
  $('link').hidden = $('copylink').hidden = !linkOf(current);
  $('link').href = linkOf(current) ?? '';
  $('mail').hidden = false;
  show(current.HTML ? 'html' : 'text');
}

async function show(view) {
  for (const known of document.querySelectorAll('[data-view]')) known.ariaPressed = String(known.dataset.view === view);
  $('html').hidden = view !== 'html';
  $('text').hidden = view === 'html';
  if (view === 'html') $('html').src = `/view/${encodeURIComponent(current.ID)}.html`;
  if (view === 'text') $('text').textContent = current.Text;
  if (view === 'raw') $('text').textContent = await (await fetch(`/api/v1/message/${encodeURIComponent(current.ID)}/raw`)).text();
}

function step(by) {
  const all = buttons();
  const at = all.findIndex((known) => known.dataset.id === current?.ID);
  const next = all[Math.max(0, Math.min(at + by, all.length - 1))];
  next?.focus();
  next?.click();
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  c: () => current && copy(codeOf(current), 'code'),
  '/': () => $('search').focus(),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, pre')) return;
  if (!KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});
for (const known of document.querySelectorAll('[data-view]')) known.addEventListener('click', () => show(known.dataset.view));
for (const look of document.querySelectorAll('[data-look]')) {
  look.addEventListener('click', () => {
    look.ariaPressed = String($('html').classList.toggle(look.dataset.look));
    show('html');
  });
}
$('code').addEventListener('click', () => copy(codeOf(current), 'code'));
$('copylink').addEventListener('click', () => copy(linkOf(current), 'link'));
$('search').addEventListener('input', list);
$('delete').addEventListener('click', async () => {
  await fetch('/api/v1/messages', { method: 'DELETE' });
  current = null;
  $('mail').hidden = true;
  list();
});

/** Many mails at once are one look at the list. */
function soon() {
  looking ??= setTimeout(() => {
    looking = undefined;
    list();
  }, TOGETHER_MS);
}

const live = new EventSource('/events');
for (const name of ['open', 'many', 'mail']) live.addEventListener(name, soon);
