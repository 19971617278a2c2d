// Says five minutes before a page that nobody touches is signed out, and lets the reader stay: <div data-idle="1800" data-idle-url="…" hidden>.
// Whatever this page asks of the server counts as being there, except what it asks by itself (the alarm strip).
const WARN = 5 * 60;
const note = document.querySelector("[data-idle]");

if (note) {
  const limit = Number(note.dataset.idle);
  let since = Date.now();
  const stay = () => {
    since = Date.now();
    note.hidden = true;
  };
  note.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(note.dataset.idleUrl, { redirect: "manual" });
    if (answer.status === 204) stay();
    else location.reload();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.pathInfo?.requestPath?.startsWith(note.dataset.idlePassive)) stay();
  });
  setInterval(() => {
    if (Date.now() - since > (limit - WARN) * 1000) note.hidden = false;
  }, 10 * 1000);
}
