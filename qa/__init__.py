"""Benchmarks and drills, outside the product: nothing imports them, and they import none of it,
but for lists.py, which asks the store, and today.py.

Each starts the app as a user does (`python app.py`, `flask …`) in a folder of its own, and comes to
it by HTTP or with a browser. `python -m qa` (__main__.py) runs them, report.py says what came out.

bench.py         what the app costs, as ratios; hello.py: a bare app to measure against
today.py         how long the clinic's day with 200 appointments takes
lists.py         how long the store takes to find a page of a list
load.py          a few hundred patients at once
slow_clients.py  half-sent requests; nginx.py: the shipped one in front
killing.py       servers killed at work; restarting.py: stopped and started again
failover.py      PostgreSQL's replica takes over; pooling.py: killing behind pgbouncer;
                 database_servers.py: both of them, and the server
restoring.py     backups put back
kiosk.py         person after person at one screen
fuzzing.py       odd requests from everybody
at_work.py       what those at work were told is kept; people.py: who they are
site.py          the app as a process; browser.py, forms.py: what comes to it
drill.py         what every drill is given
"""
