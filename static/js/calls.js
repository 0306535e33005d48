// Who calls from a kiosk is asked for every ten seconds, without touching what somebody types. An
// emergency sounds until somebody sees to it, or turns its sound off; the next one sounds again,
// and so does one that nobody has answered in time.
const EVERY = 10_000, BEEP_EVERY = 3_000, PATIENCE = 8_000; // milliseconds
const MISSED = 2; // looks in vain, until it is said that this page hears nothing
let ownTitle = document.title, missed = 0;

const part = (id) => document.getElementById(id);
const region = () => part("calls");
const callsHere = () => [...document.querySelectorAll("#calls form")];
const pressing = () => [...document.querySelectorAll("#calls [data-sounds]")].flatMap((form) => form.dataset.sounds.split(" "));
const quieted = () => (sessionStorage.getItem("quiet-calls") ?? "").split(" ");
const sounding = () => pressing().filter((id) => !quieted().includes(id));

async function beep() {
  if (await wakeSound() && sounding().length) twoNotes();
  show();
}

// How many call, in the tab's title too; and whether there is a sound to turn on or off.
function show() {
  const count = callsHere().length;
  document.title = count ? `(${count}) ${ownTitle}` : ownTitle;
  const line = document.querySelector("#calls .sound");
  line.hidden = !pressing().length;
  const is_on = sounding().length > 0 && isAwake();
  line.querySelector("button").textContent = is_on ? "Turn the sound off" : "Turn the sound on";
}

// The calls as the server tells them; nothing where it cannot be reached, or somebody is signed out.
async function reach(address, body) {
  const how = { signal: AbortSignal.timeout(PATIENCE), ...(body && { method: "POST", body }) };
  try {
    const answer = await fetch(address, how);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const calls = page.getElementById("calls");
    if (calls) return calls;
    const asked = page.querySelector("input[name=passphrase]"); // to sign in
    if (asked) missed = MISSED;
    return miss(asked ? "signed-out" : "cut-off");
  } catch {
    return miss("cut-off");
  }
}

function miss(why) {
  missed += 1;
  const said = part("deaf");
  if (missed < MISSED || said.dataset.why === why) return null;
  said.dataset.why = why;
  said.replaceChildren(part(why).content.cloneNode(true));
  return null;
}

// What an ear must hear again; the time that went by is no such thing.
const gist = (calls) => [...calls.querySelectorAll("form, .more, .notice")].map((one) => one.id || one.textContent).join();
const formOf = (kiosk) => callsHere().find((form) => form.dataset.kiosk === kiosk);

function update(fresh) {
  missed = 0;
  delete part("deaf").dataset.why;
  part("deaf").replaceChildren();
  const held = document.activeElement?.closest("#calls form")?.dataset.kiosk;
  for (const role of ["alert", "status"]) {
    const old = region().querySelector(`[role=${role}]`), now = fresh.querySelector(`[role=${role}]`);
    if (gist(old) !== gist(now)) old.replaceChildren(...now.childNodes);
    else for (const form of now.querySelectorAll("form")) renew(part(form.id), form);
  }
  if (held && !region().contains(document.activeElement)) formOf(held)?.querySelector("button").focus();
  const board = fresh.ownerDocument.getElementById("board");
  if (board) part("board")?.replaceChildren(...board.childNodes);
  notify();
  show();
}

function renew(old, now) {
  const times = now.querySelectorAll("time");
  old.querySelectorAll("time").forEach((time, at) => { time.textContent = times[at].textContent; });
  old.querySelector("[name=csrf_token]").value = now.querySelector("[name=csrf_token]").value;
}

async function look() {
  const asked = [document.hidden && "hidden=yes", part("board") && "board=yes"].filter(Boolean);
  const calls = await reach(`${region().dataset.calls}?${asked.join("&")}`);
  if (calls) update(calls);
}

// Answered in place: the page around it may hold a note that is half written.
async function answer(form, button) {
  button.disabled = true;
  const sent = new FormData(form), asked = sent.getAll("call");
  const calls = await reach(form.action, new URLSearchParams(sent));
  button.disabled = false;
  if (!calls) return;
  const is_done = !asked.some((id) => calls.querySelector(`[name=call][value="${id}"]`));
  update(calls);
  if (region().querySelector(".notice")) return;
  const said = document.createElement("p");
  said.className = "notice";
  said.textContent = is_done ? form.dataset.done : "It was not sent. Press once more.";
  region().querySelector("[role=status]").prepend(said);
}

if (region()) {
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-sound]")) return;
    const is_on = sounding().length > 0 && isAwake();
    sessionStorage.setItem("quiet-calls", is_on ? pressing().join(" ") : "");
    beep();
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("#calls form") || event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    answer(event.target, event.submitter);
  });
  document.addEventListener("visibilitychange", () => document.hidden || look());
  setInterval(look, EVERY);
  setInterval(() => sounding().length && beep(), BEEP_EVERY);
  if (sounding().length) beep();
  show();
}
