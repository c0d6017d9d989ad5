// Keys for those who work without a mouse, the sums of a payment as it is typed, and a second look at a payment that is
// being confirmed. Every page works without this file.
'use strict';

document.documentElement.classList.add('scripted');

/** Whole cents from `100`, `100.00` or `$1,234.50`; undefined for anything else. The server decides by the same rule. */
function centsOf(text) {
  const match = /^\$?(\d{1,8}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{2}))?$/.exec(text.trim());
  return match ? Number(match[1].replaceAll(',', '')) * 100 + Number(match[2] ?? 0) : undefined;
}

function dollars(cents) {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${cents < 0 ? '-' : ''}$${whole}.${digits.slice(-2)}`;
}

const isTyping = (target) =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=checkbox], [type=radio], [type=file]), select, textarea');

const pay = document.querySelector('[data-pay]');
const amounts = pay ? [...pay.querySelectorAll('[data-amount]')] : [];

function tally() {
  const tendered = pay.querySelector('[data-tendered]');
  const left = pay.querySelector('[data-sum="left"]');
  let entered = 0;
  for (const input of amounts) {
    const cents = centsOf(input.value) ?? 0;
    entered += cents;
    input.closest('.tender').classList.toggle('tender-used', cents > 0);
  }
  const rest = Number(left.dataset.due) - entered;
  const cash = centsOf(amounts.find((input) => input.dataset.amount === 'cash')?.value ?? '') ?? 0;
  const change = (centsOf(tendered?.value ?? '') ?? cash) - cash;
  pay.querySelector('[data-sum="entered"]').textContent = dollars(entered);
  left.textContent = dollars(rest);
  pay.querySelector('[data-sum="change"]').textContent = dollars(Math.max(change, 0));
  pay.querySelector('[data-sum-row="change"]').hidden = change <= 0;
  left.closest('.tally').classList.toggle('tally-settled', rest === 0);
  left.closest('.tally').classList.toggle('tally-over', rest < 0);
}

/** Puts what is left into a tender, as much as it can take, and selects it so that typing replaces it. */
function putRest(input) {
  const due = Number(pay.querySelector('[data-sum="left"]').dataset.due);
  const others = amounts
    .filter((other) => other !== input)
    .reduce((sum, other) => sum + (centsOf(other.value) ?? 0), 0);
  const limit = Number(input.closest('[data-tender]').dataset.limit ?? Number.MAX_SAFE_INTEGER);
  const rest = Math.max(Math.min(due - others, limit), 0);
  if (rest > 0) input.value = dollars(rest).slice(1);
  input.focus();
  input.select();
  tally();
}

if (pay) {
  pay.addEventListener('input', tally);
  pay.addEventListener('keydown', (event) => {
    if (event.key !== '=' || !event.target.matches('[data-amount]')) return;
    event.preventDefault();
    putRest(event.target);
  });
  tally();
}

// A drawer's coins and notes as they are counted, and what stays of them. The server adds them up again.
for (const count of document.querySelectorAll('[data-counting]')) {
  const addUp = () => {
    let cents = 0;
    for (const input of count.querySelectorAll('[data-worth]')) {
      const pieces = input.value.trim();
      if (/^\d{1,4}$/.test(pieces)) cents += Number(pieces) * Number(input.dataset.worth);
    }
    count.querySelector('[data-sum="counted"]').textContent = dollars(cents);
  };
  count.addEventListener('input', addUp);
  addUp();
}
for (const split of document.querySelectorAll('[data-splitting]')) {
  const takeAway = () => {
    const deposit = centsOf(split.querySelector('[data-deposit]').value) ?? 0;
    split.querySelector('[data-sum="rest"]').textContent = dollars(Number(split.dataset.splitting) - deposit);
  };
  split.addEventListener('input', takeAway);
  takeAway();
}

// A file of the computer is read into the field it fills, so that it is sent as if it had been pasted.
for (const file of document.querySelectorAll('[data-fills]'))
  file.addEventListener('change', async () => {
    const field = file.form.elements[file.dataset.fills];
    field.value = (await file.files[0]?.text()) ?? '';
  });

const help = document.querySelector('#help');
const keysOn = document.querySelector('#keys-on');
if (keysOn) {
  keysOn.checked = localStorage.getItem('single-keys') !== 'off';
  keysOn.addEventListener('change', () => localStorage.setItem('single-keys', keysOn.checked ? 'on' : 'off'));
}

const rowLinks = [...document.querySelectorAll('[data-rows] .row-link')];

/** The row link `step` rows on from where the focus is; from a search field, the first. */
function rowFrom(step) {
  const { activeElement } = document;
  if (activeElement?.matches('input[type=search]')) return step > 0 ? rowLinks[0] : undefined;
  const at = rowLinks.findIndex((link) => activeElement?.closest('tr')?.contains(link));
  return at === -1 ? undefined : rowLinks[at + step];
}

/** What a single key does, or nothing. */
function actionOf(key) {
  if (key === '?' && help) return () => help.showModal();
  const tender = amounts.find((input) => input.dataset.number === key);
  if (tender) return () => putRest(tender);
  const target = [...document.querySelectorAll('[data-shortcut]')].find(
    (item) => item.dataset.shortcut === key.toLowerCase(),
  );
  if (!target) return undefined;
  return () => (target instanceof HTMLInputElement ? target.select() : target.click());
}

document.addEventListener('keydown', (event) => {
  const find = document.querySelector('#find');
  if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && find) {
    event.preventDefault();
    find.select();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || help?.open) return;
  const row = { ArrowDown: () => rowFrom(1), ArrowUp: () => rowFrom(-1) }[event.key]?.();
  if (row) {
    event.preventDefault();
    row.focus();
    return;
  }
  if (isTyping(event.target) || !(keysOn?.checked ?? false)) return;
  const action = actionOf(event.key);
  if (!action) return;
  event.preventDefault();
  action();
});

document.addEventListener('submit', (event) => {
  if (!event.target.matches('[data-once]')) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = 'yes';
  event.target.querySelectorAll('.button').forEach((button) => button.setAttribute('aria-disabled', 'true'));
});
window.addEventListener('pageshow', () =>
  document.querySelectorAll('[data-sent]').forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll('.button').forEach((button) => button.removeAttribute('aria-disabled'));
  }),
);

// Coming back to a row (`/#visit-…`) puts the focus on it; the browser's own jump to the row clears the focus first.
window.addEventListener('load', () =>
  requestAnimationFrame(() => document.getElementById(location.hash.slice(1))?.querySelector('.row-link')?.focus()),
);

const waiting = document.querySelector('[data-look-again]');
if (waiting) {
  const lookAgain = async () => {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined);
    const next = answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined;
    const state = next?.querySelector('[data-state]')?.dataset.state;
    if (state && state !== waiting.dataset.state) location.reload();
    else setTimeout(lookAgain, Number(waiting.dataset.lookAgain) * 1000);
  };
  setTimeout(lookAgain, Number(waiting.dataset.lookAgain) * 1000);
}
