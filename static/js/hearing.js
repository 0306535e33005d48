// On the page of calls: a sound to try, and whether the browser may show a notification for a call.
// It says which kiosk, and no more: it may lie on a screen for all to read.
const told = new Set(); // calls that this page has shown

const namesOf = (form) => `${form.id} ${form.dataset.sounds ?? ""}`.split(/-(?!late)| /);
const mayNotify = () => globalThis.Notification?.permission === "granted";

// Each call once; none for a page that somebody has before them.
function notify() {
  const fresh = callsHere().filter((form) => namesOf(form).some((name) => !told.has(name)));
  fresh.flatMap(namesOf).forEach((name) => told.add(name));
  if (mayNotify() && !document.hasFocus()) fresh.forEach(notifyOf);
}

function notifyOf(form) {
  const how = { body: "Open the staff pages to answer.", tag: form.id, requireInteraction: "sounds" in form.dataset };
  try {
    new Notification(`Call from ${form.dataset.kiosk}`, how).onclick = () => window.focus();
  } catch { /* On a phone, a browser takes none from a page. */ }
}

const answerWith = (id) => part("heard").replaceChildren(part(id).content.cloneNode(true));

async function trySound() {
  const isHeard = await wakeSound();
  if (isHeard) twoNotes();
  answerWith(isHeard ? "sound-played" : "sound-blocked");
  show();
}

async function allowNotifications() {
  await Notification.requestPermission();
  answerWith(mayNotify() ? "notified" : "not-notified");
  offerNotifications();
}

function offerNotifications() {
  part("allow-notifications").hidden = globalThis.Notification?.permission !== "default";
}

if (region()) notify();
if (part("hearing")) {
  part("hearing").hidden = false;
  part("try-sound").addEventListener("click", trySound);
  part("allow-notifications").addEventListener("click", allowNotifications);
  offerNotifications();
}
