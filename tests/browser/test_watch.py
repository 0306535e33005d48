"""The distances filled from a watch's files, which are read in the browser and never sent."""

import gzip
import io
import zipfile
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs
from warnings import catch_warnings, simplefilter

import fitdecode
import gpxpy
import pytest
from playwright.sync_api import expect
from tcxreader.tcxreader import TCXReader

from tests.browser import watch_files as made
from tests.browser.checks import offences, resize
from tests.browser.conftest import PATIENCE, PHONE
from tests.browser.person import Person
from tests.browser.site import EMPTY
from tests.browser.states import LOAD_JUMP, WEEKS
from tests.browser.watch import Watch
from tests.factories import healthy_runner
from web.bundles import WATCH_SCRIPTS

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "watch-files"
NEEDS_SHARED = pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED.name} is not there")
READ = "\n".join(
    (ROOT / "static" / "js" / "watch" / f"{name}.js").read_text(encoding="utf-8")
    for name in WATCH_SCRIPTS[:-1]
)
# What the page makes of a file: each activity, what it asks and says, or why it cannot be read.
IN_PAGE = f"""async ([name, text, chosen]) => {{
    {READ}
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    try {{
        const found = (await open(new File([bytes], name))).map((one) => one.read(chosen));
        return {{
            activities: found.flatMap((one) => one.activities)
                .map((one) => ({{...one, on: one.day ? boxValue(one.day) : ""}})),
            asks: found.flatMap((one) => one.asks.map(({{key}}) => key)),
            notes: found.flatMap((one) => one.notes),
        }};
    }} catch (problem) {{
        return {{problem: problem.message}};
    }}
}}"""
# The four distances in km, on 26 November 2026, of runs that files tell of from 1 September on.
COUNTED = f"""(runs) => {{
    {READ}
    const these = runs.map(([at, km]) =>
        ({{at: Date.parse(at), day: dayOf(at.slice(0, 10)), metres: 1000 * km}}));
    const spans = [{{from: dayOf("2026-09-01"), to: dayOf("2026-11-26")}}];
    const kept = eachOnce(these).runs, today = dayOf("2026-11-26");
    const found = distancesOf(kept, today, NaN, spans);
    return Object.values(found).map(({{metres}}) => metres === null ? null : metres / 1000);
}}"""
BOXES = ["longest_recent_km", "longest_prev30_km", "km_last_7d", "km_typical_week"]
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
UNASKED = {name: None for name in BOXES}
RUNS = [
    ("Oct 10, 2026, 8:00:00 AM", "Run", "10.00", "10000.0"),
    ("Oct 24, 2026, 8:00:00 AM", "Run", "14.00", "14000.0"),
    ("Oct 27, 2026, 5:30:00 PM", "Ride", "22.00", "22000.0"),
    ("Nov 5, 2026, 6:00:00 AM", "Trail Run", "13.50", "13500.0"),
    ("Nov 12, 2026, 6:00:00 AM", "Run", "12.50", "12500.0"),
    ("Nov 14, 2026, 6:00:00 AM", "Run", "10.00", "10000.0"),
    ("Nov 22, 2026, 8:00:00 AM", "Run", "21.10", "21100.0"),
    ("Nov 22, 2026, 8:00:30 AM", "Run", "21.09", "21090.0"),
    ("Nov 25, 2026, 6:00:00 PM", "Run", "9.00", "9000.0"),
]
TRACK = [(45.0, 7.0, ""), (45.01, 7.0, ""), (45.01, 7.02, ""), (45.02, 7.05, "")]


@pytest.fixture(scope="module")
def reader(browser, served):
    """A page in Vancouver, where nothing stays of a file that was read; and who watches it."""
    watch = Watch(served.address)
    where = {"base_url": served.address, "timezone_id": "America/Vancouver"}
    with browser.new_context(**where) as context:
        watch.follow(context)
        page = context.new_page()
        page.goto("/about")
        yield page, watch


@pytest.fixture
def read(reader):
    """Reads a file in the page: what is in it, by what was chosen about it."""
    page, watch = reader
    yield lambda name, content, **chosen: page.evaluate(
        IN_PAGE, [name, b64encode(content).decode(), chosen]
    )
    watch.check()


@pytest.fixture(scope="module")
def at_noon(browser, served):
    """A window of a phone in which it is noon on 26 November 2026."""
    with browser.new_context(base_url=served.address, viewport=PHONE) as context:
        context.set_default_timeout(PATIENCE)
        context.clock.set_fixed_time(NOW)
        yield context.new_page()


