import { Conversation } from './conversation.js';
import { Gateway, Refusal } from './gateway.js';
import { clock, phrase, timeOf } from './phrases.js';
import { meaning, SPENT_STATUS } from './refusals.js';
import { View } from './view.js';

/** Said where not even the texts could be had. */
const FALLBACK = {
  'web.error.connection': 'That did not work. Check your connection and try again.',
  'web.error.retry': 'Try again',
};

/** Longer waits are told by their end. */
const COUNTED_SECONDS = 3600;

/** The language around an element, shadow trees included. */
function languageAround(element) {
  const stated = element.closest('[lang]');
  const { host } = element.getRootNode();
  return stated?.lang ?? (host && languageAround(host));
}

/**
 * `<otp-verify application email purpose locale api request>`: asks for a code, takes it, says what becomes of the mail.
 * Tells `verified`, `refused` and `delivery-failed`.
 */
export class OtpVerify extends HTMLElement {
  static observedAttributes = ['application', 'email', 'purpose', 'locale', 'api', 'request'];

  #view = new View(this.attachShadow({ mode: 'open', delegatesFocus: true }), {
    typed: () => this.#typed(),
    pressed: () => this.#pressed(),
  });
  #life = null;
  #gateway;
  #conversation;
  #settings = {};
  /** When another code may be asked for, by the server's clock; nothing where it cannot. */
  #resendAt = null;
  #spent = false;
  /** Whether there is a code, or was one. */
  #issued = false;
  /** The request at which the boxes were closed, `null` where there was none; nothing while they are open. */
  #closedAt;
  /** What was verified; the element stays done for as long as it is asked for the same. */
  #done = null;
  #delivery = '';
  #retry = null;

  connectedCallback() {
    this.#start();
  }

  disconnectedCallback() {
    this.#life?.abort();
    this.#life = null;
  }

  /** Several attributes that change together are one change. */
  attributeChangedCallback(_, before, after) {
    const life = this.#life;
    if (life && before !== after) queueMicrotask(() => life === this.#life && this.#start());
  }

  #start() {
    this.#life?.abort();
    this.#life = new AbortController();
    const [application, email, request] = ['application', 'email', 'request'].map((name) => this.getAttribute(name));
    const purpose = this.getAttribute('purpose') ?? 'verify_email';
    const about = { application, email: email ?? '', purpose, request };
    if (this.#isDone(about)) return;
    this.#done = null;
    if (!application || !(email || request)) return;
    const { signal } = this.#life;
    const api = new URL(this.getAttribute('api') ?? new URL('..', import.meta.url), document.baseURI).href;
    const locale = this.getAttribute('locale') ?? languageAround(this);
    this.#gateway = new Gateway(api.endsWith('/') ? api : `${api}/`, application, signal);
    [this.#resendAt, this.#spent, this.#delivery, this.#retry] = [null, false, '', null];
    [this.#issued, this.#closedAt, this.#conversation] = [Boolean(request), undefined, undefined];
    this.#view.clear();
    this.#view.alert('');
    const timer = setInterval(() => this.#count(), 1000);
    signal.addEventListener('abort', () => clearInterval(timer));
    document.addEventListener('visibilitychange', () => document.hidden || this.#conversation?.look(), { signal });
    this.#open(locale, about, signal);
  }

  async #open(locale, about, signal) {
    try {
      this.#settings = await this.#gateway.settings(locale);
    } catch (failure) {
      if (!signal.aborted) this.#refused(failure, 'ask', () => this.#open(locale, about, signal));
      return;
    }
    const { language, direction, branding, purposes } = this.#settings;
    this.#retry = null;
    this.#view.dress(language, direction, branding?.palette);
    this.#length(purposes?.[about.purpose]?.codeLength ?? 6);
    // A request needs none, its code does: without the address every right code would be a wrong one.
    if (!about.email) return this.#refused(new Refusal('invalid-request'), 'ask');
    this.#lead();
    this.#view.state('open');
    if (this.hasAttribute('autofocus')) this.#view.focus();
    const wanted = { ...about, locale: locale || language };
    this.#conversation = new Conversation(this.#gateway, signal, wanted, {
      asking: () => this.#asking(),
      checking: () => this.#checking(),
      heard: (status) => this.#heard(status),
      verified: (proof) => this.#verified(proof, about),
      refused: (refusal, doing) => this.#refused(refusal, doing),
    });
    await this.#conversation.begin();
  }

  #say(key, values = {}) {
    const { strings = {}, language = 'en' } = this.#settings;
    return phrase(strings[`web.${key}`] ?? FALLBACK[`web.${key}`] ?? '', values, language);
  }

  #lead(expiresAt) {
    const email = this.getAttribute('email') ?? '';
    const until = expiresAt ? ` ${this.#say('code.until', { time: this.#time(Date.parse(expiresAt)) })}` : '';
    this.#view.lead(this.#say('code.lead', { email }) + until, email);
  }

  #time(at) {
    return timeOf(new Date(at), new Date(this.#gateway.now()), this.#settings.language);
  }

  #length(digits) {
    this.#view.boxes(digits, this.#say('code.label', { digits }));
  }

  #typed() {
    this.#view.alert('');
    this.#view.state('open');
    if (this.#view.complete) this.#conversation.verify(this.#view.code);
  }

  #pressed() {
    const retry = this.#retry;
    this.#retry = null;
    // Until the answer says when.
    if (!retry) this.#resendAt = Infinity;
    this.#view.alert('');
    this.#count();
    this.#view.focus();
    if (retry) retry();
    else this.#conversation.ask();
  }

  #asking() {
    this.#delivery = '';
    this.#view.status(this.#say('delivery.asking'));
  }

  #checking() {
    this.#view.state('busy');
    this.#view.status(this.#say('code.checking'));
  }

  #heard({ status, delivery, codeLength, expiresAt, resendAt, timeline }) {
    if (codeLength) this.#length(codeLength);
    if (expiresAt) this.#lead(expiresAt);
    if (resendAt) this.#resendAt = Date.parse(resendAt);
    if (status === 'issued') this.#reopen();
    if (status in SPENT_STATUS) this.#refuse({ text: SPENT_STATUS[status], spent: true });
    else this.#delivered(delivery, timeline);
    this.#count();
  }

  /** A code of another request than the one that closed the boxes can be typed. */
  #reopen() {
    this.#issued = true;
    if (this.#closedAt === undefined || this.#closedAt === this.#conversation.id) return;
    [this.#closedAt, this.#spent] = [undefined, false];
    this.#view.clear();
    this.#view.alert('');
    this.#view.state('open');
  }

  #delivered(delivery, timeline = []) {
    if (delivery === this.#delivery && delivery !== 'pending') return;
    this.#delivery = delivery;
    this.#view.status(delivery === 'failed' ? '' : this.#say(`delivery.${delivery === 'pending' ? 'asking' : delivery}`));
    if (delivery === 'failed') {
      const { reason, permanent = false } = timeline.findLast(({ event }) => event === 'failed') ?? {};
      this.#view.alert(this.#say(permanent ? 'delivery.failed' : 'error.off'));
      this.#tell('delivery-failed', { id: this.#conversation.id, email: this.getAttribute('email'), reason, permanent });
    }
  }

  #refused(refusal, doing, again) {
    const means = meaning(refusal, doing, this.#gateway.now(), this.#issued);
    this.#refuse(means);
    if (means.retry) this.#retry = again ?? (() => (doing === 'verify' ? this.#typed() : this.#conversation.ask()));
    this.#view.button(means.retry ? this.#say('error.retry') : '', true);
    if (!means.retry) this.#count();
    const { problem, status, attemptsRemaining, retryAfterSeconds } = refusal;
    this.#tell('refused', { problem, status, doing, attemptsRemaining, retryAfterSeconds });
  }

  #refuse({ text, attempts, until, spent = false, closed = spent, wrong = false, harmless = false }) {
    const time = until ? this.#time(until) : '';
    const left = attempts ? ` ${this.#say('code.attempts', { count: attempts })}` : '';
    this.#view.status(harmless ? this.#say(text) : this.#delivery === 'delayed' ? this.#say('delivery.delayed') : '');
    this.#view.alert(harmless ? '' : this.#say(text, { time }) + left);
    this.#spent ||= spent;
    if (until) this.#resendAt = until;
    if (wrong || spent) this.#view.clear();
    if (closed) this.#closedAt = this.#conversation?.id ?? null;
    this.#view.state(wrong ? 'wrong' : this.#closedAt === undefined ? 'open' : 'closed');
  }

  /** What the button says now. */
  #count() {
    if (this.#retry) return;
    // The server's clock is known to half a second: what is shown is rounded, and the wait ends half a second late.
    const seconds = ((this.#resendAt ?? 0) - this.#gateway.now()) / 1000;
    const left = seconds > -0.5 ? Math.max(1, Math.round(seconds)) : 0;
    if (left > COUNTED_SECONDS) this.#view.button('');
    else if (this.#resendAt === null) this.#view.button(this.#spent ? this.#say('resend.fresh') : '', true);
    else if (left > 0) this.#view.button(this.#say('resend.wait', { time: clock(left) }), false);
    else this.#view.button(this.#say(this.#spent ? 'resend.fresh' : 'resend.again'), true);
  }

  #verified(proof, about) {
    this.#done = about;
    this.#view.state('done');
    this.#view.alert('');
    this.#view.status(this.#say('done.title'), true);
    this.#view.button('');
    this.#life?.abort();
    this.#tell('verified', proof);
  }

  /** Asked for the same again. A request that a server has made since is another wish. */
  #isDone({ application, email, purpose, request }) {
    const done = this.#done;
    if (done?.application !== application || done.email !== email || done.purpose !== purpose) return false;
    return !request || request === done.request;
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get('otp-verify')) customElements.define('otp-verify', OtpVerify);
