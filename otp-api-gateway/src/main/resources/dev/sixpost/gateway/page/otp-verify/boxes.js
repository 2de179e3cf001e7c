import { codeIn, digitsOf } from './digits.js';

/**
 * One input that looks like a box per digit. The boxes are paint: what is typed, pasted, filled in or read out is the input's.
 * Typing replaces the digit of the box one stands on.
 */
export class Boxes {
  #root;
  #input;
  #changed;
  #boxes = [];

  /** `changed` is told after every change by the person. */
  constructor(root, input, changed) {
    this.#root = root;
    this.#input = input;
    this.#changed = changed;
    input.addEventListener('input', () => this.#take(digitsOf(input.value), input.selectionStart));
    input.addEventListener('paste', (event) => this.#paste(event));
    input.addEventListener('keydown', (event) => this.#key(event));
    input.addEventListener('click', ({ clientX }) => this.#go(this.#boxes.findIndex((box) => clientX < box.getBoundingClientRect().right)));
    for (const name of ['focus', 'keyup', 'blur', 'select']) input.addEventListener(name, () => this.#stand());
  }

  get length() {
    return this.#boxes.length;
  }

  set length(length) {
    if (length === this.length) return;
    this.#boxes.forEach((box) => box.remove());
    this.#boxes = Array.from({ length }, (_, place) => {
      const box = document.createElement('span');
      box.className = length % 2 === 0 && place === length / 2 - 1 ? 'box gap' : 'box';
      box.part = 'box';
      box.ariaHidden = 'true';
      return box;
    });
    this.#root.append(...this.#boxes);
    this.value = this.value.slice(0, length);
  }

  get value() {
    return this.#input.value;
  }

  set value(digits) {
    this.#input.value = digits;
    this.#paint();
  }

  #take(digits, caret) {
    const whole = digits.slice(0, this.length);
    if (this.#input.value !== whole) {
      this.#input.value = whole;
      this.#input.setSelectionRange(Math.min(caret, whole.length), Math.min(caret, whole.length));
    }
    this.#stand();
    this.#changed();
  }

  #paste(event) {
    event.preventDefault();
    const digits = codeIn(event.clipboardData.getData('text'), this.length);
    if (digits === '' || this.#input.readOnly) return;
    const { selectionStart: from, selectionEnd: to, value } = this.#input;
    const whole = digits.length === this.length ? digits : value.slice(0, from) + digits + value.slice(to);
    this.#input.value = whole.slice(0, this.length);
    this.#go(this.value.length);
    this.#changed();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const { selectionStart: at, selectionEnd, value } = this.#input;
    const to = { ArrowLeft: Math.max(0, at - 1), ArrowRight: at + 1, Home: 0, End: value.length }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#go(to);
    } else if (event.key === 'Backspace' && at < value.length && selectionEnd - at <= 1 && !this.#input.readOnly) {
      event.preventDefault();
      this.#input.value = value.slice(0, at) + value.slice(at + 1);
      this.#go(Math.max(0, at - 1));
      this.#changed();
    }
  }

  /** To a box; -1 is beyond the last one. */
  #go(place) {
    const wanted = place < 0 ? this.length : place;
    const at = Math.min(wanted, this.value.length, this.length - 1);
    this.#input.setSelectionRange(at, at);
    this.#stand();
  }

  /** On a digit, the selection covers it, so that typing replaces it. */
  #stand() {
    const { selectionStart, selectionEnd, value } = this.#input;
    const focused = this.#input.getRootNode().activeElement === this.#input;
    if (focused && selectionStart === selectionEnd && value !== '') {
      const at = Math.min(selectionStart, this.length - 1);
      this.#input.setSelectionRange(at, Math.min(at + 1, value.length));
    }
    this.#paint();
  }

  #paint() {
    const { selectionStart, value } = this.#input;
    const active = Math.min(selectionStart ?? 0, value.length, this.length - 1);
    this.#boxes.forEach((box, place) => {
      box.textContent = value[place] ?? '';
      box.classList.toggle('filled', place < value.length);
      box.classList.toggle('active', place === active);
    });
  }
}
