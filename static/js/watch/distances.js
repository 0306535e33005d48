// Runs → the four distances, exactly as the questions word them, and the weeks of the chart.
// Milliseconds between two uploads of one run.
const TWICE = 90e3;
const WEEKS = 8;

// Runs in order, each once, with how many were there twice: begun at the same time, as far.
function eachOnce(runs) {
  const kept = [];
  for (const run of [...runs].sort((a, b) => a.day - b.day || a.at - b.at)) {
    const isKept = kept.slice(-9).some((one) => Math.abs(one.at - run.at) <= TWICE && Math.abs(one.metres - run.metres) <= 20 + 0.03 * run.metres);
    if (!isKept) kept.push(run);
  }
  return { runs: kept, twice: runs.length - kept.length };
}

const within = (runs, from, to) => runs.filter((one) => one.day >= from && one.day <= to);
const total = (runs) => runs.reduce((sum, one) => sum + one.metres, 0);
const longest = (runs) => runs.reduce((best, one) => (best && best.metres >= one.metres ? best : one), null);

// Spans of days in order, those joined that are no more days apart than this.
function joined(spans, days) {
  const all = [];
  for (const one of [...spans].sort((a, b) => a.from - b.from)) {
    const before = all.at(-1);
    if (before && one.from <= before.to + days) before.to = Math.max(before.to, one.to);
    else all.push({ ...one });
  }
  return all;
}

// What only the runner knows: whether there were other runs since the day to which the files surely
// tell of every run. { since, isEnd }: `isEnd` where there is no file after that day; null where
// nothing is open. Files that lie further apart than this are not of one piece.
const GAP = 14;
function openSince(spans, today) {
  const last = joined(spans, GAP).findLast((one) => one.from <= today);
  const since = last && joined(spans, 1).find((one) => one.from === last.from).to;
  return since < today ? { since, isEnd: since === last.to } : null;
}

// The first days of a row that no span tells of, as { from, to }; null where all are known.
function missingOf({ from, to }, spans) {
  for (const one of joined(spans, 1)) {
    if (one.from > from) return { from, to: Math.min(one.from - 1, to) };
    if (one.to >= to) return null;
    if (one.to >= from) from = one.to + 1;
  }
  return { from, to };
}

// By question: { metres, from, to, day, missing }. `today` ends the last 7 days; `pain` is the day when
// it began, NaN for long ago; the spans are the days whose every run is there. What they do not reach
// is missing, not rest: runs that are not there would make a jump of what was none.
function distancesOf(runs, today, pain, spans) {
  const row = (metres, from, to, day) => ({ metres, from, to, day, missing: missingOf({ from, to }, spans) });
  const end = pain || today;
  const recent = within(runs, end - 13, end), top = longest(recent);
  const before = top ? runs.filter((one) => one !== top && one.day >= top.day - 30 && (one.day < top.day || one.at < top.at)) : [];
  const earlier = longest(before);
  const lately = row(top?.metres ?? null, end - 13, end, top?.day);
  const prev30 = row(top ? (earlier?.metres ?? 0) : null, (top?.day ?? end) - 30, (top?.day ?? end) - 1, earlier?.day);
  return {
    longest_recent_km: lately,
    longest_prev30_km: { ...prev30, missing: prev30.missing ?? lately.missing },
    km_last_7d: row(total(within(runs, today - 6, today)), today - 6, today),
    km_typical_week: row(total(within(runs, today - 34, today - 7)) / 4, today - 34, today - 7),
  };
}

// The metres of each week, the oldest first; the last one ends today.
const weeksOf = (runs, today) =>
  Array.from({ length: WEEKS }, (_, i) => today - 7 * (WEEKS - 1 - i)).map((end) => ({ end, metres: total(within(runs, end - 6, end)) }));