@pytest.fixture
def weeks(at_noon, site, watch):
    """The page of distances with the panel open."""
    watch.follow(at_noon.context)

    def weeks():
        at_noon.context.clear_cookies()
        at_noon.context.add_cookies([site.cookie_for(healthy_runner(**LOAD_JUMP | UNASKED))])
        resize(at_noon, *PHONE.values())
        at_noon.goto(WEEKS)
        at_noon.locator("#watch > summary").click()
        expect(at_noon.get_by_label("Files from your watch or app")).to_be_visible()
        return at_noon

    yield weeks
    at_noon.goto(EMPTY)
    watch.leave(at_noon.context)


def choose(page, **files):
    """Choose these files, by name with _ for a point, and wait until they are read."""
    chosen = [
        {"name": name.replace("_", "."), "mimeType": "", "buffer": content}
        for name, content in files.items()
    ]
    page.get_by_label("Files from your watch or app").set_input_files(chosen)
    expect(page.locator("#watch [role=status] p").last).not_to_have_text("", timeout=PATIENCE)


def has_not_run_since(page, day):
    """Say so, as the files end then."""
    page.get_by_label(f"Your files end on {day}. I have not run since then.").check()


def typed(page):
    return [page.input_value(f"[name={name}]") for name in BOXES]


def only(found):
    """The one activity of a file that was read."""
    (activity,) = found["activities"]
    return activity


def test_a_runner_fills_the_distances_offline_and_nothing_but_the_numbers_is_sent(weeks):
    page = weeks()
    page.context.set_offline(True)
    choose(page, activities_csv=made.strava(*RUNS))
    Person(page).sees("7 runs found. 1 doubled run counted once. Left out: Ride (1).")
    has_not_run_since(page, "25 Nov")
    assert page.get_by_role("img", name="20 Nov to 26 Nov: 30.1 km").is_visible()
    page.get_by_role("button", name="Use these numbers").click()
    assert typed(page) == ["21.1", "14", "30.1", "12.5"]

    page.context.set_offline(False)
    with page.expect_request(lambda one: one.method == "POST") as sent:
        Person(page).presses("Continue")
    assert sent.value.headers["content-type"] == "application/x-www-form-urlencoded"
    body = parse_qs(sent.value.post_data)
    questions = {"stress_link", "week_rest", "strength_days"}
    assert body.keys() == {"csrf_token", "seen", "unit", *BOXES, *questions}
    assert [body[name] for name in BOXES] == [["21.1"], ["14"], ["30.1"], ["12.5"]]
    page.goto("/assessment")
    result = page.locator("main").text_content()
    assert "21.1 km" in result
    assert "14 km" in result


EDGES = {
    "no run": ([], [None, None, 0, 0]),
    "the first and the last of 7 days": ([("11-20", 5), ("11-26", 6)], [6, 5, 11, 0]),
    "the day before these": ([("11-19", 8)], [8, 0, 0, 2]),
    "the first of the 4 weeks before": ([("10-23", 8)], [None, None, 0, 2]),
    "the day before these too": ([("10-22", 8)], [None, None, 0, 0]),
    "the first of 14 days": ([("11-13", 8), ("11-12", 9)], [8, 9, 0, 4.25]),
    "30 days before the longest": ([("11-20", 8), ("10-21", 7)], [8, 7, 8, 0]),
    "31 days before it": ([("11-20", 8), ("10-20", 7)], [8, 0, 8, 0]),
    "after it": ([("11-20", 8), ("11-21", 7)], [8, 0, 15, 0]),
    "earlier on its day": ([("11-20T18:00", 8), ("11-20T08:00", 7)], [8, 7, 15, 0]),
    "later on its day": ([("11-20T08:00", 8), ("11-20T18:00", 7)], [8, 0, 15, 0]),
    "two that are longest": ([("11-16", 8), ("11-20", 8)], [8, 0, 8, 2]),
    "the same at the same time": ([("11-20T08:00", 8), ("11-20T08:01", 8.1)], [8, 0, 8, 0]),
    "the same later": ([("11-20T08:00", 8), ("11-20T08:02", 8)], [8, 0, 16, 0]),
    "another at the same time": ([("11-20T08:00", 8), ("11-20T08:00", 5)], [8, 0, 13, 0]),
}


def test_the_distances_count_the_days_that_the_questions_name(open_next):
    page = open_next("/about")

    def counted(runs):
        full = [(f"2026-{at}" if "T" in at else f"2026-{at}T08:00", km) for at, km in runs]
        return page.evaluate(COUNTED, [[f"{at}Z", km] for at, km in full])

    assert {name: counted(runs) for name, (runs, _) in EDGES.items()} == {
        name: distances for name, (_, distances) in EDGES.items()
    }


@NEEDS_SHARED
@pytest.mark.parametrize("name", ["strava-en.csv", "strava-de.csv"])
def test_the_right_values_of_strava_in_two_languages(weeks, name):
    page = weeks()
    choose(page, export_csv=(SHARED / name).read_bytes())
    page.get_by_label("I have not run since then.").check()
    page.get_by_role("button", name="Use these numbers").click()

    assert typed(page) == ["21.1", "14", "52.4", "33.5"]


