/** Where "this was not me" of a mail leads. Loading it does nothing; one press reports. */
import { Gateway } from './otp-verify.js';
import { press, show } from './press.js';

const { application } = document.querySelector('[data-page]').dataset;
const token = location.hash.slice(1);
const gateway = new Gateway(new URL('..', import.meta.url), application, new AbortController().signal);

show(token ? 'ask' : 'invalid');
press(() => gateway.report(token));
