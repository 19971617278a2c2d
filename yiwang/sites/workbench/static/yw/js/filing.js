// 替人申请 by keyboard: Ctrl+Enter sends, Alt with a letter goes to what names it in data-alt. All is kept by the server.
const form = document.querySelector("[data-filing]");

document.addEventListener("keydown", (event) => {
  if (!form) return;
  if (event.ctrlKey && event.key === "Enter") {
    event.preventDefault();
    form.querySelector("[data-send]").click();
  } else if (event.altKey && /^[a-z]$/i.test(event.key)) {
    const target = form.querySelector(`[data-alt="${event.key.toUpperCase()}"]`);
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.select?.();
  }
});