def test_what_was_typed_stays_until_a_button_takes_its_place(weeks):
    page = weeks()
    page.locator("#km_last_7d").fill("40")
    choose(page, activities_csv=made.strava(*RUNS))
    has_not_run_since(page, "25 Nov")
    page.get_by_role("button", name="Use these numbers").click()
    assert typed(page) == ["21.1", "14", "40", "12.5"]
    Person(page).sees("You typed 40.")

    page.get_by_role("button", name="Use 30.1 km instead").click()
    assert typed(page) == ["21.1", "14", "30.1", "12.5"]


def test_numbers_follow_the_unit_and_what_was_typed_does_not(weeks):
    page = weeks()
    page.locator("#km_last_7d").fill("40")
    choose(page, activities_csv=made.strava(*RUNS))
    has_not_run_since(page, "25 Nov")
    page.get_by_role("button", name="Use these numbers").click()
    page.locator("label:has(#unit-mi)").click()

    assert typed(page) == ["13.1", "8.7", "40", "7.8"]
    Person(page).sees("Use 18.7 miles instead")


def test_the_days_that_count_are_asked_for(weeks):
    page = weeks()
    choose(page, activities_csv=made.strava(*RUNS))
    page.get_by_label("When did the pain start").fill("2026-11-06")
    page.get_by_label("When did the pain start").press("Enter")
    Person(page).sees("Longest run, 24 Oct to 6 Nov: 14 km on 24 Oct", "before that run: 10 km")
    page.get_by_label("The last 7 days end on").fill("2026-11-12")
    Person(page).sees("Last 7 days, 6 Nov to 12 Nov: 12.5 km", "9 Oct to 5 Nov: 9.4 km")


def test_days_that_the_files_do_not_reach_are_said_and_not_counted_as_rest(weeks):
    """Runs that are missing would make a jump of what was none."""
    page = weeks()
    choose(page, activities_csv=made.strava(*RUNS[4:]))
    has_not_run_since(page, "25 Nov")
    Person(page).sees("Your files say nothing about 23 Oct to 11 Nov.", "Use 5.6 km anyway")
    page.get_by_role("button", name="Use these numbers").click()

    assert typed(page) == ["21.1", "", "30.1", ""]


def test_days_after_the_last_file_are_asked_about_and_not_counted_as_rest(weeks):
    """Sunday's file alone would call the week before Saturday small, and hide a jump."""
    page = weeks()
    choose(page, activities_csv=made.strava(*RUNS[:8]))
    Person(page).sees("Your files end on 22 Nov.", "Your files say nothing about 23 Nov to 26 Nov.")
    page.get_by_role("button", name="Use these numbers").click()
    assert typed(page) == ["", "", "", "12.5"]

    has_not_run_since(page, "22 Nov")
    page.get_by_role("button", name="Use these numbers").click()
    assert typed(page) == ["21.1", "14", "21.1", "12.5"]
    page.get_by_label("The last 7 days end on").fill("2026-11-22")
    Person(page).sees("Last 7 days, 16 Nov to 22 Nov: 21.1 km").does_not_see("Your files end on")


def test_single_files_are_all_the_runs_only_where_the_runner_says_so(weeks):
    page = weeks()
    days = [f"2026-{day}" for day in ("10-22", "11-02", "11-12", "11-22")]
    tracks = {
        f"n{i}_gpx": [(*at[:2], f"{day}T07:00:00Z") for at in TRACK] for i, day in enumerate(days)
    }
    choose(page, **{name: made.gpx(("running", track)) for name, track in tracks.items()})
    Person(page).sees("4 runs found.", "Your files say nothing about 23 Oct to 1 Nov.")
    Person(page).does_not_see("Use these numbers")

    page.get_by_label("These are all my runs since 22 Oct").check()
    page.get_by_role("button", name="Use these numbers").click()
    assert typed(page) == ["5.3", "5.3", "5.3", "2.6"]


def test_a_file_between_others_is_asked_about_again(weeks):
    page = weeks()
    choose(page, activities_csv=made.strava(*RUNS[:8]))
    has_not_run_since(page, "22 Nov")
    choose(
        page, one_fit=made.fit(made.RUNNING, datetime(2026, 11, 24, 7, tzinfo=UTC), 5000).as_bytes()
    )

    assert not page.get_by_label("These are all my runs since 22 Nov").is_checked()


