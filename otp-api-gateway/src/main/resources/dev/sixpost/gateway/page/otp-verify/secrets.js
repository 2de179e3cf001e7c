/**
 * What this browser must keep to prove later that it is the one that asked: a secret per request, for the page of the link;
 * and, as long as the tab lives, which requests it waits for, so that a reload sends no second mail.
 */

const PREFIX = 'sixpost.request.';
const WAITING = 'sixpost.waiting.';
const KEPT_MS = 31 * 24 * 3600 * 1000;
const KEPT_AT_MOST = 20;

/** Storage may be switched off; then everything works but the link and the reload. */
function trying(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

function forget() {
  const kept = Object.keys(localStorage)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => ({ name, at: trying(() => JSON.parse(localStorage.getItem(name)).at) ?? 0 }))
    .sort((one, other) => other.at - one.at);
  kept
    .filter(({ at }, place) => place >= KEPT_AT_MOST || at < Date.now() - KEPT_MS)
    .forEach(({ name }) => localStorage.removeItem(name));
}

export const secrets = {
  keep(id, secret) {
    trying(() => {
      localStorage.setItem(PREFIX + id, JSON.stringify({ secret, at: Date.now() }));
      forget();
    });
  },
  of: (id) => trying(() => JSON.parse(localStorage.getItem(PREFIX + id)).secret),
  /** The request that a link's token names in its last part. */
  ofLink: (token) => secrets.of(token.split('.').at(-1)),
};

export const waiting = {
  keep: (what, ids) => trying(() => sessionStorage.setItem(WAITING + what, ids.join(' '))),
  of: (what) => trying(() => sessionStorage.getItem(WAITING + what).split(' ')) ?? [],
  end: (what) => trying(() => sessionStorage.removeItem(WAITING + what)),
};
