// The panel above the distances. Nothing in it has a name, so that nothing of it is sent; its
// numbers go into the boxes when a button is pressed, and not before.
const panel = document.getElementById("watch"), form = panel.closest("form");
const ROWS = {
  longest_recent_km: (span) => `Longest run, ${span}`,
  longest_prev30_km: () => "Longest in the 30 days before that run",
  km_last_7d: (span) => `Last 7 days, ${span}`,
  km_typical_week: (span) => `Usual week, ${span}`,
};
// Each with what was `chosen` about it.
const readings = [];
// What was asked, by its key: an element that keeps its answer.
const asked = new Map();
// What we put into the boxes.
const filled = new Map();
// Runs, and the spans of days whose every run is there.
let problems = [], known = [];

function make(tag, attributes = {}, ...children) {
  const one = document.createElementNS(`http://www.w3.org/${/^(svg|rect|text)$/.test(tag) ? "2000/svg" : "1999/xhtml"}`, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value instanceof Function) one.addEventListener(name, value);
    else one.setAttribute(name, value);
  }
  one.append(...children);
  return one;
}

const boxesToTick = () => questions.querySelectorAll("[type=checkbox]:not(:checked)");

let ids = 0;
function field(label, tag, attributes, ...children) {
  const id = `watch-${ids++}`;
  return [make("label", { for: id, class: "small-question" }, label), make(tag, { id, ...attributes }, ...children)];
}

const today = localDay(Date.now());
const dateField = (label, more) => field(label, "input", { type: "date", class: "date", max: boxValue(today), input: show, ...more });
const small = (...words) => make("p", { class: "small" }, ...words);
const unit = () => form.querySelector('[name="unit"]:checked')?.value ?? "km";
const unitName = () => ({ km: "km", mi: "miles" })[unit()];
const inUnit = (metres) => String(Math.round((10 * metres) / METRES[unit()]) / 10);
const withUnit = (metres) => `${inUnit(metres)} ${unitName()}`;
const span = (from, to) => (from === to ? dayInWords(to) : `${dayInWords(from)} to ${dayInWords(to)}`);
const boxOf = (name) => form.querySelector(`[name="${name}"]`);

const [filesLabel, files] = field("Files from your watch or app", "input", { type: "file", multiple: "", change: take, click: forgetChosen, "aria-describedby": "watch-help" });
const [beganLabel, began] = dateField("When did the pain start, or get worse?", { "aria-describedby": "watch-old" });
const [endLabel, end] = dateField("The last 7 days end on", { value: boxValue(today) });
const [said, done] = [0, 0].map(() => make("div", { role: "status", tabindex: -1 }));
const allMine = make("input", { type: "checkbox", change: show }), allMineWords = make("span");
const allMineAsked = make("div", { class: "ask" }, make("label", { class: "row" }, allMine, allMineWords));
const [questions, found, drawn] = [0, 0, 0].map(() => make("div"));
const results = make("div", {},
  beganLabel, make("p", { class: "help", id: "watch-old" }, "Leave it empty if the pain is old: your last 2 weeks count then."), began,
  endLabel, end, allMineAsked, found, done, drawn);
const tickAll = make("button", { type: "button", class: "quiet", click: () => {
  for (const box of boxesToTick()) box.checked = true;
  show();
} }, "All of these are runs");
const rest = make("div", {}, questions, tickAll, results, make("button", { type: "button", class: "quiet", click: startOver }, "Remove these files"));
panel.append(
  make("p", { class: "help", id: "watch-help" }, "Your files are read on this device and are never sent. Strava: activities.csv, or the whole export (.zip). Garmin Connect: Activities.csv. Any watch: GPX, TCX or FIT files."),
  filesLabel, files, said, rest);
form.addEventListener("input", ({ target }) => panel.contains(target) || (target.name === "unit" ? show() : known.length && showFound(...known)));
// Or it would press Continue.
panel.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.type === "date") event.preventDefault(); });
show();

async function take() {
  problems = [];
  for (const [i, file] of [...files.files].entries()) {
    if (i % 10 === 9) said.replaceChildren(small(`Reading file ${i + 1} of ${files.files.length}`));
    try {
      for (const one of await open(file)) readings.push({ ...one, chosen: {} });
    } catch ({ message }) {
      problems.push(message);
    }
  }
  show();
}

