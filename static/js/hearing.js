// On the page of calls: a sound to try, and whether the browser may show a notification for a call.
// It says which kiosk, and no more: it may lie on a screen for all to read.
const told = new Set(); // calls that this page has shown

const nameOf = (form) => form.dataset.sounds ?? form.id;
const mayNotify = () => globalThis.Notification?.permission === "granted";

// Each call once; none for a page that somebody has before them.
function notify() {
  const fresh = callsHere().filter((form) => !told.has(nameOf(form)));
  for (const form of fresh) told.add(nameOf(form));
  if (mayNotify() && !document.hasFocus()) fresh.forEach(notifyOf);
}

function notifyOf(form) {
  const how = { body: "Open the staff pages to answer.", tag: `call-${nameOf(form)}`, requireInteraction: "sounds" in form.dataset };
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
