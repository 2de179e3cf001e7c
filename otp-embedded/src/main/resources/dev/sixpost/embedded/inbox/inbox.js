'use strict';

const $ = (id) => document.getElementById(id);
const shownAtMost = 500;
let current = null;

function people(list) {
  return list.map((p) => (p.Name ? `${p.Name} <${p.Address}>` : p.Address)).join(', ');
}

function entry(mail) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.id = mail.ID;
  const to = document.createElement('b');
  to.textContent = people(mail.To);
  const subject = document.createElement('span');
  subject.textContent = mail.Subject;
  const time = document.createElement('span');
  time.textContent = new Date(mail.Created).toLocaleTimeString();
  button.append(to, subject, time);
  button.addEventListener('click', () => open(mail.ID));
  const item = document.createElement('li');
  item.append(button);
  return item;
}

function counted() {
  const count = $('mails').childElementCount;
  $('count').textContent = count ? `(${count === shownAtMost ? `newest ${count}` : count})` : '';
  $('empty').hidden = count > 0;
}

async function list() {
  const answer = await fetch(`/api/v1/messages?limit=${shownAtMost}`);
  $('mails').replaceChildren(...(await answer.json()).messages.map(entry));
  counted();
}

function arrived(mail) {
  if ($('mails').querySelector(`[data-id="${CSS.escape(mail.ID)}"]`)) return;
  $('mails').prepend(entry(mail));
  while ($('mails').childElementCount > shownAtMost) $('mails').lastElementChild.remove();
  counted();
}

async function open(id) {
  const answer = await fetch(`/api/v1/message/${encodeURIComponent(id)}`);
  if (!answer.ok) return list();
  current = await answer.json();
  for (const button of $('mails').querySelectorAll('button')) {
    button.setAttribute('aria-current', String(button.dataset.id === id));
  }
  $('subject').textContent = current.Subject;
  $('people').textContent = `${people([current.From])} → ${people(current.To)}`;
  $('mail').hidden = false;
  show(current.HTML ? 'html' : 'text');
}

async function show(view) {
  $('html').hidden = view !== 'html';
  $('text').hidden = view === 'html';
  if (view === 'html') $('html').src = `/view/${encodeURIComponent(current.ID)}.html`;
  if (view === 'text') $('text').textContent = current.Text;
  if (view === 'raw') {
    $('text').textContent = await (await fetch(`/api/v1/message/${encodeURIComponent(current.ID)}/raw`)).text();
  }
}

for (const button of document.querySelectorAll('[data-view]')) {
  button.addEventListener('click', () => show(button.dataset.view));
}
$('delete').addEventListener('click', async () => {
  await fetch('/api/v1/messages', { method: 'DELETE' });
  $('mail').hidden = true;
  list();
});

const live = new EventSource('/events');
live.addEventListener('open', list);
live.addEventListener('many', list);
live.addEventListener('mail', (event) => arrived(JSON.parse(event.data)));
