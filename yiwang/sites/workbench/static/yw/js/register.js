// 登记 by keyboard alone. Enter goes on to the next field, Ctrl+Enter sends, Alt with a letter goes to (or presses) what names it in
// data-alt. What was typed is kept in this tab until it is registered: a reload, a new sign-in or a wrong key loses nothing.
const PREFIX = "yw-register:";
const form = document.querySelector("[data-register]");
const LINES = 'input:not([type="hidden"]):not([type="submit"]), select, textarea';
const key = form && PREFIX + form.dataset.draftOf;
let left = false;

const seen = (el) => el.getClientRects().length > 0;

function typed() {
  return [...form.elements].filter((el) => el.name && el.type !== "hidden" && el.type !== "submit");
}

function keep() {
  if (left) return;
  const values = typed().map((el) => [el.name, el.type === "checkbox" ? el.checked : el.value]);
  try {
    if (values.some(([name, value]) => name !== "channel" && name !== "outcome" && value)) sessionStorage.setItem(key, JSON.stringify(values));
    else sessionStorage.removeItem(key);
  } catch {
    // forbidden: the page itself still shows it
  }
}

function forget() {
  left = true;
  sessionStorage.removeItem(key);
}

function fill(values) {
  for (const [name, value] of values) {
    const el = form.elements[name];
    if (!el || el.type === "hidden") continue;
    if (el.type === "checkbox") el.checked = value;
    else if (!el.value || el.tagName === "SELECT") el.value = value;
  }
}

function restore() {
  let values;
  try {
    values = JSON.parse(sessionStorage.getItem(key));
  } catch {
    return;
  }
  if (!values || form.hasAttribute("data-answered") || form.elements.call?.value) return;
  if (typed().some((el) => el.tagName === "TEXTAREA" && el.value)) return; // an answer was taken: the page holds all of it
  const channel = form.elements.channel.value;
  fill(values);
  form.elements.content.dispatchEvent(new Event("input", { bubbles: true }));
  const said = document.querySelector("[data-kept-note]");
  if (said) said.hidden = false;
  if (form.elements.channel.value === channel) return;
  // the questions of this channel come from the server; what was answered goes in once they are here
  document.addEventListener("htmx:afterSettle", () => fill(values.filter(([name]) => name.startsWith("ask_"))), { once: true });
  form.elements.channel.dispatchEvent(new Event("change", { bubbles: true }));
}

function goOn(from) {
  const fields = [...form.querySelectorAll(LINES)].filter((el) => seen(el) && !el.disabled);
  const next = fields[fields.indexOf(from) + 1];
  if (next) next.focus();
  else form.querySelector("[data-send]").focus();
}

function alt(letter) {
  const target = [...document.querySelectorAll(`[data-alt="${CSS.escape(letter)}"]`)].find(seen);
  if (!target) return false;
  if (target.tagName === "DETAILS") {
    target.open = true;
    target.querySelector("textarea").focus();
  } else if (target.tagName === "BUTTON" || target.type === "checkbox") target.click();
  else {
    target.focus();
    target.select?.();
  }
  return true;
}

if (form) {
  for (const note of form.querySelectorAll("[data-scripts]")) note.hidden = false;
  addEventListener("DOMContentLoaded", () => setTimeout(restore)); // once htmx listens to the fields
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.querySelector("[data-send]").click();
    } else if (event.altKey && !event.ctrlKey && !event.metaKey) {
      const letter = event.code.replace(/^(Key|Digit|Numpad)/, "").toUpperCase();
      if (letter.length === 1 && alt(letter)) event.preventDefault();
    } else if (event.key === "Enter" && event.target.form === form && event.target.matches('input:not([type="checkbox"]), select')) {
      event.preventDefault();
      goOn(event.target);
    }
  });
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 300);
  });
  // once it is sent, the receipt clears what was kept; this page may be put away later than the receipt is shown
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    keep();
    left = true;
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) left = false;
  });
  addEventListener("pagehide", keep);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-forget]")) forget();
  });
}

// the receipt: what was typed is registered by now
for (const el of document.querySelectorAll("[data-registered]")) sessionStorage.removeItem(PREFIX + el.dataset.registered);
