/**
 * A gateway inside the page. It grants whatever is asked, unless `refuse` was called for the path before; streams speak when
 * they are told to. Each text is its own key.
 */
const asked = [];
const streams = [];
const refusals = [];
let held = {};

function refuse(path, status, problem, more = {}) {
  refusals.push({ path, status, body: { type: `/problems/${problem}`, retryAfterSeconds: 0, ...more } });
}

/** What is asked of the path from now on has no answer until `release`. */
function hold(path) {
  held.path = path;
  held.over = new Promise((resolve) => (held.end = resolve));
}

function release() {
  held.end();
  held = {};
}

const inMinutes = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString();

/** A status as a stream tells it. */
const statusOf = (id, more = {}) => ({ id, status: 'issued', delivery: 'sent', timeline: [], expiresAt: inMinutes(10), ...more });

function granted(path) {
  if (path === '') return { language: 'en', readerLocale: 'en-GB', direction: 'ltr', strings: new Proxy({}, { get: (_, key) => key }) };
  if (path === '/otp/verify') return { status: 'verified', id: `r${streams.length}`, token: 'a.b.c' };
  if (path !== '/otp') return statusOf(path.split('/').at(-1));
  const id = `r${asked.filter((call) => call.path === '/otp').length}`;
  return { id, status: 'issued', codeLength: 6, expiresAt: inMinutes(10), resendAt: inMinutes(-1), secret: `secret of ${id}` };
}

window.fetch = async (address, { body, headers: sent, signal }) => {
  const { pathname, search } = new URL(address);
  const path = pathname.replace(/^.*\/v1\/[^/]+/, '');
  asked.push({ path, search, key: sent['Idempotency-Key'], secret: sent['Otp-Secret'], body: body && JSON.parse(body) });
  if (path === held.path) await held.over;
  signal.throwIfAborted();
  const at = refusals.findIndex((refusal) => refusal.path === path);
  const { status, body: told } = at < 0 ? { status: 200, body: granted(path) } : refusals.splice(at, 1)[0];
  const headers = new Headers({ Date: new Date().toUTCString(), 'Content-Type': 'application/json' });
  return { status, headers, json: async () => told };
};

window.EventSource = class extends EventTarget {
  static CLOSED = 2;
  readyState = 1;

  constructor(url) {
    super();
    this.url = url;
    streams.push(this);
  }

  tell(status) {
    this.dispatchEvent(new MessageEvent('status', { data: JSON.stringify(status) }));
  }

  fail() {
    if (this.readyState === 2) return;
    this.readyState = 2;
    this.dispatchEvent(new Event('error'));
  }

  close() {
    this.readyState = 2;
  }
};

/** From now on timeouts are over at once. */
function hurryTimeouts() {
  const { setTimeout } = window;
  window.setTimeout = (action) => setTimeout(action);
}

/** From now on timeouts wait for `elapse`, which says how long the newest would have taken; nothing where there was none. */
function holdTimeouts() {
  let held = null;
  window.setTimeout = (action, wait) => (held = { action, wait });
  window.clearTimeout = () => (held = null);
  window.elapse = () => {
    const due = held;
    held = null;
    due?.action();
    return due?.wait;
  };
}
