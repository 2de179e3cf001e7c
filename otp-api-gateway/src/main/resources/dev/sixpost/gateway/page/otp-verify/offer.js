import { clock } from './phrases.js';

/** Longer waits are told by their end. */
const COUNTED_SECONDS = 3600;

/**
 * What the one button offers: its text, none where it is not there, and whether it may be pressed. What had no answer comes
 * first; `resendAt` is when another code may be asked for, by the server's clock, nothing where it cannot; `spent` says that
 * the code before cannot be typed any more. Pure.
 */
export function offer({ retry, resendAt, spent }, now) {
  if (retry) return { text: 'error.retry', ready: true };
  // The server's clock is known to half a second: what is shown is rounded, and the wait ends half a second late.
  const seconds = ((resendAt ?? 0) - now) / 1000;
  const left = seconds > -0.5 ? Math.max(1, Math.round(seconds)) : 0;
  if (left > COUNTED_SECONDS || (resendAt === null && !spent)) return {};
  if (left > 0) return { text: 'resend.wait', values: { time: clock(left) }, ready: false };
  return { text: spent ? 'resend.fresh' : 'resend.again', ready: true };
}
