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

// From which day to which the files tell of every run, as far as one can know: within a file, and
// between files with no longer gap than this.
const GAP = 14;
function daysKnown(spans, today) {
  const sorted = spans.filter((one) => one.from <= today).sort((a, b) => b.to - a.to);
  return sorted.reduce((known, one) => (one.to >= known.from - GAP ? { ...known, from: Math.min(known.from, one.from) } : known), { ...sorted[0] });
}

// By question: { metres, from, to, day, isSure }. `today` ends the last 7 days; `pain` is the day when
// it began, NaN for long ago. What the files do not reach is not sure: runs that are missing would
// make a jump of what was none.
function distancesOf(runs, today, pain, known) {
  const row = (metres, from, to, day) => ({ metres, from, to, day, isSure: known.from <= from && known.to >= from && metres !== null });
  const end = pain || today;
  const recent = within(runs, end - 13, end), top = longest(recent);
  const before = top ? runs.filter((one) => one !== top && one.day >= top.day - 30 && (one.day < top.day || one.at < top.at)) : [];
  const earlier = longest(before);
  return {
    longest_recent_km: row(top?.metres ?? null, end - 13, end, top?.day),
    longest_prev30_km: row(top ? (earlier?.metres ?? 0) : null, (top?.day ?? end) - 30, (top?.day ?? end) - 1, earlier?.day),
    km_last_7d: row(total(within(runs, today - 6, today)), today - 6, today),
    km_typical_week: row(total(within(runs, today - 34, today - 7)) / 4, today - 34, today - 7),
  };
}

// The metres of each week, the oldest first; the last one ends today.
const weeksOf = (runs, today) =>
  Array.from({ length: WEEKS }, (_, i) => today - 7 * (WEEKS - 1 - i)).map((end) => ({ end, metres: total(within(runs, end - 6, end)) }));
