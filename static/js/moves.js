// A timer through a set of moves, offered where script runs: it names the move whose turn it is,
// and counts down. The times stand beside the moves all the same.
for (const timer of document.querySelectorAll(".timer")) {
  const [button, name, left] = timer.children;
  const label = button.textContent;
  const moves = [...timer.parentElement.querySelectorAll("[data-seconds]")];
  let began = 0, ticking = 0;
  const say = (where, words) => { if (where.textContent !== words) where.textContent = words; };
  const stop = (words) => {
    ticking = clearInterval(ticking);
    button.textContent = label;
    say(name, words);
    say(left, "");
  };
  const tick = () => {
    let rest = Math.floor((began - Date.now()) / 1000);
    const now = moves.find((move) => (rest += +move.dataset.seconds) > 0);
    if (!now) return stop("Done.");
    say(name, now.querySelector("strong").textContent);
    say(left, `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}`);
  };
  button.addEventListener("click", () => {
    if (ticking) return stop("");
    began = Date.now();
    ticking = setInterval(tick, 250);
    button.textContent = "Stop the timer";
    tick();
  });
  timer.hidden = false;
}
