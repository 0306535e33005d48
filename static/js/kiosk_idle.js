// When nobody touches the screen: ask, count down, and forget. The server does so by its own clock
// too; this takes the answers off the screen. The device's clock may be set to and fro meanwhile, so
// time is what went by since the page was opened.
const TO_ANSWER = 30, SETTLE = 6000, LOOK = 10_000, RENEW = 60_000; // seconds; milliseconds
const AHEAD = 5000; // milliseconds by which the device's clock left the other behind: it may have slept
const now = () => performance.now();
const lead = () => Date.now() - now();
let touched = now(), toldTabs = -RENEW, telling, looked = now(), before = lead();

function touch() {
  if (part("idle")?.open) return;
  touched = now();
  tellServer();
  if (touched - toldTabs < 1000) return;
  toldTabs = touched;
  tabs.postMessage("touched");
}

// Once for all touches of a few seconds, and after the last of them: the server's clock is never
// ahead of the one on the screen. A page on its way finds out by itself that a sitting is over.
function tellServer() {
  telling ??= setTimeout(async () => {
    telling = undefined;
    if (!isSitting()) return;
    const body = new URLSearchParams({ csrf_token: token() });
    const answer = await fetch("/kiosk/still-here", { method: "POST", body }).catch(() => null);
    if (answer?.redirected && !hasLeft && !isBusy) leave(START);
  }, SETTLE);
}

const isSitting = () => "sitting" in root.dataset && !hasLeft;

function tick() {
  if (hasLeft) return;
  const quiet = (now() - touched) / 1000, limit = Number(root.dataset.idle);
  if (!isSitting()) return rest(quiet, limit);
  if (mayHaveSlept()) return look(() => { touched = Math.min(touched, now() - limit * 1000); });
  if (quiet >= limit + TO_ANSWER) forget();
  else if (quiet >= limit) ask(Math.ceil(limit + TO_ANSWER - quiet));
  else if (now() - looked >= LOOK) look();
}

function ask(left) {
  const dialog = part("idle");
  if (!dialog.open) dialog.showModal();
  dialog.querySelector(".count").textContent = left;
}

// Time stands still in a page while some devices sleep. Then the server knows whether the sitting is
// over; and where it cannot be reached, whoever is there is asked.
function mayHaveSlept() {
  const isAhead = lead() - before > AHEAD;
  before = lead();
  return isAhead;
}

// Somebody on the staff may have reset this kiosk, and another tab may have ended the sitting.
async function look(otherwise) {
  looked = now();
  const answer = await fetch("/kiosk/here").catch(() => null);
  if (!answer) otherwise?.();
  if (answer && answer.status !== 204 && isSitting() && !isBusy) leave(START);
}

// The attract screen is asked for anew now and then: the server sees that the device lives, and a
// screen that somebody set up and left looks as usual again.
async function rest(quiet, limit) {
  const isOver = location.pathname !== START && quiet >= (AFRESH.includes(location.pathname) ? 5 : limit);
  if (!isOver && quiet * 1000 < Math.max(RENEW, (limit + TO_ANSWER) * 1000)) return;
  if (now() - looked < 5000) return;
  looked = now();
  const answer = await fetch("/kiosk/health").catch(() => null);
  if (answer && !hasLeft && now() - touched >= quiet * 1000) leave(START);
}

// Take everything off the screen at once; then tell the server, however long that takes.
async function forget() {
  hasLeft = true;
  tabs.postMessage("over");
  const body = new URLSearchParams({ csrf_token: token() });
  const panel = part("waiting");
  panel.close();
  panel.querySelector("[data-kept]").remove();
  document.body.replaceChildren(panel);
  document.title = panel.querySelector("h2").textContent;
  history.replaceState(null, "", START);
  for (;;) {
    const answer = await fetch("/kiosk/clear", { method: "POST", body }).catch(() => null);
    if (answer && answer.status < 502) return location.replace(START);
    if (!panel.open) panel.show();
    await pause(TRY_AGAIN);
  }
}

tabs.addEventListener("message", ({ data }) => {
  if (data === "over" && isSitting()) leave(START);
  if (data === "touched") touched = now();
});
document.addEventListener("still-here", () => {
  part("idle").close();
  touch();
});
for (const sign of ["pointerdown", "touchmove", "wheel", "keydown", "input"]) {
  addEventListener(sign, touch, { capture: true, passive: true });
}
document.addEventListener("shown", touch);
tellServer();
setInterval(tick, 1000);
