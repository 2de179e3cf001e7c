import { phrase, timeOf } from './phrases.js';

/** Said where not even the texts could be had. */
const FALLBACK = {
  'web.error.connection': 'That did not work. Check your connection and try again.',
  'web.error.retry': 'Try again',
};

/** The texts of an application's settings, in their language. Pure. */
export class Texts {
  #strings;
  #language;

  constructor({ strings = {}, language = 'en' } = {}) {
    this.#strings = strings;
    this.#language = language;
  }

  say(key, values = {}) {
    return phrase(this.#strings[`web.${key}`] ?? FALLBACK[`web.${key}`] ?? '', values, this.#language);
  }

  time(at, now) {
    return timeOf(new Date(at), new Date(now), this.#language);
  }
}
