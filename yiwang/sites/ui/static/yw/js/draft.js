// Keeps what is being written on this device: <textarea data-draft="KEY">. Restored after a lost session or a closed page.
// A receipt page clears it with <body data-draft-clear="KEY"> (any element will do); nothing is kept longer than 30 days.
const PREFIX = "yw-draft:";
const KEEP = 30 * 24 * 3600 * 1000;

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + key));
    return kept && Date.now() - kept.at < KEEP ? kept.text : "";
  } catch {
    return "";
  }
}

function write(key, text) {
  try {
    if (text.trim()) localStorage.setItem(PREFIX + key, JSON.stringify({ text, at: Date.now() }));
    else localStorage.removeItem(PREFIX + key);
  } catch {
    // full or forbidden: the server's own draft still stands
  }
}

for (const el of document.querySelectorAll("[data-draft-clear]")) localStorage.removeItem(PREFIX + el.dataset.draftClear);

for (const area of document.querySelectorAll("[data-draft]")) {
  const key = area.dataset.draft;
  const kept = read(key);
  if (kept && !area.value.trim()) {
    area.value = kept;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  let waiting;
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => write(key, area.value), 400);
  });
  addEventListener("pagehide", () => write(key, area.value));
}
