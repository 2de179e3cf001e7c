import { Conversation } from './conversation.js';
import { Gateway, Refusal } from './gateway.js';
import { offer } from './offer.js';
import { meaning, SPENT_STATUS } from './refusals.js';
import { Texts } from './texts.js';
import { View } from './view.js';

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
  #texts = new Texts();
  /** What the button can be there for: `retry` does again what had no answer, `retry.pending` where only an outcome is missing. */
  #next;
  /** Whether there is a code, or was one, whoever asked for it. */
  #issued = false;
  /** The request at which the boxes were closed, `null` where there was none; nothing while they are open. */
  #closedAt;
  /** What was verified; the element stays done for as long as it is asked for the same. */
  #done = null;
  #delivery = '';

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
    this.#blank(Boolean(request));
    if (!application || !(email || request)) return;
    const { signal } = this.#life;
    const api = new URL(this.getAttribute('api') ?? new URL('..', import.meta.url), document.baseURI).href;
    const locale = this.getAttribute('locale') ?? languageAround(this);
    this.#gateway = new Gateway(api.endsWith('/') ? api : `${api}/`, application, signal);
    const timer = setInterval(() => this.#count(), 1000);
    signal.addEventListener('abort', () => clearInterval(timer));
    document.addEventListener('visibilitychange', () => document.hidden || this.#conversation?.look(), { signal });
    this.#open(locale, about, signal);
  }

  /** Nothing of what was before is left, and nobody is there yet to be told what is typed. */
  #blank(issued) {
    this.#next = { retry: null, resendAt: null, spent: false };
    [this.#issued, this.#closedAt, this.#conversation, this.#delivery] = [issued, undefined, undefined, ''];
    this.#view.blank();
  }

  async #open(locale, about, signal) {
    let settings;
    try {
      settings = await this.#gateway.settings(locale);
    } catch (failure) {
      if (!signal.aborted) this.#refused(failure, 'ask', () => this.#open(locale, about, signal));
      return;
    }
    const { language, readerLocale, direction, branding, purposes } = settings;
    this.#texts = new Texts(settings);
    this.#view.dress(language, direction, branding?.palette);
    this.#length(purposes?.[about.purpose]?.codeLength ?? 6);
    // A request needs none, its code does: without the address every right code would be a wrong one.
    if (!about.email) return this.#refused(new Refusal('invalid-request'), 'ask');
    this.#lead();
    this.#view.state('open');
    if (this.hasAttribute('autofocus')) this.#view.focus();
    const wanted = { ...about, locale: locale || readerLocale };
    this.#conversation = new Conversation(this.#gateway, signal, wanted, {
      asking: () => this.#asking(),
      checking: () => this.#checking(),
      heard: (status) => this.#heard(status),
      verified: (proof) => this.#verified(proof, about),
      refused: (refusal, doing) => this.#refused(refusal, doing),
    });
    await this.#conversation.begin();
  }

  #say(key, values) {
    return this.#texts.say(key, values);
  }

  #lead(expiresAt) {
    const email = this.getAttribute('email') ?? '';
    const until = expiresAt ? ` ${this.#say('code.until', { time: this.#time(Date.parse(expiresAt)) })}` : '';
    this.#view.lead(this.#say('code.lead', { email }) + until, email);
  }

  #time(at) {
    return this.#texts.time(at, this.#gateway.now());
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
    const { retry } = this.#next;
    this.#next.retry = null;
    this.#view.alert('');
    this.#count();
    this.#view.focus();
    if (retry) retry.again();
    else this.#conversation.ask();
  }

  #asking() {
    this.#delivery = '';
    // Until the answer says when.
    [this.#next.retry, this.#next.resendAt] = [null, Infinity];
    this.#view.status(this.#say('delivery.asking'));
    this.#count();
  }

  #checking() {
    this.#next.retry = null;
    this.#count();
    this.#view.state('busy');
    this.#view.status(this.#say('code.checking'));
  }

  #heard({ status, delivery, codeLength, expiresAt, resendAt, timeline }) {
    if (codeLength) this.#length(codeLength);
    if (expiresAt) this.#lead(expiresAt);
    if (resendAt) this.#next.resendAt = Date.parse(resendAt);
    if (status === 'issued') this.#reopen();
    if (status === 'issued' && this.#next.retry?.pending) this.#next.retry = null;
    if (status in SPENT_STATUS) this.#refuse({ text: SPENT_STATUS[status], spent: true });
    else this.#delivered(delivery, timeline);
    this.#count();
  }

  /** A code of another request than the one that closed the boxes can be typed. */
  #reopen() {
    this.#issued = true;
    if (this.#closedAt === undefined || this.#closedAt === this.#conversation.id) return;
    [this.#closedAt, this.#next.spent] = [undefined, false];
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

  #refused(refusal, doing, again = () => (doing === 'verify' ? this.#typed() : this.#conversation.ask())) {
    this.#refuse(meaning(refusal, doing, this.#gateway.now(), this.#issued), again);
    this.#count();
    const { problem, status, attemptsRemaining, retryAfterSeconds } = refusal;
    this.#tell('refused', { problem, status, doing, attemptsRemaining, retryAfterSeconds });
  }

  #refuse({ text, attempts, until, retry, pending, issued = false, spent = false, closed = spent, wrong = false, harmless = false }, again) {
    const time = until ? this.#time(until) : '';
    const left = attempts ? ` ${this.#say('code.attempts', { count: attempts })}` : '';
    this.#view.status(harmless ? this.#say(text) : this.#delivery === 'delayed' ? this.#say('delivery.delayed') : '');
    this.#view.alert(harmless ? '' : this.#say(text, { time }) + left);
    this.#next.retry = retry ? { again, pending } : null;
    this.#next.spent ||= spent;
    if (until) this.#next.resendAt = until;
    if (wrong || spent) this.#view.clear();
    this.#issued ||= issued;
    if (issued && this.#closedAt === null) this.#closedAt = undefined;
    if (closed) this.#closedAt = this.#conversation?.id ?? null;
    this.#view.state(wrong ? 'wrong' : this.#conversation && this.#closedAt === undefined ? 'open' : 'closed');
  }

  /** What the button says now. */
  #count() {
    const { text, values, ready } = offer(this.#next, this.#gateway.now());
    this.#view.button(text ? this.#say(text, values) : '', ready);
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
