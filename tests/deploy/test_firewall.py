"""The shipped firewall, between two hosts of the test's own: network namespaces on this machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RULES = Path(__file__).parents[2] / "deploy" / "nftables.conf"
LISTEN = """
import socket, sys
doors = [socket.create_server(("", port), backlog=512) for port in (443, 8001)]
print("open", flush=True)
sys.stdin.read()
"""
KNOCK = """
import socket
held = []
for address, port, times in ((2, 443, 110), (3, 443, 1), (3, 8001, 1)):
    came_in = 0
    for _ in range(times):
        line = socket.socket()
        line.settimeout(1)
        line.bind((f"192.168.203.{address}", 0))
        came_in += line.connect_ex(("192.168.203.1", port)) == 0
        held.append(line)
    print(came_in)
"""


@pytest.fixture
def hosts():
    """The names of two hosts with a cable between them; the first is behind the firewall."""
    names = {"CLINIC": f"clinic-{os.getpid()}", "VISITOR": f"visitor-{os.getpid()}"}
    about = os.environ | names | {"RULES": str(RULES), "PYTHON": sys.executable}
    laid = subprocess.run(
        [
            "/bin/sh",
            "-ec",
            """
            ip netns add "$CLINIC"
            ip netns add "$VISITOR"
            ip link add eth0 netns "$CLINIC" type veth peer name eth0 netns "$VISITOR"
            ip -n "$CLINIC" address add 192.168.203.1/24 dev eth0
            ip -n "$VISITOR" address add 192.168.203.2/24 dev eth0
            ip -n "$VISITOR" address add 192.168.203.3/24 dev eth0
            ip -n "$CLINIC" link set eth0 up
            ip -n "$VISITOR" link set eth0 up
            ip netns exec "$CLINIC" nft -f "$RULES"
            """,
        ],
        env=about,
        capture_output=True,
        text=True,
    )
    yield about if laid.returncode == 0 else pytest.skip(f"no hosts of its own: {laid.stderr}")
    subprocess.run(
        ["/bin/sh", "-c", 'ip netns del "$CLINIC"; ip netns del "$VISITOR"'], env=about, check=True
    )


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("nft") or not shutil.which("ip"),
    reason="needs root, nftables and iproute2",
)
def test_one_address_holds_a_hundred_connections_and_keeps_nobody_else_out(hosts):
    listening = subprocess.Popen(
        ["/bin/sh", "-c", 'exec ip netns exec "$CLINIC" "$PYTHON" -c "$LISTEN"'],
        env=hosts | {"LISTEN": LISTEN},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with listening:
        assert listening.stdout.readline() == b"open\n"
        knocked = subprocess.run(
            ["/bin/sh", "-c", 'ip netns exec "$VISITOR" "$PYTHON" -c "$KNOCK"'],
            env=hosts | {"KNOCK": KNOCK},
            capture_output=True,
            text=True,
        )
        listening.stdin.close()

    crowd, other, app_itself = knocked.stdout.split()
    assert (crowd, other, app_itself) == ("100", "1", "0"), knocked.stderr