def test_no_run_in_days_that_the_files_do_reach_is_none(weeks):
    page = weeks()
    rides = [("Oct 1, 2026, 8:00:00 AM", "Ride", "22.00", "22000.0"), RUNS[6]]
    choose(page, activities_csv=made.strava(*rides))
    has_not_run_since(page, "22 Nov")
    page.get_by_role("button", name="Use these numbers").click()

    assert typed(page) == ["21.1", "0", "21.1", "0"]


def test_a_table_with_other_columns_is_asked_about_until_it_is_understood(weeks):
    page = weeks()
    choose(page, own_csv=b"Kind;When;How far\nJaunt;2026-11-22 10:00;5,5\nRun;2026-11-23 9:00;6\n")
    page.get_by_label("Which column of own.csv is the date?").select_option("When")
    page.get_by_label("Which column of own.csv is the kind of activity?").select_option("Kind")
    page.get_by_label("Which column of own.csv is the distance?").select_option("How far")
    page.get_by_label("Distances in own.csv are in").select_option("kilometres")
    Person(page).sees("1 run found. Left out: Jaunt (1).")
    page.get_by_label("Was this a run? Jaunt").check()

    Person(page).sees("2 runs found.", "Last 7 days, 20 Nov to 26 Nov: 11.5 km")


def test_years_of_runs_are_counted_at_once(weeks):
    page = weeks()
    day = datetime(2026, 11, 26, 6, tzinfo=UTC)
    dates = [day - timedelta(hours=11 * n) for n in range(5000)]
    runs = [(f"{one:%b %d, %Y, %I:%M:%S %p}", "Run", "5.00", "5000.0") for one in dates]
    choose(page, activities_csv=made.strava(*runs, ("Nov 9, 2026", "Run", "--", "")))

    Person(page).sees("5000 runs found.", "1 run in activities.csv without a distance left out.")


def test_files_without_a_sport_a_day_or_a_unit_are_asked_about(weeks):
    page = weeks()
    start = datetime(2026, 11, 20, 7, tzinfo=UTC)
    timed = [(lat, lon, "2026-11-19T07:00:00Z") for lat, lon, _ in TRACK]
    choose(
        page,
        track_gpx=made.gpx(("", timed)),
        undated_fit=made.fit(made.RUNNING, made.FIT_EPOCH + timedelta(days=9), 8000).as_bytes(),
        watch_fit=made.fit(made.RUNNING, start, 5000).as_bytes(),
        plain_gpx=made.gpx(("running", TRACK)),
        Activities_csv=made.garmin(("Running", "2026-11-21 18:30:12", "6.00")),
    )
    Person(page).sees(
        "1 run found. Left out: outing without a type (1).",
        "does not say when a run of 8 km",
    )
    page.get_by_label("Was this a run? track.gpx, 19 Nov, 5.3 km").check()
    page.get_by_label("On which day was this run? undated.fit").fill("2026-11-18")
    page.get_by_label("On which day was this run? plain.gpx, 5.3 km").fill("2026-11-17")
    page.get_by_label("Distances in Activities.csv are in").select_option("miles")
    Person(page).sees("5 runs found.", "Last 7 days, 20 Nov to 26 Nov: 14.7 km")
    page.get_by_label("Distances in Activities.csv are in").select_option("kilometres")
    Person(page).sees("Last 7 days, 20 Nov to 26 Nov: 11 km")

    page.get_by_role("button", name="Remove these files").click()
    Person(page).does_not_see("runs found", "On which day")


def test_many_files_without_a_sport_are_called_runs_at_once(weeks):
    page = weeks()
    days = {f"{day}_gpx": f"2026-11-{day}T07:00:00Z" for day in (21, 22, 23)}
    choose(
        page, **{name: made.gpx(("", [(*at[:2], on) for at in TRACK])) for name, on in days.items()}
    )
    page.get_by_role("button", name="All of these are runs").click()

    Person(page).sees("3 runs found.", "Last 7 days, 20 Nov to 26 Nov: 15.9 km")
    Person(page).does_not_see("All of these are runs")


def test_with_everything_asked_and_said_it_can_be_read_and_used_by_anybody(weeks):
    page = weeks()
    choose(
        page,
        activities_csv=made.strava(*RUNS),
        old_fit=made.fit(made.RUNNING, made.FIT_EPOCH + timedelta(days=9), 8000).as_bytes(),
        track_gpx=made.gpx(("", TRACK)),
        Activities_csv=made.garmin(("Running", "03/04/2026 18:30:12", "6.00")),
        Settings_fit=made.Fit().define(0, 0, (0, made.ENUM)).write(0, (made.ENUM, 2)).as_bytes(),
    )
    page.locator("#km_last_7d").fill("40")
    Person(page).sees("Settings.fit is from a watch, but holds no activity.")

    assert offences(page) == []


