/** Where a link of a mail leads. Loading it does nothing; one press confirms, in the browser that asked. */
import { Gateway, newKey, secrets } from './otp-verify.js';
import { press, show } from './press.js';

const { application, anyBrowser, target } = document.querySelector('[data-page]').dataset;
const token = location.hash.slice(1);
const secret = secrets.ofLink(token);
const gateway = new Gateway(new URL('..', import.meta.url), application, new AbortController().signal);
const key = newKey();

if (!token) show('invalid');
else if (secret || anyBrowser) show('ask');
else show('elsewhere');

press(async () => {
  const proof = await gateway.verify(secret ? { link: token, secret } : { link: token }, key);
  history.replaceState(null, '', location.pathname);
  const next = document.querySelector('#done a');
  next.href = `${target.split('#')[0]}#token=${proof.token}`;
  next.hidden = !target;
});
