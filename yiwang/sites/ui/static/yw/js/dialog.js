// <a href="PAGE" data-dialog="ID"> opens the dialog instead of the page; [data-close] shuts it; focus goes back where it came from.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
    dialog.addEventListener("close", () => opener.focus(), { once: true });
    return;
  }
  event.target.closest("[data-close]")?.closest("dialog")?.close();
});

// links of an error summary put the cursor into the field, not only the page above it
document.addEventListener("click", (event) => {
  const link = event.target.closest('.yw-errsum a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
});

// the summary itself takes the focus where the browser ignored autofocus
const summary = document.querySelector(".yw-errsum[autofocus], .yw-danger h1[autofocus]");
if (summary && document.activeElement === document.body) summary.focus();

// paper cannot be unfolded: what is folded on the screen is open in print, and folded again after it
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("main details:not([open])")];
  for (const details of folded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
});

// [data-print] prints; a part of the page that was renewed shows its button again
function showPrint() {
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
}
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
document.addEventListener("htmx:afterSwap", showPrint);
showPrint();
