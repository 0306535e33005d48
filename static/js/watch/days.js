// Days as whole numbers since 1970, so that "30 days before" is a subtraction; and dates as
// exports write them, in the account's language.
// In milliseconds.
const DAY = 864e5;
const MONTHS = [
  /^(jan|ene|gen)/, /^(feb|fev)/, /^(mar|maa|mrt)/, /^(apr|avr|abr)/, /^(may|mai|mag|mei)/, /^(jun|juin|giu)/,
  /^(jul|juil|lug)/, /^(aug|aou|ago)/, /^(sep|set)/, /^(oct|okt|ott|out)/, /^nov/, /^(dec|dez|dic)/,
];

const numberOf = (year, month, date) => Date.UTC(year, month - 1, date) / DAY;

// The day on which a moment falls where this browser is.
function localDay(moment) {
  const at = new Date(moment);
  return numberOf(at.getFullYear(), at.getMonth() + 1, at.getDate());
}

// From the value of a date box; NaN for an empty one.
const dayOf = (value) => Date.parse(value) / DAY;
const boxValue = (day) => new Date(day * DAY).toISOString().slice(0, 10);

// With its year where that is another one than now.
function dayInWords(day) {
  const date = new Date(day * DAY), how = { day: "numeric", month: "short", timeZone: "UTC" };
  const isNow = date.getUTCFullYear() === new Date().getFullYear();
  return date.toLocaleDateString("en-GB", isNow ? how : { ...how, year: "numeric" });
}

// In small letters without accents, so that words can be compared.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

// Which number of 03/04/2026 is the day, as a whole column tells: "dmy" or "mdy"; "" where all of
// its dates could be either.
function orderOf(texts) {
  const pairs = texts.map((text) => /^(\d{1,2})[/-](\d{1,2})[/-]\d{4}/.exec(plain(text))).filter(Boolean);
  const isDayFirst = pairs.some((one) => one[1] > 12), isMonthFirst = pairs.some((one) => one[2] > 12);
  return !pairs.length || isDayFirst ? "dmy" : isMonthFirst ? "mdy" : "";
}

// A date with its time as { at, day }. Without a time `at` is NaN. null where it cannot be read.
function readDate(text, isUtc, order) {
  let rest = plain(text), time = [0, 0, 0];
  const exact = /^\d{4}-\d\d-\d\dt\d/.test(rest) ? Date.parse(text) : NaN;
  if (exact) return { at: exact, day: localDay(exact) };
  const clock = /(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?(?:\s*([ap])\.?\s?m\b)?/.exec(rest);
  if (clock) {
    time = clock.slice(1, 4).map((part) => Number(part ?? 0));
    if (clock[4]) time[0] = (time[0] % 12) + (clock[4] === "p" ? 12 : 0);
    rest = rest.replace(clock[0], " ");
  }
  const date = calendarDate(rest, order);
  if (!date || time[0] > 23 || time[1] > 59) return null;
  if (!clock) return { at: NaN, day: numberOf(...date) };
  const parts = [date[0], date[1] - 1, date[2], ...time];
  const at = isUtc ? Date.UTC(...parts) : new Date(...parts).getTime();
  return { at, day: localDay(at) };
}

// [year, month, day] of what is left of a date without its time; null where it is none.
function calendarDate(text, order) {
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  const named = (text.match(/[a-z]+/g) ?? []).map((word) => MONTHS.findIndex((one) => one.test(word)) + 1).filter(Boolean);
  let date = null;
  if (named.length === 1 && numbers.length === 2) date = numbers[0] > 31 ? [numbers[0], named[0], numbers[1]] : [numbers[1], named[0], numbers[0]];
  else if (!named.length && numbers.length === 3) {
    const [a, b, c] = numbers;
    const isDayFirst = /\d\.\s*\d/.test(text) || order === "dmy";
    if (a > 999) date = [a, b, c];
    else if (c > 999 && (isDayFirst || order)) date = isDayFirst ? [c, b, a] : [c, a, b];
  }
  if (!date || date[0] < 1990 || date[0] > 2200) return null;
  const real = new Date(Date.UTC(date[0], date[1] - 1, date[2]));
  return real.getUTCMonth() + 1 === date[1] && real.getUTCDate() === date[2] ? date : null;
}
