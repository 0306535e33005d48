// How a kiosk goes from page to page: in place, so that the browser keeps no history, no form to
// send again and no page to go back to; and so that what was chosen stays while the network fails.
const root = document.documentElement;
const START = "/kiosk";
const AFRESH = [START, "/kiosk/cleared", "/kiosk/cleared/form", "/kiosk/cleared/copy", "/kiosk/sent", "/kiosk/enrol"];
const TRY_AGAIN = 2000, PATIENCE = 10_000, HELD = 3000; // milliseconds
const tabs = new BroadcastChannel("kiosk");
let isBusy = false, hasLeft = false, shown = 0, firstHalf = 0;

const part = (id) => document.getElementById(id);
const token = () => document.querySelector("[name=csrf_token]")?.value ?? "";
const pause = (time) => new Promise((done) => setTimeout(done, time));

// Ask the server until it answers; nothing when somebody's time ran out in between.
async function reach(address, body) {
  while (!hasLeft) {
    try {
      const how = { signal: AbortSignal.timeout(PATIENCE) };
      const answer = await fetch(address, body ? { ...how, method: "POST", body } : how);
      const text = await answer.text();
      if (answer.status < 502) return hasLeft ? null : { at: new URL(answer.url), text };
    } catch { /* No network: below. */ }
    if (!hasLeft && !part("waiting").open) part("waiting").showModal();
    await pause(TRY_AGAIN);
  }
  return null;
}

async function go(address, body) {
  const answer = await once(() => reach(address, body));
  if (answer) arrive(answer, address);
}

function arrive(answer, address) {
  const isHere = answer.at.pathname.startsWith(`${START}/`) && !AFRESH.includes(answer.at.pathname);
  if (isHere) show(answer.text, address, answer.at);
  else leave(answer.at.href);
}

// A double touch is one.
async function once(deed) {
  if (isBusy) return null;
  isBusy = true;
  try {
    return await deed();
  } finally {
    isBusy = false;
    part("waiting")?.close();
  }
}

const read = (text) => new DOMParser().parseFromString(text, "text/html");

function dress(next) {
  for (const name of root.getAttributeNames()) root.removeAttribute(name);
  for (const { name, value } of next.documentElement.attributes) root.setAttribute(name, value);
}

function show(text, asked, at) {
  const next = read(text);
  dress(next);
  document.title = next.title;
  document.body.replaceWith(document.adoptNode(next.body));
  history.replaceState(null, "", at.pathname);
  shown = performance.now();
  scrollTo(0, 0);
  const first = document.querySelector("main [autofocus]") ?? part("main");
  first.focus({ preventScroll: true });
  document.dispatchEvent(new Event("shown"));
  reveal(new URL(asked, location.href).hash);
}

function reveal(hash) {
  const target = hash && part(hash.slice(1));
  if (!target) return;
  target.closest(".question, details, section")?.scrollIntoView();
  target.focus({ preventScroll: true });
}

// Nothing of this page stays, whatever the browser does with it next; nor of another tab's.
function leave(address) {
  hasLeft = true;
  tabs.postMessage("over");
  document.body.replaceChildren();
  location.replace(address);
}

// Text size, contrast and low mode, without losing what is chosen but not sent yet.
async function restyle(button, address, body) {
  const { name } = button;
  const place = [...button.form.querySelectorAll("button")].indexOf(button);
  const answer = await once(() => reach(address, body));
  if (!answer) return;
  if (answer.at.pathname !== location.pathname) return leave(START);
  const next = read(answer.text);
  dress(next);
  const tools = next.querySelector(".toolbar");
  document.querySelector(".toolbar").replaceWith(document.adoptNode(tools));
  tools.querySelector(".display").open = true;
  tools.querySelectorAll(".looks button")[place]?.focus();
}

// What was asked for, in a dialog over the page; a page where nothing was asked for is shown itself.
async function tell(dialog, address, body) {
  const answer = await once(() => reach(address, body));
  const state = answer && read(answer.text).querySelector("[data-call]");
  if (answer && !state) return arrive(answer, address);
  if (!state) return;
  part(dialog).querySelector("[data-call]").replaceWith(document.adoptNode(state));
  part(dialog).showModal();
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.method === "dialog") return;
  event.preventDefault();
  const address = form.getAttribute("action") ?? location.pathname;
  const body = new URLSearchParams(new FormData(form, submitter));
  if ("here" in form.dataset) document.dispatchEvent(new Event("still-here"));
  else if ("looks" in form.dataset) restyle(submitter, address, body);
  else if (form.dataset.stay) tell(form.dataset.stay, address, body);
  else go(address, body);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link) return;
  event.preventDefault();
  const asks = link.dataset.asks && part(link.dataset.asks);
  if (asks) asks.showModal();
  else if (link.getAttribute("href").startsWith("#")) reveal(link.hash);
  else if (!link.matches(".corner") || event.detail === 0) go(link.href);
});
// The display buttons go with the next touch elsewhere.
document.addEventListener("click", ({ target }) => {
  if (!target.closest(".display")) document.querySelector(".display")?.removeAttribute("open");
});
// The second half of a double touch does not belong to the page that came with the first.
document.addEventListener("click", (event) => {
  if (event.detail < 2) firstHalf = performance.now();
  if (event.detail < 2 || firstHalf >= shown) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
// The corner is for staff: a long press, so that nobody comes there by chance.
let pressing;
document.addEventListener("pointerdown", ({ target }) => {
  const corner = target.closest(".corner");
  clearTimeout(pressing);
  if (corner) pressing = setTimeout(() => go(corner.href), HELD);
});
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => clearTimeout(pressing));
}
for (const menu of ["contextmenu", "dragstart"]) {
  document.addEventListener(menu, (event) => event.preventDefault());
}
document.addEventListener("cancel", (event) => {
  if (event.target.matches("#idle, #waiting")) event.preventDefault();
}, true);
// Should the browser keep this page for Back after all, it keeps an empty one.
addEventListener("pagehide", () => document.body.replaceChildren());
