// Who calls from a kiosk is asked for every ten seconds. An emergency sounds until somebody sees
// to it, or turns its sound off; the next one sounds again.
const EVERY = 10_000;
const BEEP_EVERY = 3_000;
let audio = null;

function region() {
  return document.getElementById("calls");
}

function pressing() {
  return [...document.querySelectorAll("#calls [data-sounds]")].map((form) => form.id);
}

function quieted() {
  return (sessionStorage.getItem("quiet-calls") ?? "").split(" ");
}

function sounding() {
  return pressing().filter((id) => !quieted().includes(id));
}

function beep() {
  // A browser lets a page sound only once somebody has pressed something on it.
  if (!audio && !navigator.userActivation.hasBeenActive) return show();
  audio ??= new AudioContext();
  if (audio.state !== "running") audio.resume().catch(() => {});
  if (!sounding().length || audio.state !== "running") return show();
  const tone = audio.createOscillator();
  const loud = audio.createGain();
  loud.gain.value = 0.2;
  tone.frequency.value = 880;
  tone.connect(loud).connect(audio.destination);
  tone.start();
  tone.frequency.setValueAtTime(660, audio.currentTime + 0.25);
  tone.stop(audio.currentTime + 0.5);
  return show();
}

function show() {
  const line = document.querySelector("#calls .sound");
  if (!line) return;
  line.hidden = !pressing().length;
  const is_on = sounding().length > 0 && audio?.state === "running";
  line.querySelector("button").textContent = is_on ? "Turn the sound off" : "Turn the sound on";
}

async function look() {
  try {
    const answer = await fetch(region().dataset.calls, { redirect: "error" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("calls");
    if (fresh && fresh.dataset.waiting !== region().dataset.waiting) region().replaceWith(fresh);
    show();
  } catch {
    // The next look tries again.
  }
}

if (region()) {
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-sound]")) return;
    const is_on = sounding().length > 0 && audio?.state === "running";
    sessionStorage.setItem("quiet-calls", is_on ? pressing().join(" ") : "");
    beep();
  });
  setInterval(look, EVERY);
  setInterval(() => sounding().length && beep(), BEEP_EVERY);
  if (sounding().length) beep();
  show();
}
