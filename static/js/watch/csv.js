// Strava's and Garmin's tables of activities, whose columns have names in the account's language.
const COLUMNS = {
  date: /^(start )?(date|datum|fecha|data)$|a[ck]?ti[vw]\w*.*(date|datum|fecha|data)|(date|datum|fecha|data)\b.*a[ckt]?ti[vw]/,
  type: /a[ckt]?ti[vw]\S*[ -]?(type|typ|art|soort)$|(type|tipo|soort|art)\b.*a[ckt]?ti[vw]|^(type|typ|tipo|sport|sportart)$/,
  distance: /^(distan[csz]\w*|afstand)( ?\((km|m|mi|miles|meters?)\))?$/,
};
const NEEDED = { date: "the date", type: "the kind of activity", distance: "the distance" };
const METRES = { m: 1, km: 1000, mi: 1609.344 };
// In metres. Nobody runs farther at once, so a larger number is in metres, whatever the file says.
const FARTHEST = 300_000;
// Asked for one by one.
const MOST_DATES = 5;

// Words for kinds of activity: those that only look like a run, runs, and what is none.
const NO_RUN = /ski|snow|schnee|langlauf|\beis|\bice|inline|skat|schaats|schlitt|roll|patin|rodas|wheel|fauteuil|cycl|cicli|bici|velo/;
const RUN = /\brun|run\b|running|lauf|jog|^trail|\bcourse\b|^tapis|tapis de course|courir|carrera|corr(er|ida|endo)|corsa|^cinta|^esteira|hardlo|^loopband|\blop(ning|ing)|\blob\b/;
const OTHER = /walk|wander|gehen|hik(e|ing)|march|camin|cammin|randon|sender|escurs|wandel|ride|bik(e|ing)|rad|pedal|fiets|swim|schwim|nata[ct]|nado|nuoto|zwem|yoga|pilates|kraft|strength|weight|muscul|fuerza|forza|kracht|workout|train|entren|entrain|allenam|treino|fitness|cardio|row|ruder|remo|aviron|canott|roei|ka[jy]ak|cano|surf|paddle|climb|kletter|escala|tennis|golf|soccer|foot|fuss|elliptic|hiit/;

// "run", "other", or "?" where only the runner knows.
function sportOf(type) {
  const name = plain(type).replace(/[_-]/g, " ");
  if (NO_RUN.test(name)) return "other";
  return RUN.test(name) ? "run" : OTHER.test(name) ? "other" : "?";
}

// Rows of cells. A cell in quotes may hold separators, line breaks and doubled quotes.
function rowsOf(text) {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const separator = [",", ";", "\t"].sort((a, b) => head.split(b).length - head.split(a).length)[0];
  const rows = [[]];
  let cell = "", isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (isQuoted && sign === '"' && text[i + 1] === '"') cell += text[++i];
    else if (sign === '"' && (isQuoted || !cell.trim())) { isQuoted = !isQuoted; if (isQuoted) cell = ""; }
    else if (isQuoted) cell += sign;
    else if (sign === separator) { rows.at(-1).push(cell); cell = ""; }
    else if (sign === "\n" || sign === "\r") {
      rows.at(-1).push(cell);
      cell = "";
      if (sign === "\r" && text[i + 1] === "\n") i++;
      rows.push([]);
    } else cell += sign;
  }
  rows.at(-1).push(cell);
  return { rows: rows.filter((row) => row.length > 1 || row[0].trim()), isOpen: isQuoted };
}

// The sign before decimals in a column, as the numbers that leave no doubt tell: 9,44 or 10.5.
function decimalOf(texts) {
  const told = texts.map((text) => /([.,])(\d+)\D*$/.exec(text)).filter((one) => one && one[2].length !== 3);
  return told[0]?.[1] ?? ".";
}

