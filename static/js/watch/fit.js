// Garmin's FIT: little messages of numbers, each described by a definition that comes before it.
const FIT_EPOCH = Date.UTC(1989, 11, 31);
// A smaller time counts from when the watch was switched on.
const NO_DATE = 0x10000000;
const MESSAGE = { file: 0, sport: 12, session: 18, record: 20 };
const TIME = 253;
const SPORTS = { 1: "Running", 2: "Cycling", 5: "Swimming", 11: "Walking", 17: "Hiking" };
const CRC = [0, 0xcc01, 0xd801, 0x1400, 0xf001, 0x3c00, 0x2800, 0xe401, 0xa001, 0x6c00, 0x7800, 0xb401, 0x5000, 0x9c01, 0x8801, 0x4400];

const isFit = (bytes) => bytes.length > 11 && String.fromCharCode(...bytes.subarray(8, 12)) === ".FIT";

function checksum(bytes) {
  let crc = 0;
  for (const byte of bytes) {
    crc = (crc >> 4) ^ CRC[crc & 15] ^ CRC[byte & 15];
    crc = (crc >> 4) ^ CRC[crc & 15] ^ CRC[byte >> 4];
  }
  return crc;
}

// Each message: its number, and its fields as unsigned numbers (undefined: invalid) or, of another
// size, bytes. Throws RangeError at an early end.
function* messagesOf(view, at, end) {
  const kinds = [];
  let clock = 0;
  while (at < end) {
    const head = view.getUint8(at++), isCompressed = head & 0x80;
    if (head & 0x40 && !isCompressed) {
      const isLittle = !view.getUint8(at + 1);
      const kind = { isLittle, number: view.getUint16(at + 2, isLittle), fields: [], others: 0 };
      const fields = view.getUint8(at + 4);
      at += 5;
      for (let i = 0; i < fields; i++, at += 3) kind.fields.push([view.getUint8(at), view.getUint8(at + 1)]);
      // A developer's own.
      const others = head & 0x20 ? view.getUint8(at++) : 0;
      for (let i = 0; i < others; i++, at += 3) kind.others += view.getUint8(at + 1);
      kinds[head & 15] = kind;
      continue;
    }
    const kind = kinds[isCompressed ? (head >> 5) & 3 : head & 15];
    if (!kind) throw new RangeError("a message without its definition");
    const values = {};
    for (const [field, size] of kind.fields) {
      values[field] = valueAt(view, at, size, kind.isLittle);
      at += size;
    }
    at += kind.others;
    if (at > end) throw new RangeError("the last message is cut off");
    if (isCompressed) values[TIME] = clock + (((head & 31) - clock) & 31);
    clock = values[TIME] ?? clock;
    yield [kind.number, values];
  }
}

function valueAt(view, at, size, isLittle) {
  if (size !== 1 && size !== 2 && size !== 4) return new Uint8Array(view.buffer, view.byteOffset + at, size);
  const value = view[`getUint${8 * size}`](at, isLittle);
  return value === 2 ** (8 * size) - 1 ? undefined : value;
}

// A file, or several one after the other, as { activities, notes }.
function readFit(bytes, name) {
  const found = { sessions: [], metres: 0 }, notes = [];
  let at = 0;
  while (at < bytes.length && isFit(bytes.subarray(at))) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.length - at);
    const begin = view.getUint8(0), end = begin + view.getUint32(4, true);
    try {
      for (const [number, values] of messagesOf(view, begin, end)) note(found, number, values);
      if (view.getUint16(end, true) !== checksum(bytes.subarray(at, at + end))) notes.push(`${name} may be damaged: check its distance.`);
    } catch (problem) {
      if (!(problem instanceof RangeError)) throw problem;
      notes.push(`${name} ends early: check its distance.`);
    }
    at += end + 2;
  }
  // Where its end is missing, with its sums, there is what was recorded.
  if (!found.sessions.length && found.isActivity && found.metres) found.sessions.push(found);
  if (found.sessions.length) return { activities: found.sessions.map((one) => fitActivity(one, name)), notes };
  if (notes.length) throw new Unread(`${name} is damaged. Copy it from the watch again.`);
  throw new Unread(`${name} is from a watch, but holds no activity. Choose files from its Activity folder.`);
}

// Keep what a message says of an activity.
function note(found, number, values) {
  if (number === MESSAGE.file) found.isActivity ||= values[0] === 4;
  if (number === MESSAGE.sport) found.sport = values[0];
  if (number === MESSAGE.session) found.sessions.push({ start: values[2], sport: values[5], metres: values[9] / 100 || found.metres });
  if (number === MESSAGE.record) {
    found.start ??= values[TIME];
    if (values[5] !== undefined) found.metres = values[5] / 100;
    else if (values[8]?.length === 3) found.metres = unrolled(found.metres, values[8]);
  }
}

// The distance so far, from one that counts sixteenths of a metre and begins again at 256 metres.
function unrolled(metres, [, low, high]) {
  const now = ((low >> 4) | (high << 4)) / 16;
  return metres + ((((now - metres) % 256) + 256) % 256);
}

function fitActivity({ start, sport, metres }, name) {
  const at = start >= NO_DATE ? FIT_EPOCH + start * 1000 : NaN;
  return { name, type: SPORTS[sport] ?? (sport ? "other sport" : ""), sport: sport === 1 ? "run" : sport ? "other" : "?", metres, at, day: localDay(at) };
}
