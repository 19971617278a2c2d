// [data-aloud] reads the page's main part aloud with the browser's own voice, block by block, and marks where it is.
// The bar stays hidden where the browser cannot speak at all; nothing leaves the device.
const bar = document.querySelector("[data-aloud]");
const voice = window.speechSynthesis;
const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, legend, label, summary, caption, th, td, a.yw-btn, button.yw-btn, a.yw-call, a.yw-door";
const LONGEST = 120;

if (bar && voice && window.SpeechSynthesisUtterance) {
  const go = bar.querySelector("[data-aloud-go]");
  const stop = bar.querySelector("[data-aloud-stop]");
  const words = go.querySelector("span");
  const said = bar.querySelector("[data-aloud-said]");
  const lang = document.documentElement.lang.startsWith("en") ? "en" : "zh";
  let state = "idle";
  let run = 0;

  const show = (next) => {
    state = next;
    words.textContent = bar.dataset[{ idle: "go", reading: "pause", paused: "resume" }[next]];
    stop.hidden = next === "idle";
  };
  const heard = (element) => {
    const copy = element.cloneNode(true);
    for (const part of copy.querySelectorAll("[aria-hidden=true], svg, script, option")) part.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const seen = (element) => element.getClientRects().length > 0 && !element.closest("[aria-hidden=true], datalist, template");
  const blocks = () => {
    const all = [...document.querySelectorAll("main :is(" + BLOCKS + ")")].filter(seen);
    return all.filter((one) => heard(one) && !all.some((other) => other !== one && one.contains(other)));
  };
  // a voice forgets itself in a long text: a sentence, or a part of one, at a time
  const parts = (text) => (text.match(/[^。！？；.!?;]+[。！？；.!?;]*/g) ?? [text])
    .flatMap((part) => part.match(new RegExp(`.{1,${LONGEST}}`, "gs")) ?? []);
  const found = () => voice.getVoices().filter((one) => one.lang.toLowerCase().replace("_", "-").startsWith(lang));
  const voices = () => new Promise((resolve) => {
    if (found().length) return resolve(found());
    const end = () => resolve(found());
    voice.addEventListener?.("voiceschanged", end, { once: true });
    setTimeout(end, 1500);
  });
  const say = (text, own) => new Promise((resolve) => {
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.voice = own;
    spoken.lang = own.lang;
    spoken.rate = document.documentElement.dataset.density === "elder" ? 0.85 : 1;
    spoken.onend = spoken.onerror = resolve;
    voice.speak(spoken);
  });
  const quiet = () => {
    run += 1;
    voice.cancel();
    document.querySelector(".yw-reading")?.classList.remove("yw-reading");
    show("idle");
  };
  const read = async () => {
    const mine = ++run;
    said.textContent = "";
    show("reading");
    const known = await voices();
    if (mine !== run) return;
    if (!known.length) {
      said.textContent = bar.dataset.none;
      show("idle");
      return;
    }
    const own = known.find((one) => one.localService) ?? known[0];
    for (const block of blocks()) {
      block.classList.add("yw-reading");
      block.scrollIntoView({ block: "nearest" });
      for (const part of parts(heard(block))) {
        if (mine === run) await say(part, own);
      }
      block.classList.remove("yw-reading");
      if (mine !== run) return;
    }
    quiet();
  };

  go.addEventListener("click", () => {
    if (state === "idle") read();
    else if (state === "reading") { voice.pause(); show("paused"); }
    else { voice.resume(); show("reading"); }
  });
  stop.addEventListener("click", () => { quiet(); go.focus(); });
  addEventListener("pagehide", () => voice.cancel());
  voice.cancel();
  show("idle");
  bar.hidden = false;
}
