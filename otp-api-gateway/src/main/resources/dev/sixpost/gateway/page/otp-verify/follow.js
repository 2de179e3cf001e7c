/** Listens to a request's status as it changes. */

const AGAIN_MS = 2000;
const AGAIN_AT_MOST_MS = 30_000;
/** How long a request may live of which nothing was heard yet. */
const UNHEARD_MS = 3600_000;
/** Time to hear of the end itself, at the slowest pace. */
const AFTERWARDS_MS = 2 * AGAIN_AT_MOST_MS;
const OVER = ['verified', 'rejected', 'expired', 'exhausted', 'superseded'];

/**
 * Tells each status until the request is over, the signal ends it, or the stream fails when by `now`, the server's clock, the
 * request is long over. Until then a stream that fails is opened again, ever more slowly, and at once where the browser is back online.
 */
export function follow(url, now, signal, told) {
  const ended = new AbortController();
  let ends = now() + UNHEARD_MS;
  let failures = 0;
  let stream;
  let timer;

  function close() {
    stream?.close();
    clearTimeout(timer);
  }

  function end() {
    close();
    ended.abort();
  }

  function heard({ data }) {
    failures = 0;
    const status = JSON.parse(data);
    const until = status.linkExpiresAt ?? status.expiresAt;
    if (until) ends = Date.parse(until);
    if (OVER.includes(status.status)) end();
    told(status);
  }

  // The browser would come back by itself after a broken connection, always at the same pace, and not after an answer it did not like.
  function failed() {
    close();
    if (now() > ends + AFTERWARDS_MS) return end();
    const wait = Math.min(AGAIN_MS * 2 ** failures++, AGAIN_AT_MOST_MS);
    // Not all pages at once after an outage.
    timer = setTimeout(listen, wait * (0.5 + Math.random() / 2));
  }

  function listen() {
    close();
    stream = new EventSource(url);
    stream.addEventListener('status', heard);
    stream.addEventListener('error', failed);
  }

  function backOnline() {
    failures = 0;
    listen();
  }

  if (signal.aborted) return;
  signal.addEventListener('abort', end, { signal: ended.signal });
  window.addEventListener('online', backOnline, { signal: ended.signal });
  listen();
}