def test_without_a_network_it_says_so_until_there_is_one(open_page, watch):
    page = open_page(WEEKS, healthy_runner(**LOAD_JUMP))
    page.context.set_offline(True)
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page.locator("#watch > summary").click()
    failed = page.get_by_text("It could not be loaded. Type the distances instead.")
    expect(failed).to_be_visible()

    page.context.set_offline(False)
    page.locator("#watch > summary").click()
    page.locator("#watch > summary").click()
    expect(page.get_by_label("Files from your watch or app")).to_be_visible()
    expect(failed).not_to_be_attached()


def test_nothing_of_it_is_fetched_for_whoever_does_not_turn_to_it(open_page, site):
    page = open_page("/about", healthy_runner(**LOAD_JUMP))
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(WEEKS, wait_until="networkidle")
    reader = site.app.jinja_env.globals["watch_script_url"]
    assert not any(reader in url for url in fetched)

    with page.expect_request(f"**{reader}"):
        page.locator("#watch > summary").hover()


def test_the_panel_is_there_for_a_runner_with_script_alone(open_next):
    page = open_next(WEEKS, healthy_runner(**LOAD_JUMP), has_script=False)
    Person(page).does_not_see("Fill these from your watch").sees("Your longest run")


# By the three tables as they are exported: dates and decimals of each language.
STRAVA_LINES = {
    "en": (
        "Activity ID,Activity Date,Activity Name,Activity Type,Distance",
        "Sep 12, 2018, 3:02:23 PM",
        "Run",
        "9.44",
    ),
    "de": (
        "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Distanz",
        "12.09.2018, 15:02:23",
        "Lauf",
        "9,44",
    ),
    "fr": (
        "ID de l'activité,Date de l'activité,Nom de l'activité,Type d'activité,Distance",
        "12 sept. 2018 à 15:02:23",
        "Course à pied",
        "9,44",
    ),
    "es": (
        "ID de actividad,Fecha de la actividad,Nombre de la actividad,Tipo de actividad,Distancia",
        "12 sept 2018, 15:02:23",
        "Carrera",
        "9,44",
    ),
    "it": (
        "ID attività,Data dell'attività,Nome dell'attività,Tipo di attività,Distanza",
        "12 set 2018, 15:02:23",
        "Corsa",
        "9,44",
    ),
    "pt": (
        "ID da atividade,Data da atividade,Nome da atividade,Tipo de atividade,Distância",
        "12 de set. de 2018, 15:02:23",
        "Corrida",
        "9,44",
    ),
    "nl": (
        "Activiteits-ID,Datum van activiteit,Naam van activiteit,Activiteitstype,Afstand",
        "12 sep. 2018 15:02:23",
        "Hardloopsessie",
        "9,44",
    ),
}
GARMIN_LINES = {
    "en": ("Activity Type,Date,Favorite,Title,Distance,Calories", "Treadmill Running", "10.52"),
    "de": ("Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien", "Laufbandtraining", "10,52"),
    "fr": (
        "Type d'activité,Date,Favori,Titre,Distance,Calories",
        "Course à pied sur tapis",
        "10,52",
    ),
    "es": (
        "Tipo de actividad,Fecha,Favorito,Título,Distancia,Calorías",
        "Carrera en cinta",
        "10,52",
    ),
    "it": ("Tipo di attività,Data,Preferito,Titolo,Distanza,Calorie", "Corsa", "10,52"),
    "pt": (
        "Tipo de atividade,Data,Favorito,Título,Distância,Calorias",
        "Corrida em esteira",
        "10,52",
    ),
    "nl": ("Activiteittype,Datum,Favoriet,Titel,Afstand,Calorieën", "Hardlopen", "10,52"),
}
DATES = {
    "Sep 12, 2018, 3:02:23 AM": "2018-09-11",  # in UTC: the evening before in Vancouver
    "Sep 12, 2018, 12:30:00 PM": "2018-09-12",
    "Sep 12, 2018, 12:30:00\u202fAM": "2018-09-11",
    "2018-09-12 15:02:23": "2018-09-12",
    "2018-09-12T02:00:00Z": "2018-09-11",
    "12.9.2018": "2018-09-12",
    "25/12/2018 15:02": "2018-12-25",
    "12/25/2018 15:02": "2018-12-25",
    "6 mrt. 2024 14:23:15": "2024-03-06",
    "1 août 2024 à 14:23:15": "2024-08-01",
    "3 févr. 2024, 14:23": "2024-02-03",
    "1 gen 2024, 14:23": "2024-01-01",
    "5 de out. de 2024, 14:23": "2024-10-05",
    "31.02.2018, 15:02:23": "",
    "yesterday": "",
}
# Nobody runs 5,000 km at once: those are metres, as Garmin shows them for a track.
FIGURES = {"9.44": 9440, "9,44": 9440, "1.234,56": 1234.56, "1,234.56": 1234.56, "5,000": 5000}
FIGURES |= {"--": 0, "10": 10_000, "0.00": 0, "12’345.5": 12_345.5, "": 0}
KINDS = {
    "run": "Run|Trail Run|Virtual Run|Laufen|Straßenlauf|Trail|Course à pied|Tapis de course|"
    "Correr|Carrera de montaña|Corsa|Corrida|Hardlopen|Trailrun|Loopband|Track Running|"
    "trail_running",
    "other": "Walk|Hike|Ride|Langlaufski|Wandern|Gehen|Radfahren|Schwimmen|Marche|Randonnée|Vélo|"
    "Caminata|Bicicleta|Camminata|Ciclismo|Caminhada|Wandelen|Fietsen|Eislaufen|Yoga|Roller|"
    "Marche sur tapis|Caminata en cinta|Course à vélo",
    "?": "Quidditch|Sonstiges|",
}


