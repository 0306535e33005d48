// GPX and TCX. The distance of a GPX is what its points add up to; of a TCX what the watch said.
// In metres.
const EARTH = 6371e3;
// Milliseconds between two tracks of a file that are one run.
const SAME_RUN = 36e5;

const all = (within, tag) => [...within.getElementsByTagNameNS("*", tag)];
const textIn = (within, tag) => [...within.children].find((one) => one.localName === tag)?.textContent.trim() ?? "";
const timeIn = (within, tag) => Date.parse(textIn(within, tag));

function readXml(text, name) {
  if (!/<(gpx|TrainingCenterDatabase)\b/.test(text)) throw notOurs(name);
  const root = new DOMParser().parseFromString(text.trimStart(), "text/xml").documentElement;
  if (root.ownerDocument.querySelector("parsererror")) throw damaged(name);
  return { activities: root.localName === "gpx" ? readGpx(root, name) : readTcx(root, name), notes: [] };
}

function readTcx(root, name) {
  const activities = all(root, "Activity").map((one) => {
    const laps = [...one.children].filter((part) => part.localName === "Lap");
    const metres = laps.reduce((sum, lap) => sum + Number(textIn(lap, "DistanceMeters")), 0);
    const at = timeIn(one, "Id") || Date.parse(laps[0]?.getAttribute("StartTime"));
    const type = one.getAttribute("Sport") ?? "", isRun = type === "Running";
    return { name, type, sport: isRun ? "run" : type === "Biking" ? "other" : "?", metres, at, day: localDay(at) };
  });
  if (!activities.length) throw new Unread(`${name} holds no activity: it may be a plan or a course.`);
  return activities;
}

function readGpx(root, name) {
  const tracks = all(root, "trk").filter((track) => all(track, "trkpt").length);
  if (!tracks.length) throw new Unread(`${name} holds no track: it may be a route or a list of places.`);
  const runs = [];
  for (const track of tracks) {
    const times = all(track, "trkpt").map((point) => timeIn(point, "time")).filter((time) => time > 0);
    const [at, end] = times.length ? [times[0], times.at(-1)] : [NaN, NaN];
    const type = textIn(track, "type"), before = runs.at(-1);
    if (before?.type === type && !(Math.abs(at - before.end) > SAME_RUN)) {
      before.metres += lengthOf(track);
      before.end = end || before.end;
      if (!before.at) before.at = at;
    } else runs.push({ type, metres: lengthOf(track), at, end });
  }
  return runs.map(({ type, metres, at }) => ({ name, type, sport: gpxSport(type), metres, at, day: localDay(at) }));
}

// Strava's own number for a run is 9.
const gpxSport = (type) => (type === "9" ? "run" : type ? sportOf(type) : "?");

function lengthOf(track) {
  let sum = 0;
  for (const segment of all(track, "trkseg")) {
    let before = null;
    for (const point of all(segment, "trkpt")) {
      const here = ["lat", "lon"].map((one) => (Number(point.getAttribute(one)) * Math.PI) / 180);
      if (before) sum += between(before, here);
      before = here;
    }
  }
  return sum;
}

function between([lat, lon], [lat2, lon2]) {
  const half = Math.sin((lat2 - lat) / 2) ** 2 + Math.cos(lat) * Math.cos(lat2) * Math.sin((lon2 - lon) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(half));
}
