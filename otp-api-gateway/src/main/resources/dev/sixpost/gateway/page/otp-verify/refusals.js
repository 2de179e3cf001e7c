/** A code that cannot be typed any more, by the problem that says so. */
const SPENT = { 'too-many-attempts': 'code.exhausted', 'code-expired': 'code.expired', 'no-active-code': 'code.inactive' };

/** The same by the status of a request; one that was verified elsewhere has nothing left for this page. */
export const SPENT_STATUS = {
  exhausted: 'code.exhausted',
  expired: 'code.expired',
  superseded: 'code.inactive',
  verified: 'code.inactive',
};

/** An address that gets no code here. */
const ADDRESS = {
  'domain-not-allowed': 'error.address',
  'address-not-allowed': 'error.address',
  'invalid-request': 'error.address',
  'unknown-account': 'error.unknown_account',
  'already-registered': 'error.registered',
};

/** Durable, and not decided yet. */
const ACCEPTED = 202;

const WAIT = { 'rate-limited': 'code.limited', locked: 'code.locked' };

/** Nobody has decided anything; `stale` is a request that waited too long to be decided. */
const NO_ANSWER = ['unreachable', 'unavailable', 'internal-error', 'stale'];

/**
 * What a refusal means for the person: the text that says it, how many attempts are left, until when to wait, and whether the
 * code is spent, the boxes closed, the digits wrong, the same thing worth repeating, only its outcome missing, a code there that
 * works, or nothing bad at all. `issued` says whether there was a code before: a limit on another one takes nothing from it, a lock
 * does. Pure.
 */
export function meaning({ problem, status, attemptsRemaining, resendAt, retryAfterSeconds = 60 }, doing, now, issued) {
  const later = now + retryAfterSeconds * 1000;
  if (problem === 'resend-cooldown') return { text: 'delivery.recent', until: later, harmless: true, issued: true };
  if (problem in WAIT) {
    return { text: WAIT[problem], until: later, closed: problem === 'locked' || (doing === 'ask' && !issued) };
  }
  if (problem in SPENT) return { text: SPENT[problem], until: resendAt && Date.parse(resendAt), spent: true };
  if (problem === 'code-incorrect' && attemptsRemaining === 0) return { text: 'code.exhausted', spent: true };
  if (doing === 'verify' && ['code-incorrect', 'invalid-request'].includes(problem)) {
    return { text: 'code.incorrect', attempts: attemptsRemaining, wrong: true };
  }
  if (problem in ADDRESS) return { text: ADDRESS[problem], closed: true };
  if (doing === 'ask' && status === ACCEPTED) return { text: 'delivery.asking', until: now, harmless: true, retry: true, pending: true };
  if (NO_ANSWER.includes(problem)) return { text: 'error.connection', until: doing === 'ask' ? now : undefined, retry: true };
  return { text: 'error.off', closed: true };
}