@pytest.mark.parametrize("language", STRAVA_LINES)
def test_strava_in_each_language(read, language):
    head, date, kind, shown = STRAVA_LINES[language]
    name = head.rsplit(",", 1)[1]
    table = made.strava((date, kind, shown, "9440.5"), head=f"{head},Commute,{name}")
    found = read("activities.csv", b"\xef\xbb\xbf" + table)
    run = only(found)
    assert (run["sport"], run["metres"], run["on"]) == ("run", 9440.5, "2018-09-12")
    assert run["at"] == datetime(2018, 9, 12, 15, 2, 23, tzinfo=UTC).timestamp() * 1000
    assert found["asks"] == []

    saved = f'{head}\n1,"{date}","x",{kind},"{shown}"'.replace("’", "'").encode("cp1252")
    assert read("saved.csv", saved)["asks"] == ["unit"]
    assert only(read("saved.csv", saved, unit="mi"))["metres"] == pytest.approx(15192.2, abs=0.1)


@pytest.mark.parametrize("language", GARMIN_LINES)
def test_garmin_in_each_language(read, language):
    head, kind, shown = GARMIN_LINES[language]
    table = made.garmin((kind, "2024-05-08 23:30:12", shown), head=head)

    assert read("Activities.csv", table)["asks"] == ["unit"]
    run = only(read("Activities.csv", table, unit="km"))
    assert (run["sport"], run["metres"], run["on"]) == ("run", 10520, "2024-05-08")


def test_dates_as_they_are_written(read):
    def day(date):
        return only(read("a.csv", made.strava((date, "Run", "1.00", "1000.0"))))["on"]

    assert {date: day(date) for date in DATES} == DATES


def test_a_date_that_could_be_two_is_asked_about(read):
    table = made.garmin(("Running", "03/04/2026 10:00", "5.00"))
    days = {one: only(read("a.csv", table, unit="km", order=one))["on"] for one in ("dmy", "mdy")}
    told = made.garmin(("Run", "03/04/2026 10:00", "5.0"), ("Run", "03/28/2026 10:00", "5.0"))

    assert read("a.csv", table)["asks"] == ["order", "unit"]
    assert days == {"dmy": "2026-04-03", "mdy": "2026-03-04"}
    assert [one["on"] for one in read("a.csv", told, unit="km")["activities"]] == [
        "2026-03-04",
        "2026-03-28",
    ]


def test_figures_as_they_are_written(read):
    def metres(shown):
        table = made.garmin(("Running", "2026-11-01 10:00:00", shown))
        found = only(read("a.csv", table, unit="km"))["metres"]
        return found if found > 0 else 0

    found = {shown: metres(shown) for shown in FIGURES}
    assert found == FIGURES


def test_kinds_of_activity(read):
    for sport, kinds in KINDS.items():
        runs = [(kind, "2026-11-01 10:00:00", "5.00") for kind in kinds.split("|")]
        found = read("a.csv", made.garmin(*runs), unit="km")["activities"]
        assert {one["type"]: one["sport"] for one in found} == dict.fromkeys(
            kinds.split("|"), sport
        )


def test_columns_and_lines_that_are_not_understood(read):
    table = b"Kind;When;How far\nRun;2026-11-01 10:00;5,5\nRun\n"
    chosen = {"type": "0", "date": "1", "distance": "2", "unit": "km"}
    unreadable = made.garmin(*[("Running", "soon", "5.00")] * 6)

    assert read("a.csv", table)["asks"] == ["date", "type", "distance"]
    found = read("a.csv", table, **chosen)
    assert (only(found)["metres"], only(found)["on"]) == (5500, "2026-11-01")
    assert found["notes"] == ["1 line of a.csv could not be read."]
    assert read("a.csv", unreadable, unit="km")["notes"][0].startswith("We cannot read 6 dates")
    assert "in the middle of a line" in read("a.csv", made.strava(RUNS[0])[:90])["notes"][0]


