import { follow } from './follow.js';
import { newKey, Refusal } from './gateway.js';
import { secrets, waiting } from './secrets.js';

/** As many requests of this page are looked at for one that was confirmed. */
const LOOKED_AT = 10;

/**
 * One person proving one address: asks, listens to what becomes of it, verifies. Tells its listener `asking()`, `heard(status)`,
 * `checking()`, `verified(proof)` and `refused(refusal, doing)`, the last with `ask` or `verify`. Shows nothing.
 */
export class Conversation {
  #gateway;
  #signal;
  #about;
  #listener;
  #id = null;
  #delivery;
  #watching = new AbortController();
  #asking = false;
  #busy = false;
  #over = false;
  /** Without an answer so far: repeated with the same key. An ask has its request's id where it was accepted. */
  #guess = { code: '', key: '' };
  #wish = null;
  /** What was asked for here, the newest first. */
  #ids = [];

  /** `about` has application, email, purpose, locale and, where a server asked already, the request's id. */
  constructor(gateway, signal, about, listener) {
    this.#gateway = gateway;
    this.#signal = signal;
    this.#about = about;
    this.#listener = listener;
  }

  get id() {
    return this.#id;
  }

  async begin() {
    if (!(await this.#resumed()) && !this.#signal.aborted) await this.ask();
  }

  async ask() {
    if (this.#asking) return;
    const { email, purpose, locale } = this.#about;
    this.#wish ??= { key: newKey(), id: null };
    this.#asking = true;
    this.#listener.asking();
    const answered = await this.#doing('ask', async () => {
      const issued = await this.#gateway.ask({ email, purpose, locale }, this.#wish.key, (early) => this.#asked(early));
      this.#asked(issued);
      // The stream may have been faster.
      this.#listener.heard({ ...issued, delivery: this.#delivery });
    });
    if (answered) this.#wish = null;
    this.#asking = false;
  }

  async verify(code) {
    if (this.#busy || this.#over) return;
    const { email, purpose } = this.#about;
    if (this.#guess.code !== code) this.#guess = { code, key: newKey() };
    this.#busy = true;
    this.#listener.checking();
    const answered = await this.#doing('verify', async () => {
      this.#finish(await this.#gateway.verify({ email, purpose, code }, this.#guess.key));
    });
    this.#busy = false;
    if (answered) this.#guess = { code: '', key: '' };
    else this.look();
  }

  /** Asks once what the stream may have missed. */
  async look() {
    const id = this.#id;
    if (!id || this.#busy || this.#over) return;
    const status = await this.#gateway.status(id, secrets.of(id)).catch(() => null);
    if (status && id === this.#id) this.#heard(status);
  }

  /** A request that was made already: by a server, or before this page was loaded again. */
  async #resumed() {
    const given = this.#about.request;
    const ids = given ? [given] : waiting.of(this.#what);
    const [id] = ids;
    const status = id ? await this.#gateway.status(id, secrets.of(id)).catch(() => null) : null;
    if (!given && !['issued', 'accepted'].includes(status?.status)) return false;
    this.#ids = ids;
    this.#watch(id);
    if (status) this.#heard(status);
    return true;
  }

  get #what() {
    return [this.#about.application, this.#about.purpose, this.#about.email].join(' ');
  }

  #asked({ id, secret }) {
    if (secret) secrets.keep(id, secret);
    this.#wish.id = id;
    this.#ids = [id, ...this.#ids.filter((known) => known !== id)].slice(0, LOOKED_AT);
    waiting.keep(this.#what, this.#ids);
    this.#watch(id);
  }

  #watch(id) {
    if (this.#id === id) return;
    this.#watching.abort();
    this.#watching = new AbortController();
    this.#id = id;
    this.#delivery = 'pending';
    const signal = AbortSignal.any([this.#signal, this.#watching.signal]);
    follow(this.#gateway.events(id), this.#gateway.now, signal, (status) => !signal.aborted && this.#heard(status));
  }

  /** Answers to calls speak for themselves. */
  #heard(status) {
    if (this.#busy || this.#over || (this.#asking && !['accepted', 'issued'].includes(status.status))) return;
    this.#delivery = status.delivery;
    if (!this.#asking && this.#wish?.id === this.#id && status.status !== 'accepted') this.#wish = null;
    if (status.token) this.#finish(status);
    else if (status.status === 'rejected') this.#listener.refused(new Refusal(status.reason, 0, status), 'ask');
    else if (status.status === 'verified') this.#collect(status);
    else this.#listener.heard(status);
  }

  /** Confirmed by a link in this browser: whoever holds the secret of the request whose mail it was in gets the token. */
  async #collect(heard) {
    for (const id of this.#ids) {
      const secret = secrets.of(id);
      const status = secret ? await this.#gateway.status(id, secret).catch(() => null) : null;
      if (this.#over || this.#signal.aborted) return;
      if (status?.token) return this.#finish(status);
    }
    // A guess without an answer may be what verified it.
    if (heard.id === this.#id && !this.#busy && !this.#asking && !this.#guess.code) this.#listener.heard(heard);
  }

  #finish({ token, id = this.#id, accountId, verifiedAt }) {
    const { application, email, purpose } = this.#about;
    this.#over = true;
    this.#watching.abort();
    waiting.end(this.#what);
    this.#listener.verified({ token, id, application, purpose, email, accountId, verifiedAt });
  }

  /** Whether there was an answer. An end of the element is none of anybody's business. */
  async #doing(what, action) {
    try {
      await action();
      return true;
    } catch (failure) {
      if (this.#signal.aborted) return false;
      const refusal = failure instanceof Refusal ? failure : new Refusal('unreachable');
      this.#listener.refused(refusal, what);
      return refusal.status > 0 && refusal.status < 500 && refusal.status !== 202;
    }
  }
}
