"""Files as watches and running apps write them, made up: a little of each format."""

import struct
from datetime import UTC, datetime

FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
CRC = [0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401]
CRC += [0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400]
ENUM, BYTE, UINT16, UINT32 = 0x00, 0x0D, 0x84, 0x86
SIZES = {ENUM: (1, "B"), UINT16: (2, "H"), UINT32: (4, "I")}
FILE_ID, RECORD, SESSION = 0, 20, 18
RUNNING, CYCLING = 1, 2
STRAVA = "Activity ID,Activity Date,Activity Name,Activity Type,Distance,Commute,Distance"
GARMIN = "Activity Type,Date,Favorite,Title,Distance,Calories"


def strava(*runs, head=STRAVA):
    """Strava's table of (date, type, distance as shown, metres); each name has a line break."""
    lines = [
        f'{n},"{date}","One, ""two""\nthree",{kind},"{shown}",false,{metres}'
        for n, (date, kind, shown, metres) in enumerate(runs)
    ]
    return "\n".join([head, *lines]).encode()


def garmin(*runs, head=GARMIN):
    """Garmin's table of (type, date, distance as shown)."""
    lines = [f'{kind},{date},false,"A, b","{shown}",300' for kind, date, shown in runs]
    return "\n".join([head, *lines]).encode()


def gpx(*tracks):
    """Tracks of (type, points of (latitude, longitude, time)), each of one segment."""
    space, made = "http://www.topografix.com/GPX/1/1", "".join(map(_track, tracks))
    return f'<gpx xmlns="{space}">{made}</gpx>'.encode()


def _track(track):
    kind, points = track
    named = f"<type>{kind}</type>" if kind else ""
    made = (
        f'<trkpt lat="{lat}" lon="{lon}">{f"<time>{time}</time>" if time else ""}</trkpt>'
        for lat, lon, time in points
    )
    return f"<trk>{named}<trkseg>{''.join(made)}</trkseg></trk>"


def tcx(sport, start, *laps):
    """An activity with these metres in its laps."""
    point = (
        f"<Trackpoint><Time>{start}</Time><Position><LatitudeDegrees>45</LatitudeDegrees>"
        "<LongitudeDegrees>7</LongitudeDegrees></Position></Trackpoint>"
    )
    made = (
        f'<Lap StartTime="{start}"><TotalTimeSeconds>600</TotalTimeSeconds><DistanceMeters>'
        f"{metres}</DistanceMeters><Calories>9</Calories><Track>{point * 3}</Track></Lap>"
        for metres in laps
    )
    space = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
    return (
        f'<TrainingCenterDatabase xmlns="{space}"><Activities><Activity Sport="{sport}">'
        f"<Id>{start}</Id>{''.join(made)}</Activity></Activities></TrainingCenterDatabase>"
    ).encode()


class Fit:
    """A FIT file, message by message; `order` is "<" or ">"."""

    def __init__(self, order="<"):
        self.order, self.body = order, b""

    def define(self, local, number, *fields, developer=0):
        """Fields of (number, base type, or a size of bytes); then some bytes of a developer's."""
        head = 0x40 | local | (0x20 if developer else 0)
        self.body += struct.pack("<BBB", head, 0, self.order == ">")
        self.body += struct.pack(f"{self.order}HB", number, len(fields))
        for field, base in fields:
            size = SIZES[base][0] if base in SIZES else base
            self.body += bytes([field, size, base if base in SIZES else BYTE])
        if developer:
            self.body += bytes([1, 0, developer, 0])
        return self

    def write(self, head, *values):
        """A message of (base type, value) pairs, or bytes as they are."""
        self.body += bytes([head])
        for value in values:
            is_number = isinstance(value, tuple)
            self.body += (
                struct.pack(self.order + SIZES[value[0]][1], value[1]) if is_number else value
            )
        return self

    def as_bytes(self, is_whole=True):
        """With its head and its checksum, which is wrong where it is not whole."""
        head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(self.body), b".FIT")
        head += struct.pack("<H", checksum(head))
        return head + self.body + struct.pack("<H", checksum(head + self.body) ^ (not is_whole))


def checksum(data):
    """As FIT counts it."""
    crc = 0
    for byte in data:
        for half in (byte & 15, byte >> 4):
            crc = (crc >> 4) ^ CRC[crc & 15] ^ CRC[half]
    return crc


def seconds(moment):
    """A moment as FIT has it."""
    return int((moment - FIT_EPOCH).total_seconds())


def fit(sport, start, metres, order="<", developer=0):
    """One session after three records; the second has half the distance and a compressed time."""
    made, at = Fit(order), seconds(start)
    made.define(0, FILE_ID, (0, ENUM)).write(0, (ENUM, 4))
    made.define(1, RECORD, (253, UINT32), (5, UINT32), developer=developer)
    made.write(1, (UINT32, at), (UINT32, 0), b"\x07" * developer)
    made.define(2, RECORD, (5, UINT32))
    made.write(0x80 | 2 << 5 | (at + 20) & 31, (UINT32, round(metres * 50)))
    made.write(1, (UINT32, at + 60), (UINT32, 0xFFFFFFFF), b"\x07" * developer)
    made.define(3, SESSION, (253, UINT32), (2, UINT32), (5, ENUM), (9, UINT32))
    return made.write(
        3, (UINT32, at + 60), (UINT32, at), (ENUM, sport), (UINT32, round(metres * 100))
    )


def timed_in_five_bits(start, metres):
    """An activity without an end: an event at a whole time, then two records 5 and 36 s later."""
    made, at = Fit(), seconds(start)
    made.define(0, FILE_ID, (0, ENUM)).write(0, (ENUM, 4))
    made.define(1, 21, (253, UINT32)).write(1, (UINT32, at))
    made.define(2, RECORD, (5, UINT32))
    for later, far in ((5, 0), (36, metres)):
        made.write(0x80 | 2 << 5 | (at + later) & 31, (UINT32, round(far * 100)))
    return made


def without_end(start, *metres):
    """An activity of records alone, whose distances are compressed: sixteenths, 12 bits of them."""
    made, at = Fit(), seconds(start)
    made.define(0, FILE_ID, (0, ENUM)).write(0, (ENUM, 4))
    made.define(1, 12, (0, ENUM)).write(1, (ENUM, RUNNING))
    made.define(2, RECORD, (253, UINT32), (8, 3))
    for n, far in enumerate(metres):
        at_16 = round(far * 16) % 4096
        made.write(2, (UINT32, at + n), bytes([0, (at_16 & 15) << 4, at_16 >> 4]))
    return made