NOTHING = {
    "empty.csv": (b"", "empty.csv is empty. Export it again."),
    "head.csv": (made.GARMIN.encode(), "head.csv holds no activity. Export it again."),
    "photo.jpg": (b"\xff\xd8\xff\xe0\0\0\0", "We cannot read runs from photo.jpg. Choose Strava's"),
    "note.txt": (b"Ran today, slowly.", "We cannot read runs from note.txt."),
    "page.html": (b"<html><p>Hello", "We cannot read runs from page.html."),
    "cut.gpx": (made.gpx(("", TRACK))[:-90], "cut.gpx is damaged. Export it again."),
    "route.gpx": (b"<gpx><rte/></gpx>", "route.gpx holds no track:"),
    "plan.tcx": (b"<TrainingCenterDatabase/>", "plan.tcx holds no activity:"),
    "cut.fit": (made.fit(1, NOW, 5000).as_bytes()[:20], "cut.fit is damaged. Copy it from"),
    "cut.fit.gz": (gzip.compress(b"x" * 999)[:20], "cut.fit.gz is damaged. Export it again."),
    "bomb.csv.gz": (gzip.compress(bytes(70 << 20)), "bomb.csv.gz is too large (over 64 MB)."),
    "cut.zip": (b"PK\x03\x04" + bytes(40), "cut.zip is damaged. Export it again."),
}


def test_what_is_no_run_is_said_by_name_with_what_to_do(read, reader):
    reader[1].expect("Applying inline style")  # of what Chromium itself makes of broken XML
    said = {name: read(name, content)["problem"] for name, (content, _) in NOTHING.items()}

    assert {n: s for n, s in said.items() if not s.startswith(NOTHING[n][1])} == {}


