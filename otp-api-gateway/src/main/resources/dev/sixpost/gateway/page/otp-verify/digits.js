/** What a person typed or pasted, as the digits 0 to 9. Pure. */

const SEPARATORS = /[\s\p{Pd}\p{Cf}]/gu;

/** The value of a decimal digit of any script, full-width ones included. Scripts keep their ten digits in a row. */
function fold(character) {
  let zero = character.codePointAt(0);
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return (character.codePointAt(0) - zero) % 10;
}

/** Folded digits, and everything else as it was. */
const folded = (text) => text.replace(/\p{Nd}/gu, fold);

/** All the digits in a text. */
export const digitsOf = (text) => folded(text).replace(/\D/g, '');

/** The code in a pasted text: a run of the right length where there is one, whatever separates its digits; else all digits. */
export function codeIn(text, length) {
  const run = new RegExp(`(?<!\\d)\\d{${length}}(?!\\d)`).exec(folded(text));
  const spaced = new RegExp(`(?<!\\d)\\d{${length}}(?!\\d)`).exec(folded(text).replace(SEPARATORS, ''));
  return (run ?? spaced)?.[0] ?? digitsOf(text).slice(0, length);
}
