// <textarea data-count="2000"> with #ID_count below: says how many characters are written; aloud only when the writer pauses.
const NUMBER = /\{n\}|\{max\}/g;
const WORDS = {
  zh: { under: "已写{n}字，最多{max}字。", over: "超了{n}字，最多{max}字，请删短一些。" },
  en: { under: "{n} of {max} characters. ", over: "{n} characters too many (limit {max}). " },
};

for (const area of document.querySelectorAll("textarea[data-count]")) {
  const max = Number(area.dataset.count);
  const shown = document.getElementById(`${area.id}_count`);
  if (!shown || !max) continue;
  const words = WORDS[document.documentElement.lang.startsWith("en") ? "en" : "zh"];
  const text = document.createElement("span");
  const rest = shown.textContent.replace(/^\s*最多\d+字。|^\s*At most \d+ characters\.?\s*/, "");
  shown.replaceChildren(text, document.createTextNode(rest));
  let waiting;
  const say = () => {
    const length = [...area.value].length;
    const line = length > max ? words.over : words.under;
    text.textContent = line.replace(NUMBER, (mark) => String(mark === "{n}" ? (length > max ? length - max : length) : max));
    shown.classList.toggle("is-over", length > max);
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (length > max * 0.9) document.getElementById("yw-say")?.replaceChildren(text.textContent);
    }, 1200);
  };
  area.addEventListener("input", say);
  say();
}
