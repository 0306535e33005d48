// Any file → readings: what is in it, by what it begins with and not by its name. Nothing is sent.
//
// A reading is { name, isTable, read(chosen) }: a table holds every run of its days. read gives { activities, asks, notes }, and an activity is
// { name, type, sport, metres, at, day }: sport "run", "other" or "?"; `at` in milliseconds and
// `day`, NaN where the file does not say.
class Unread extends Error {}
// Bytes of one file, unpacked.
const LARGEST = 64 * 2 ** 20;
const CHOOSE = "Choose Strava's activities.csv, Garmin's Activities.csv, or GPX, TCX or FIT files.";
const TRACKS = /\.(fit|gpx|tcx)(\.gz)?$/i;

const count = (many, thing) => `${many} ${thing}${many === 1 ? "" : "s"}`;
const notOurs = (name) => new Unread(`We cannot read runs from ${name}. ${CHOOSE}`);
const damaged = (name) => new Unread(`${name} is damaged. Export it again.`);
const tooLarge = (name) => new Unread(`${name} is too large (over 64 MB). ${CHOOSE}`);

// The readings of one file; of a zip there may be many. Throws Unread, with a sentence.
async function open(file, name = file.name) {
  try {
    const start = new Uint8Array(await file.slice(0, 12).arrayBuffer());
    if (!start.length) throw new Unread(`${name} is empty. Export it again.`);
    const is = (...bytes) => bytes.every((byte, i) => start[i] === byte);
    if (is(0x50, 0x4b, 3, 4)) return await openZip(file, name);
    if (file.size > LARGEST) throw tooLarge(name);
    if (is(0x1f, 0x8b)) return await open(new Blob([await unpacked(file, "gzip", name)]), name);
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (isFit(bytes)) return [once(name, readFit(bytes, name))];
    const text = textOf(bytes);
    if (text.trimStart().startsWith("<")) return [once(name, readXml(text, name))];
    if (text.includes("\0")) throw notOurs(name);
    return [tableReading(text, name)];
  } catch (problem) {
    throw problem instanceof Unread ? problem : damaged(name);
  }
}

const once = (name, found) => ({ name, read: () => ({ asks: [], ...found }) });

// UTF-8, or what old programs save.
function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

async function unpacked(blob, format, name) {
  if (!window.DecompressionStream) throw new Unread(`Your browser cannot unpack ${name}. Unpack it, and choose what is in it.`);
  const reader = blob.stream().pipeThrough(new DecompressionStream(format)).getReader();
  const parts = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > LARGEST) throw tooLarge(name);
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

// Of a whole export only its table is read, wherever it lies in gigabytes; else every track.
async function openZip(file, name) {
  const viewOf = async (from, to) => new DataView(await file.slice(from, to).arrayBuffer());
  const tail = await viewOf(Math.max(0, file.size - 65557));
  let at = tail.byteLength - 22;
  while (at >= 0 && tail.getUint32(at, true) !== 0x06054b50) at--;
  if (at < 0) throw damaged(name);
  const size = tail.getUint32(at + 12, true), begin = tail.getUint32(at + 16, true);
  if (begin === 0xffffffff) throw new Unread(`${name} is too large. Unpack it, and choose its activities.csv.`);
  const list = await viewOf(begin, begin + size), entries = [];
  for (let i = 0; i < size; i += 46 + list.getUint16(i + 28, true) + list.getUint16(i + 30, true) + list.getUint16(i + 32, true)) {
    const own = new Uint8Array(list.buffer, i + 46, list.getUint16(i + 28, true));
    entries.push({ name: textOf(own), method: list.getUint16(i + 10, true), size: list.getUint32(i + 20, true), at: list.getUint32(i + 42, true) });
  }
  const table = entries.filter((one) => /(^|\/)activities\.csv$/i.test(one.name));
  const wanted = table.length ? table : entries.filter((one) => TRACKS.test(one.name));
  if (!wanted.length) throw notOurs(name);
  const readings = [];
  for (const one of wanted) {
    const head = await viewOf(one.at, one.at + 30);
    const from = one.at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    const packed = file.slice(from, from + one.size);
    const short = one.name.split("/").at(-1);
    const inner = one.method ? new Blob([await unpacked(packed, "deflate-raw", short)]) : packed;
    readings.push(...(await open(inner, short).catch(({ message }) => [once(short, { activities: [], notes: [message] })])));
  }
  return readings;
}
