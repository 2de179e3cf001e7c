/**
 * Texts of a message file: words, {name}, and {count, plural, one {# left} other {# left}}. What the server checked when it
 * was built is not checked again. Pure.
 */

/** The text with its arguments filled in. */
export function phrase(source, values, locale) {
  let at = 0;

  function words(count) {
    let out = '';
    while (at < source.length && source[at] !== '}') {
      const character = source[at++];
      if (character === '{') out += argument();
      else out += character === '#' && count !== undefined ? count : character;
    }
    at++;
    return out;
  }

  function until(pattern) {
    const start = at;
    while (at < source.length && !pattern.test(source[at])) at++;
    return source.slice(start, at).trim();
  }

  function argument() {
    const value = values[until(/[,}]/)] ?? '';
    if (source[at++] === '}') return value;
    until(/,/);
    at++;
    const forms = {};
    for (let name = until(/[{}]/); source[at++] === '{'; name = until(/[{}]/)) forms[name] = words(value);
    return forms[`=${value}`] ?? forms[new Intl.PluralRules(locale).select(value)] ?? forms.other ?? '';
  }

  return words();
}

/** Minutes and seconds, as clocks show them. */
export function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The time of day; with its day where that is another one. */
export function timeOf(date, now, locale) {
  const day = date.toDateString() === now.toDateString() ? {} : { weekday: 'long' };
  return new Intl.DateTimeFormat(locale, { ...day, hour: 'numeric', minute: '2-digit' }).format(date);
}