// So that the same file can be chosen again.
function forgetChosen() {
  files.value = "";
}

function startOver() {
  forgetChosen();
  readings.length = problems.length = 0;
  allMine.checked = false;
  show();
  files.focus();
}

// Ask once: the element stays for as long as its question does. What was answered, or "".
function ask(key, build) {
  if (!asked.has(key)) {
    asked.set(key, make("div", { class: "ask" }, ...build()));
    questions.append(asked.get(key));
  }
  asked.get(key).isAsked = true;
  const box = asked.get(key).querySelector("input, select");
  return box.type === "checkbox" ? box.checked : box.value;
}

const askChoice = (key, { label, options }) =>
  ask(key, () => field(label, "select", { change: show }, ...[["", "Choose"], ...options].map(([value, words]) => make("option", { value }, words))));
const askRun = (key, label) => ask(key, () => [make("label", { class: "row" }, make("input", { type: "checkbox", change: show }), make("span", {}, label))]);

// What a reading holds, after what has to be asked about it.
function answered(reading, i) {
  let got = { asks: [] };
  // One answer may open another question.
  for (let before = -1; before !== got.asks.length; ) {
    before = got.asks.length;
    got = reading.read(reading.chosen);
    for (const one of got.asks) reading.chosen[one.key] = askChoice(`${i} ${one.key}`, one);
  }
  return got;
}

// All that the files hold: activities, the runs among them, what is to be said, and kinds left out.
function gather() {
  for (const one of asked.values()) one.isAsked = false;
  const activities = [], notes = [...problems], out = {}, without = {}, spans = [];
  for (const [i, reading] of readings.entries()) {
    const got = answered(reading, i);
    notes.push(...got.notes);
    activities.push(...got.activities.map((one, j) => ({ ...one, reading: i, key: `${i} ${j}` })));
  }
  for (const one of activities) {
    const where = () => `${one.name}${one.day ? `, ${dayInWords(one.day)}` : ""}, ${withUnit(one.metres)}`;
    if (one.sport === "?") one.sport = askRun(one.type || one.key, `Was this a run? ${one.type || where()}`) ? "run" : "other";
    if (one.sport !== "run") out[one.type || "outing without a type"] = (out[one.type || "outing without a type"] ?? 0) + 1;
    else if (!(one.metres > 0)) without[one.name] = (without[one.name] ?? 0) + 1;
    else if (Number.isNaN(one.day)) {
      one.day = dayOf(ask(one.key, () => dateField(`On which day was this run? ${one.said ? `“${one.said}” in ` : ""}${where()}`)));
      if (Number.isNaN(one.day)) notes.push(`${one.name} does not say when a run of ${withUnit(one.metres)} was. Choose its day below, or it is left out.`);
    }
  }
  for (const [name, many] of Object.entries(without)) notes.push(`${count(many, "run")} in ${name} without a distance left out.`);
  for (const [i, { isTable }] of readings.entries()) {
    const days = activities.filter((one) => one.reading === i && one.day).map((one) => one.day);
    if (isTable && days.length) spans.push({ from: Math.min(...days), to: Math.max(...days) });
    else spans.push(...days.map((day) => ({ from: day, to: day })));
  }
  for (const [key, one] of asked) if (!one.isAsked) one.remove(asked.delete(key));
  return { notes, out, spans, runs: activities.filter((one) => one.sport === "run" && one.metres > 0 && one.day) };
}

function show() {
  const { notes, out, spans, runs } = gather(), kept = eachOnce(runs), left = Object.entries(out);
  const lines = readings.length ? [`${count(kept.runs.length, "run")} found.`] : [];
  if (kept.twice) lines.push(`${count(kept.twice, "doubled run")} counted once.`);
  if (left.length) lines.push(`Left out: ${left.map(([type, many]) => `${type} (${many})`).join(", ")}.`);
  said.replaceChildren(...(lines.length ? [make("p", {}, lines.join(" "))] : []), ...[...new Set(notes)].map((words) => make("p", { class: "error" }, words)));
  rest.hidden = !readings.length;
  tickAll.hidden = boxesToTick().length < 3;
  results.hidden = !kept.runs.length;
  done.replaceChildren();
  known = kept.runs.length ? [kept.runs, spans] : [];
  if (known.length) showFound(...known);
}