// A number with decimals behind this sign; NaN for "--" and nothing.
function readFigure(text, decimal) {
  const figures = text.replace(/[\s'’]/g, "").replaceAll(decimal === "." ? "," : ".", "").replace(decimal, ".");
  return /^\d+(\.\d*)?$/.test(figures) ? Number(figures) : NaN;
}

// A table as a reading: what is in it depends on what the runner chose where the file does not tell.
function tableReading(text, name) {
  const { rows, isOpen } = rowsOf(text);
  const [head, ...lines] = rows;
  if (!(head?.length > 2)) throw notOurs(name);
  if (!lines.length) throw new Unread(`${name} holds no activity. Export it again.`);
  const notes = isOpen ? [`${name} ends in the middle of a line. Export it again if runs are missing.`] : [];
  return { name, isTable: true, read: (chosen) => readTable({ name, head, lines, names: head.map(plain) }, chosen, [...notes]) };
}

function readTable(table, chosen, notes) {
  const { name, head, names } = table, asks = [];
  const column = {};
  for (const [what, words] of Object.entries(NEEDED)) {
    const found = names.findIndex((one) => COLUMNS[what].test(one));
    column[what] = found >= 0 ? found : Number(chosen[what] || NaN);
    if (found >= 0) continue;
    const options = head.map((title, i) => [i, title || `column ${i + 1}`]);
    if (what === "type") options.push([-1, "none: all of them are runs"]);
    asks.push({ key: what, label: `Which column of ${name} is ${words}?`, options });
  }
  if (Object.values(column).some(Number.isNaN)) return { activities: [], asks, notes };
  return { activities: readLines({ ...table, column, chosen, asks, notes }), asks, notes };
}

// Each line as an activity; what cannot be read is asked for, or said.
function readLines({ name, head, names, lines, column, chosen, asks, notes }) {
  const isStrava = /\bid\b|identif/.test(names[0]);
  const whole = lines.filter((line) => line.length > Math.max(...Object.values(column)));
  if (whole.length < lines.length) notes.push(`${count(lines.length - whole.length, "line")} of ${name} could not be read.`);
  const cells = (at) => whole.map((line) => (line[at] ?? "").trim());
  const dates = cells(column.date), first = cells(column.distance);
  const last = names.findLastIndex((one) => COLUMNS.distance.test(one));
  const metres = isStrava && last > column.distance ? whole.map((line) => readFigure((line[last] ?? "").trim(), ".")) : [];
  const decimal = decimalOf(first);
  const types = cells(column.type), sports = types.map((type) => (column.type < 0 ? "run" : sportOf(type)));
  const far = first.map((text, i) => {
    const figure = readFigure(text, decimal);
    return metres[i] > 0 && !(metres[i] < 100 * figure) ? { metres: metres[i] } : { figure };
  });
  const order = orderOf(dates) || chosen.order;
  if (!orderOf(dates)) asks.push({ key: "order", label: `Which date is ${dates.find((text) => /^\d+\D\d+\D\d{4}/.test(text))} in ${name}?`, options: [["dmy", "the day comes first"], ["mdy", "the month comes first"]] });
  const told = head[0] === "id" ? "m" : (/\((\w+?)(?:s|les|eters?)?\)/.exec(names[column.distance])?.[1] ?? "");
  const unit = told || chosen.unit;
  if (!told && far.some((one, i) => one.figure > 0 && sports[i] !== "other")) {
    asks.push({ key: "unit", label: `Distances in ${name} are in`, options: [["km", "kilometres"], ["mi", "miles"]] });
  }
  if (asks.some(({ key }) => !chosen[key])) return [];
  const isFar = far.map(({ figure }) => figure * METRES[unit] > FARTHEST);
  const farthest = isFar.findIndex((is, i) => is && sports[i] === "run");
  if (farthest >= 0) notes.push(`Distances in ${name} like ${first[farthest]} are too far for one run: we read them as metres.`);
  const activities = whole.map((_, i) => {
    const { figure, metres = isFar[i] ? figure : figure * METRES[unit] } = far[i];
    const when = readDate(dates[i], isStrava, order) ?? { at: NaN, day: NaN };
    return { name, type: types[i], sport: sports[i], metres, said: dates[i], ...when };
  });
  const without = activities.filter((one) => one.sport !== "other" && Number.isNaN(one.day));
  if (without.length <= MOST_DATES) return activities;
  notes.push(`We cannot read ${count(without.length, "date")} in ${name}, like “${without[0].said}”, and left those runs out. Set your account to English and export it again.`);
  return activities.filter((one) => !without.includes(one));
}
