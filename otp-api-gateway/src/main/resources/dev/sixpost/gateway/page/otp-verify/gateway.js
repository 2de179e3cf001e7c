/** The gateway's HTTP interface, as far as a browser needs it. Every call and every retry is bounded. */

const CALL_MS = 15_000;
const RETRY_MS = [400, 800, 1600, 3200, 5000];

/** What the gateway refuses, by the name of its problem; `unreachable` where it gave no answer at all. */
export class Refusal extends Error {
  constructor(name, status = 0, problem = {}) {
    super(name);
    this.problem = name;
    this.status = status;
    this.attemptsRemaining = problem.attemptsRemaining;
    this.resendAt = problem.resendAt;
    this.retryAfterSeconds = problem.retryAfterSeconds;
  }
}

const pause = (ms, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });

/** 128 random bits; `randomUUID` exists on secure origins only. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');

export class Gateway {
  /** How far this device's clock is behind the server's, in milliseconds. */
  skew = 0;

  /** `base` ends in a slash; `signal` ends everything. */
  constructor(base, application, signal) {
    this.base = new URL(`v1/${encodeURIComponent(application)}`, base).href;
    this.signal = signal;
  }

  now = () => Date.now() + this.skew;

  settings(locale) {
    return this.#repeated('GET', locale ? `?locale=${encodeURIComponent(locale)}` : '', {});
  }

  /** Whoever asks again after no answer came gives the same key: it is one mail. `accepted` is told at once where the answer takes longer. */
  ask(body, key, accepted) {
    return this.#repeated('POST', '/otp', { body, key, accepted });
  }

  /** The same of what is verified: it is one attempt. */
  verify(body, key) {
    return this.#repeated('POST', '/otp/verify', { body, key });
  }

  report(token) {
    return this.#repeated('POST', '/reports', { body: { report: token } });
  }

  status(id, secret) {
    return this.#repeated('GET', `/otp/${encodeURIComponent(id)}`, { headers: secret ? { 'Otp-Secret': secret } : {} });
  }

  events(id) {
    return `${this.base}/otp/${encodeURIComponent(id)}/events`;
  }

  /** The same request with the same key, until there is an answer that is one; 202 where it is known to be durable at least. */
  async #repeated(method, path, { body, key = newKey(), headers = {}, accepted }) {
    const request = { method, headers: { Accept: 'application/json', ...headers } };
    if (body) {
      request.headers['Content-Type'] = 'application/json';
      request.headers['Idempotency-Key'] = key;
      request.body = JSON.stringify(body);
    }
    let durable = false;
    for (const wait of [...RETRY_MS, null]) {
      const answer = await this.#once(path, request);
      if (answer?.status === 202) accepted?.(answer.body);
      if (answer && answer.status !== 202 && answer.status < 500) return settled(answer);
      durable ||= answer?.status === 202;
      if (wait === null) throw durable ? new Refusal('unavailable', 202) : new Refusal('unreachable', answer?.status);
      await pause(Math.max(wait, Math.min(answer?.retryAfter ?? 0, 10) * 1000), this.signal);
    }
    throw new Refusal('unreachable');
  }

  async #once(path, request) {
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(CALL_MS)]);
    try {
      const response = await fetch(this.base + path, { ...request, signal, credentials: 'include', referrerPolicy: 'no-referrer' });
      const told = Date.parse(response.headers.get('Date') ?? '');
      // The header has whole seconds only; half of one is right on average.
      if (!Number.isNaN(told)) this.skew = told + 500 - Date.now();
      const json = (response.headers.get('Content-Type') ?? '').includes('json');
      const retryAfter = Number(response.headers.get('Retry-After') ?? 0);
      return { status: response.status, retryAfter, body: json ? await response.json() : {} };
    } catch {
      this.signal.throwIfAborted();
      return null;
    }
  }
}

function settled({ status, body }) {
  if (status < 400) return body;
  throw new Refusal(String(body.type ?? 'unavailable').split('/').at(-1), status, body);
}