def zipped(**files):
    made_zip = io.BytesIO()
    with zipfile.ZipFile(made_zip, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made_zip.getvalue()


def test_what_is_packed_is_unpacked(read):
    run = made.fit(made.RUNNING, NOW, 5000).as_bytes()
    whole = zipped(activities__1_fit_gz=gzip.compress(run), activities_csv=made.strava(RUNS[0]))
    tracks = zipped(a_fit=run, b_fit=b"no", c_gpx=made.gpx(("running", TRACK)), d_jpg=b"x")

    assert only(read("run.fit.gz", gzip.compress(run)))["metres"] == 5000
    assert only(read("export.zip", whole))["metres"] == 10_000
    found = read("tracks.zip", tracks)
    assert [one["name"] for one in found["activities"]] == ["a.fit", "c.gpx"]
    assert found["notes"][0].startswith("We cannot read runs from b.fit.")


# What the libraries say of a file, and what the page makes of it.


def by_fitdecode(content):
    """Start, sport and metres of each session."""
    with catch_warnings(), fitdecode.FitReader(io.BytesIO(content)) as file:
        simplefilter("ignore")
        frames = [one for one in file if isinstance(one, fitdecode.FitDataMessage)]
    return [
        tuple(
            one.get_value(name, fallback=None) for name in ("start_time", "sport", "total_distance")
        )
        for one in frames
        if one.name == "session"
    ]


def same_as_fitdecode(read, name, content):
    sessions, found = by_fitdecode(content), read(name, content)["activities"]
    assert len(sessions) == len(found) > 0
    for (start, sport, metres), one in zip(sessions, found, strict=True):
        assert one["metres"] == pytest.approx(metres, abs=0.01)
        assert (one["sport"] == "run") == (sport == "running")
        is_date = isinstance(start, datetime)
        assert one["at"] == (
            start.timestamp() * 1000 if is_date else pytest.approx(float("nan"), nan_ok=True)
        )


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("developer", [0, 5])
@pytest.mark.parametrize("sport", [made.RUNNING, made.CYCLING])
def test_a_made_up_fit_is_read_as_fitdecode_reads_it(read, order, developer, sport):
    content = made.fit(sport, NOW, 9008.22, order, developer).as_bytes()
    same_as_fitdecode(read, "run.fit", content)
    twice = read("two.fit", content + content)
    assert len(twice["activities"]) == 2
    assert twice["notes"] == []


FIT_FILES = ["garmin-fenix-5-run", "activity-small-fenix2-run", "compressed-speed-distance"]
FIT_FILES += ["garmin-fenix-5-walk", "garmin-fenix-5-bike"]


@NEEDS_SHARED
@pytest.mark.parametrize("name", FIT_FILES)
def test_a_watchs_fit_is_read_as_fitdecode_reads_it(read, name):
    same_as_fitdecode(read, name, (SHARED / f"{name}.fit").read_bytes())


@NEEDS_SHARED
def test_a_watchs_fit_that_is_damaged_is_read_as_far_as_it_goes_and_said(read):
    def said(name):
        found = read(f"{name}.fit", (SHARED / f"{name}.fit").read_bytes())
        return only(found)["metres"], found["notes"]

    metres, notes = said("activity-filecrc")
    assert (metres, notes) == (5.73, ["activity-filecrc.fit may be damaged: check its distance."])
    assert "ends early" in said("activity-unexpected-eof")[1][0]
    settings = read("Settings.fit", (SHARED / "Settings.fit").read_bytes())
    assert "holds no activity" in settings["problem"]


def test_a_fit_that_ends_early_or_is_damaged(read):
    whole = made.fit(made.RUNNING, NOW, 5000)
    early = read("early.fit", whole.as_bytes()[:-9])
    damaged = read("damaged.fit", whole.as_bytes(is_whole=False))
    packed = made.without_end(NOW, 0, 200, 300, 500, 700.5)

    assert (only(early)["metres"], only(early)["sport"]) == (2500, "?")
    assert early["notes"] == ["early.fit ends early: check its distance."]
    assert only(damaged)["metres"] == 5000
    assert damaged["notes"] == ["damaged.fit may be damaged: check its distance."]
    run = only(read("packed.fit", packed.as_bytes()))
    assert (run["metres"], run["sport"]) == (700.5, "run")
    assert run["at"] == NOW.timestamp() * 1000
    for begun in (NOW, NOW + timedelta(seconds=29)):
        timed = only(read("timed.fit", made.timed_in_five_bits(begun, 700).as_bytes()))
        assert timed["metres"] == 700
        assert timed["at"] == (begun + timedelta(seconds=5)).timestamp() * 1000


def metres_by_gpxpy(content):
    return gpxpy.parse(content.decode("utf-8-sig")).length_2d()


def test_a_gpx_is_as_long_as_gpxpy_says(read):
    on = "2026-11-19T05:{:02}:00Z"
    timed = [(lat, lon, on.format(n)) for n, (lat, lon, _) in enumerate(TRACK)]
    near = ("", [(lat + 0.1, lon, time) for lat, lon, time in timed])
    far = ("running", [(lat, lon, "2026-11-20T07:00:00Z") for lat, lon, _ in TRACK])
    one_run = read("two.gpx", made.gpx(("", timed), near))
    two_runs = read("two.gpx", made.gpx(("", timed), far))

    content = made.gpx(("", timed), near)
    assert only(one_run)["metres"] == pytest.approx(metres_by_gpxpy(content), rel=0.003)
    assert (only(one_run)["sport"], only(one_run)["on"]) == ("?", "2026-11-18")
    assert [one["sport"] for one in two_runs["activities"]] == ["?", "run"]


@NEEDS_SHARED
@pytest.mark.parametrize(
    "name", ["cerknicko-jezero", "cerknicko-without-times", "track_with_speed"]
)
def test_a_real_gpx_is_as_long_as_gpxpy_says(read, name):
    content = (SHARED / f"{name}.gpx").read_bytes()

    assert only(read("a.gpx", content))["metres"] == pytest.approx(
        metres_by_gpxpy(content), rel=0.003
    )


@NEEDS_SHARED
def test_a_gpx_with_a_mark_and_no_track_is_said(read):
    content = (SHARED / "unicode_with_bom.gpx").read_bytes()

    assert "holds no track" in read("bom.gpx", content)["problem"]


def same_as_tcxreader(read, path):
    told, one = TCXReader().read(str(path)), only(read("a.tcx", path.read_bytes()))
    assert one["metres"] == pytest.approx(told.distance, abs=1)
    assert one["at"] == told.start_time.replace(tzinfo=UTC).timestamp() * 1000
    assert (one["sport"] == "run") == (told.activity_type == "Running")


@pytest.mark.parametrize("sport", ["Running", "Biking", "Other"])
def test_a_made_up_tcx_is_read_as_tcxreader_reads_it(read, tmp_path, sport):
    path = tmp_path / "a.tcx"
    path.write_bytes(made.tcx(sport, "2026-11-19T07:00:00Z", 1000.5))
    same_as_tcxreader(read, path)
    laps = made.tcx(sport, "2026-11-19T07:00:00Z", 1000.5, 900)
    assert only(read("laps.tcx", laps))["metres"] == 1900.5


@NEEDS_SHARED
def test_a_watchs_tcx_is_read_as_tcxreader_reads_it(read):
    same_as_tcxreader(read, SHARED / "sup_activity_1.tcx")


def test_the_whole_is_small(site):
    asset = site.app.jinja_env.globals["watch_script_url"]
    answer = site.app.test_client().get(asset, headers={"Accept-Encoding": "gzip"})

    assert answer.content_encoding == "gzip"
    assert len(answer.data) < 12_000
