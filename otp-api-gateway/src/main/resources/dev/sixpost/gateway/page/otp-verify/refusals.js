/** A code that cannot be typed any more, by the problem that says so. */
const SPENT = { 'too-many-attempts': 'code.exhausted', 'code-expired': 'code.expired', 'no-active-code': 'code.inactive' };

/** The same by the status of a request. */
export const SPENT_STATUS = { exhausted: 'code.exhausted', expired: 'code.expired', superseded: 'code.inactive' };

/** An address that gets no code here. */
const ADDRESS = {
  'domain-not-allowed': 'error.address',
  'address-not-allowed': 'error.address',
  'invalid-request': 'error.address',
  'unknown-account': 'error.unknown_account',
  'already-registered': 'error.registered',
};

const WAIT = { 'rate-limited': 'code.limited', locked: 'code.locked' };

const NO_ANSWER = ['unreachable', 'unavailable', 'internal-error'];

/**
 * What a refusal means for the person: the text that says it, how many attempts are left, until when to wait, and whether the
 * code is spent, the boxes closed, the digits wrong, the same thing worth repeating, or nothing bad at all. `issued` says whether
 * there was a code before: a limit on another one takes nothing from it, a lock does. Pure.
 */
export function meaning({ problem, attemptsRemaining, resendAt, retryAfterSeconds = 60 }, doing, now, issued) {
  const later = now + retryAfterSeconds * 1000;
  if (problem === 'resend-cooldown') return { text: 'delivery.recent', until: later, harmless: true };
  if (problem in WAIT) {
    return { text: WAIT[problem], until: later, closed: problem === 'locked' || (doing === 'ask' && !issued) };
  }
  if (problem in SPENT) return { text: SPENT[problem], until: resendAt && Date.parse(resendAt), spent: true };
  if (problem === 'code-incorrect' && attemptsRemaining === 0) return { text: 'code.exhausted', spent: true };
  if (doing === 'verify' && ['code-incorrect', 'invalid-request'].includes(problem)) {
    return { text: 'code.incorrect', attempts: attemptsRemaining, wrong: true };
  }
  if (problem in ADDRESS) return { text: ADDRESS[problem], closed: true };
  if (NO_ANSWER.includes(problem)) return { text: 'error.connection', retry: true };
  return { text: 'error.off', closed: true };
}
