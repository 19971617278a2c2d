// Rings while an alarm is shown: the title says so, and once the reader has touched the page a tone sounds every two seconds.
const plain = document.title;
let audio;
let ringing = 0;

function shown() {
  return document.querySelector("[data-alarm]");
}

function tone() {
  if (!audio || audio.state !== "running") return;
  for (const [at, pitch] of [[0, 880], [0.22, 660]]) {
    const voice = audio.createOscillator();
    const loud = audio.createGain();
    voice.frequency.value = pitch;
    loud.gain.setValueAtTime(0.15, audio.currentTime + at);
    loud.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.2);
    voice.connect(loud).connect(audio.destination);
    voice.start(audio.currentTime + at);
    voice.stop(audio.currentTime + at + 0.2);
  }
}

function look() {
  const alarm = shown();
  document.title = alarm ? `${alarm.dataset.title}${plain}` : plain;
  document.documentElement.dataset.ringing = alarm ? "1" : "";
  if (alarm && !ringing) {
    tone();
    ringing = setInterval(tone, 2000);
  } else if (!alarm && ringing) {
    clearInterval(ringing);
    ringing = 0;
  }
}

// browsers let a page sound only after somebody has touched it
function wake() {
  if (!globalThis.AudioContext) return;
  audio ??= new AudioContext();
  audio.resume().then(() => shown() && tone());
}
for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, wake, { once: true });
document.addEventListener("htmx:afterSettle", look);
document.addEventListener("htmx:afterSwap", look);
look();
