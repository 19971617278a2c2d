// Counts an undo bar down; it stays while the pointer or the focus is on it.
function run(toast) {
  let left = Number(toast.dataset.toast);
  const shown = toast.querySelector("[data-toast-left]");
  if (!left || toast.dataset.running) return;
  toast.dataset.running = "1";
  const unit = document.documentElement.lang.startsWith("en") ? (n) => ` (${n} s)` : (n) => `（${n}秒）`;
  const tick = () => {
    if (shown) shown.textContent = unit(left);
    if (toast.matches(":hover, :focus-within")) return;
    if (left <= 0) {
      clearInterval(timer);
      toast.remove();
    }
    left -= 1;
  };
  const timer = setInterval(tick, 1000);
  tick();
}
const start = () => document.querySelectorAll("[data-toast]").forEach(run);
document.addEventListener("htmx:afterSettle", start);
start();
