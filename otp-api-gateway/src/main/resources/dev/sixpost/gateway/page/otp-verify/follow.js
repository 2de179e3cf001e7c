/** Listens to a request's status as it changes. */

const FAILURES_AT_MOST = 6;
const AGAIN_MS = 3000;
const OVER = ['verified', 'rejected', 'expired', 'exhausted', 'superseded'];

/** Tells each status until the request is over, the signal ends it, or the stream failed too often in a row. */
export function follow(url, signal, told) {
  let failures = 0;

  function listen() {
    if (signal.aborted) return;
    const stream = new EventSource(url);
    const end = () => stream.close();
    signal.addEventListener('abort', end, { once: true });
    stream.addEventListener('status', ({ data }) => {
      failures = 0;
      const status = JSON.parse(data);
      if (OVER.includes(status.status)) end();
      told(status);
    });
    // The browser comes back by itself after a broken connection, and not after an answer it did not like.
    stream.addEventListener('error', () => {
      const refused = stream.readyState === EventSource.CLOSED;
      if (++failures >= FAILURES_AT_MOST) end();
      else if (refused) setTimeout(listen, AGAIN_MS);
    });
  }

  listen();
}
