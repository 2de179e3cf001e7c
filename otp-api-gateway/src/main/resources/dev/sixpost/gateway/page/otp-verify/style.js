/** The looks of the element. Colours follow the page's own `color-scheme`. */
export const STYLE = `
:host { display: block; max-width: 26rem; font: 1rem/1.5 var(--otp-font, system-ui, sans-serif); color: var(--_text);
  --_text: var(--otp-text, light-dark(#1b1e25, #eceef2));
  --_muted: var(--otp-muted, light-dark(#545b68, #a9b1be));
  --_ground: var(--otp-ground, light-dark(#fff, #20242c));
  --_line: var(--otp-line, light-dark(#7d8594, #7f8796));
  --_error: var(--otp-error, light-dark(#b3261e, #ffb4ab));
  --_good: var(--otp-good, light-dark(#14743c, #7bd99b));
  --_accent: var(--otp-accent, light-dark(var(--_accent-light, #2f5fd0), var(--_accent-dark, #8fb0f5))); }
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
p { margin: 0; text-wrap: pretty; overflow-wrap: anywhere; }
.lead bdi { font-weight: 600; }
.boxes { position: relative; display: flex; gap: clamp(.2rem, 1.6vw, .55rem); margin: 1rem 0 .75rem; direction: ltr; }
.box { flex: 1 1 0; min-width: 0; max-width: 3.4rem; height: 3.6rem; display: grid; place-items: center; border-radius: var(--otp-radius, .7rem);
  border: 1.5px solid var(--_line); background: var(--_ground); color: var(--_text);
  font-size: clamp(1.1rem, 6.5vw, 1.75rem); font-weight: 600; font-variant-numeric: tabular-nums lining-nums;
  transition: border-color .12s, box-shadow .12s; }
.box.gap { margin-inline-end: clamp(.2rem, 2vw, .6rem); }
.box.filled { border-color: var(--_text); }
input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; padding: 0; border: 0; background: none; color: transparent;
  caret-color: transparent; font-size: 1rem; letter-spacing: 2.5rem; outline: none; opacity: 1; cursor: text; border-radius: .7rem; }
input::selection { background: transparent; color: transparent; }
input:-webkit-autofill { -webkit-text-fill-color: transparent; transition: background-color 100000s; }
input:focus ~ .box.active { border-color: var(--_accent); outline: 2px solid var(--_accent); outline-offset: 1px; }
input:focus ~ .box.active:empty::after { content: ''; width: 2px; height: 1.7rem; background: var(--_accent); animation: blink 1.1s steps(2, jump-none) infinite; }
.wrong .box { border-color: var(--_error); }
.shake { animation: shake .32s; }
.busy .box { color: var(--_muted); border-color: var(--_line); }
.done .box { border-color: var(--_good); color: var(--_good); }
.says { font-size: .95rem; }
.says p:not(:empty) { margin-top: .35rem; }
.alert { color: var(--_error); font-weight: 500; }
.status { color: var(--_muted); }
.status.good { color: var(--_good); font-weight: 600; }
button { margin: .9rem 0 0; padding: .45rem 0; min-height: 2.75rem; border: 0; border-radius: .4rem; background: none; color: var(--_accent); font: inherit;
  font-weight: 600; text-align: start; text-decoration: underline; text-underline-offset: .2em; cursor: pointer; font-variant-numeric: tabular-nums; }
button[aria-disabled=true] { color: var(--_muted); text-decoration: none; font-weight: 400; cursor: default; }
button:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
[hidden] { display: none; }
@keyframes blink { to { opacity: 0; } }
@keyframes shake { 25% { transform: translateX(-6px); } 50% { transform: translateX(5px); } 75% { transform: translateX(-3px); } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
@media (forced-colors: active) { input, input::selection { forced-color-adjust: none; } input:focus ~ .box.active { outline: 3px solid Highlight; } .box { border-color: ButtonBorder; } }
`;
