// Two minutes before staff are signed out, this is said, with a button to stay. The server counts:
// another tab may be in use. To ask how long is left is no use of the sign-in.
const WARN = 120, AGAIN = 10; // seconds
let asking;

const staying = () => part("stay");
const askIn = (seconds) => {
  clearTimeout(asking);
  asking = setTimeout(() => howLong(staying().dataset.ask), Math.max(0, seconds) * 1000);
};

async function howLong(address, body) {
  const left = await secondsFrom(address, body).catch(() => null);
  return left === null ? askIn(AGAIN) : settle(left, Boolean(body));
}

// 0 where somebody is signed out; nothing where the server cannot answer.
async function secondsFrom(address, body) {
  const how = { signal: AbortSignal.timeout(PATIENCE), ...(body && { method: "POST", body }) };
  const answer = await fetch(address, how);
  if (answer.status >= 500) return null;
  return answer.ok && !answer.redirected ? Number(await answer.text()) : 0;
}

function settle(left, isPressed) {
  const dialog = staying();
  if (left > WARN) {
    dialog.close();
    return askIn(left - WARN);
  }
  if (left <= 0) return say("stay-over");
  if (isPressed) say("stay-no-longer");
  if (!dialog.open) dialog.show();
  return askIn(Math.min(left, AGAIN)); // somebody may press in another tab
}

// What is said from now on, with nothing to press.
function say(id) {
  const dialog = staying();
  const [title, why] = part(id).content.cloneNode(true).querySelectorAll("p");
  part("stay-title").replaceChildren(...title.firstChild.childNodes);
  part("stay-why").replaceChildren(...why.childNodes);
  dialog.querySelector("button")?.remove();
  if (!dialog.open) dialog.show();
}

if (staying()) {
  staying().addEventListener("submit", (event) => {
    event.preventDefault();
    howLong(event.target.action, new URLSearchParams(new FormData(event.target)));
  });
  document.addEventListener("visibilitychange", () => document.hidden || askIn(0));
  askIn(Number(staying().dataset.left) - WARN);
}