function showFound(runs, spans) {
  const until = dayOf(end.value) || today, told = askWhetherAll(spans, until);
  const rows = Object.entries(distancesOf(runs, until, dayOf(began.value), told)).filter(([name]) => boxOf(name));
  // What we put into a box follows the unit and the dates; what somebody typed stays.
  for (const [name, { metres }] of rows) if (filled.has(name) && boxOf(name).value === filled.get(name) && metres !== null) put(name, metres);
  const open = rows.filter(([name, one]) => !one.missing && one.metres !== null && !boxOf(name).value.trim());
  found.replaceChildren(
    make("ul", {}, ...rows.map(([name, one]) => rowOf(name, one))),
    ...(open.length ? [make("button", { type: "button", class: "secondary", click: () => fill(open) }, "Use these numbers")] : []),
  );
  drawn.replaceChildren(
    chart(weeksOf(runs, until)),
    make("details", {}, make("summary", {}, "Each run"), make("ul", {}, ...[...runs].reverse().slice(0, 60).map((one) => make("li", {}, `${dayInWords(one.day)}: ${withUnit(one.metres)}`)))),
  );
}

// The spans, with the days that the runner says hold no other run.
function askWhetherAll(spans, until) {
  const open = openSince(spans, until);
  const day = open && dayInWords(open.since);
  const words = open?.isEnd ? `Your files end on ${day}. I have not run since then.` : `These are all my runs since ${day}.`;
  if (allMineWords.textContent !== words) allMine.checked = false;
  allMineWords.textContent = words;
  allMineAsked.hidden = !open;
  return allMine.checked ? [...spans, { from: open.since, to: until }] : spans;
}

function rowOf(name, one) {
  const title = ROWS[name](span(one.from, one.to)), typed = boxOf(name).value.trim();
  if (one.metres === null) return make("li", {}, `${title}: no run in your files`);
  const isThere = typed === inUnit(one.metres), line = make("li", {}, `${title}: `, make("strong", {}, withUnit(one.metres)), one.day ? ` on ${dayInWords(one.day)}` : "", isThere ? " (in the box)" : "");
  if (one.missing) line.append(small(`Your files say nothing about ${span(one.missing.from, one.missing.to)}. Add files, or type what you know.`));
  if (!isThere && (one.missing ? one.metres : typed)) {
    if (typed) line.append(small(`You typed ${typed}.`));
    line.append(make("button", { type: "button", class: "quiet", click: () => fill([[name, one]]) }, `Use ${withUnit(one.metres)} ${typed ? "instead" : "anyway"}`, make("span", { class: "unseen" }, `: ${title}`)));
  }
  return line;
}

function put(name, metres) {
  boxOf(name).value = inUnit(metres);
  filled.set(name, inUnit(metres));
}

function fill(rows) {
  for (const [name, { metres }] of rows) put(name, metres);
  show();
  done.append(small(`${rows.length} filled in below. Check, and press Continue.`));
  done.focus();
}

function chart(weeks) {
  const most = Math.max(...weeks.map((one) => one.metres), 1);
  const bars = weeks.flatMap(({ end, metres }, i) => {
    const height = (100 * metres) / most, x = 48 * i, kind = WEEKS - i;
    return [
      make("rect", { class: kind === 1 ? "now" : kind < 6 ? "usual" : "earlier", x: x + 6, y: 120 - height, width: 36, height }),
      make("text", { x: x + 24, y: 114 - height }, inUnit(metres)),
      make("text", { x: x + 24, y: 136 }, dayInWords(end)),
    ];
  });
  const label = weeks.map(({ end, metres }) => `${span(end - 6, end)}: ${withUnit(metres)}`).join("; ");
  const words = `Your weeks in ${unitName()}, each by its last day. The last bar is the last 7 days, the 4 before it make the usual week.`;
  return make("figure", {}, make("svg", { viewBox: `0 0 ${48 * WEEKS} 142`, role: "img", "aria-label": label }, ...bars), make("figcaption", { class: "small" }, words));
}
