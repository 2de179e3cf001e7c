/** The hosted page: an address, its code, and on with the token to where the application wants it. */
import './otp-verify.js';

const page = document.querySelector('[data-page]');
const { application, purpose, locale, target } = page.dataset;
const sections = Object.fromEntries([...page.children].map((section) => [section.id, section]));
const form = page.querySelector('form');
const error = page.querySelector('#email-error');

function show(name) {
  for (const section of Object.values(sections)) section.hidden = section.id !== name;
}

show('ask');

/** Whether it may be an address at all; the rest is the server's to say. */
const plausible = (address) => /^[^\s@]+@[^\s@]+$/.test(address) && address.length <= 254;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const address = form.email.value.trim();
  const fine = plausible(address);
  form.email.ariaInvalid = String(!fine);
  error.textContent = fine ? '' : error.dataset.text;
  if (!fine) return form.email.focus();
  const code = document.createElement('otp-verify');
  const attributes = { application, purpose, locale, email: address, autofocus: '' };
  for (const [name, value] of Object.entries(attributes)) code.setAttribute(name, value);
  show('type');
  // The boxes take the focus once they have a name.
  sections.type.querySelector('h1').focus();
  sections.type.querySelector('.slot').replaceChildren(code);
});

sections.type.querySelector('.quiet').addEventListener('click', () => {
  sections.type.querySelector('.slot').replaceChildren();
  show('ask');
  form.email.select();
});

page.addEventListener('verified', ({ detail }) => {
  if (target) {
    location.replace(`${target.split('#')[0]}#token=${detail.token}`);
  } else {
    show('done');
    sections.done.querySelector('h1').focus();
  }
});
