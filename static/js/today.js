// Today renews itself while somebody looks at it: what changed is put in its place, and said. Whoever
// is at a link or a button stays there, and what is typed above is not touched.
const RENEW = 60_000; // milliseconds

const doing = (one) => `${one.href} ${one.textContent}`;
// What is news: how long somebody has waited is none.
const news = (day) => [...day.querySelectorAll("tr, .who")].map((one) => one.textContent).join();

async function dayNow() {
  const answer = await fetch(part("today").dataset.now, { signal: AbortSignal.timeout(PATIENCE) });
  return answer.status === 200 && !answer.redirected ? answer.text() : null;
}

async function renewDay() {
  const text = await dayNow().catch(() => null); // no network, or not in time
  if (!text) return;
  const page = new DOMParser().parseFromString(text, "text/html");
  const day = part("today"), fresh = page.getElementById("today");
  if (!fresh || day.contains(getSelection().focusNode) && !getSelection().isCollapsed) return;
  const isNews = news(day) !== news(fresh), held = day.contains(document.activeElement) && document.activeElement;
  day.replaceChildren(...fresh.childNodes);
  if (held) ([...day.querySelectorAll("a, button")].find((one) => doing(one) === doing(held)) ?? day).focus();
  const lines = page.querySelectorAll(".menu > ul > li > a");
  document.querySelectorAll(".menu > ul > li > a").forEach((line, at) => lines[at] && line.replaceChildren(...lines[at].childNodes));
  ownTitle = page.title;
  show();
  if (isNews) part("news").textContent = `The list has changed. ${day.querySelector(".urgent h2")?.textContent ?? ""}`;
}

if (part("today")?.dataset.now) {
  const look = () => document.hidden || renewDay();
  document.addEventListener("visibilitychange", look);
  setInterval(look, RENEW);
}
