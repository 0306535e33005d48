// What became of a call, as long as it stands on the screen. Where the server cannot be asked any
// more, nobody can be said to have seen it.
const ASK = 5000, ALONE = 30_000; // milliseconds
const told = new WeakMap(); // when the server last said something, by the line that shows it

async function follow(line) {
  if (!told.has(line)) told.set(line, performance.now());
  const how = { signal: AbortSignal.timeout(ASK) };
  const answer = await fetch(line.dataset.call, how).catch(() => null);
  const fresh = answer?.ok && read(await answer.text().catch(() => "")).querySelector("[data-call]");
  if (fresh) {
    const isNews = fresh.textContent !== line.textContent;
    told.set(isNews ? fresh : line, performance.now());
    if (isNews) line.replaceWith(document.adoptNode(fresh));
    if (fresh.dataset.title) document.querySelector("h1").textContent = fresh.dataset.title;
  } else if (!("answered" in line.dataset) && performance.now() - told.get(line) >= ALONE) {
    line.textContent = line.dataset.alone;
    line.dataset.late = "";
  }
}

const shownLines = () => [...document.querySelectorAll("[data-call]")].filter((one) => one.dataset.call && one.checkVisibility());
setInterval(() => shownLines().forEach(follow), ASK);
