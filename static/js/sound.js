// Two notes, by the browser itself: no file, and nothing kept of anybody.
let audio = null;

// Whether a sound can be heard: a browser lets a page sound only once somebody has pressed on it.
async function wakeSound() {
  if (!audio && !navigator.userActivation.hasBeenActive) return false;
  audio ??= new AudioContext();
  if (audio.state !== "running") await Promise.race([audio.resume(), later(500)]).catch(() => {});
  return audio.state === "running";
}

const later = (time) => new Promise((done) => setTimeout(done, time));
const isAwake = () => audio?.state === "running";

function twoNotes() {
  const tone = audio.createOscillator();
  const loud = audio.createGain();
  loud.gain.value = 0.2;
  tone.frequency.value = 880;
  tone.connect(loud).connect(audio.destination);
  tone.start();
  tone.frequency.setValueAtTime(660, audio.currentTime + 0.25);
  tone.stop(audio.currentTime + 0.5);
}
