"""Guesses by chance: how many hit, and how many are looked at from one address in a minute."""

from collections.abc import Callable, Iterator
from random import Random

from records.engine.tokens import LENGTH, SIGNS
from torture.figures import Figure, none_of
from torture.guesses.asking import Answered, Guesser

TRIES_A_MINUTE = 20
SURELY = 60  # tries, all within a minute, by which the limit must have bitten

Try = Callable[[Guesser, Random], Answered]


def signs(random: Random, length: int) -> str:
    """As many of the signs that secrets are made of."""
    return "".join(random.choices(SIGNS, k=length))


def at_link(guesser: Guesser, random: Random) -> Answered:
    """A patient's link."""
    return guesser.look(f"/v/{signs(random, LENGTH)}")


def at_name(guesser: Guesser, random: Random) -> Answered:
    """A visit by the name in its address."""
    return guesser.look(f"/visit/{signs(random, 10)}/answers")


def at_scanned(guesser: Guesser, random: Random) -> Answered:
    """A result taken along, by the scanned address: whole or as short as its code."""
    guesser.look(f"/t/{signs(random, random.choice((8, LENGTH)))}")
    return guesser.look("/t/ready")


def at_code(guesser: Guesser, random: Random) -> Answered:
    """A result taken along, by its code."""
    return guesser.send("/t", code=signs(random, 8))


def at_device(guesser: Guesser, random: Random) -> Answered:
    """A kiosk, by its set-up code."""
    return guesser.send("/kiosk/enrol", code=signs(random, 8))


def at_set_up(guesser: Guesser, random: Random) -> Answered:
    """A set-up link."""
    return guesser.look(f"/clinic/set-up/{signs(random, LENGTH)}")


def at_passphrase(guesser: Guesser, random: Random) -> Answered:
    """The passphrase of somebody whose name is known."""
    return guesser.send("/clinic/sign-in", name="Robin Hale", passphrase=signs(random, 14))


FORMS = {at_code: "/t", at_device: "/kiosk/enrol", at_passphrase: "/clinic/sign-in"}
BY_CHANCE: dict[str, Try] = {
    "links": at_link,
    "visits by name": at_name,
    "results by scanned address": at_scanned,
    "results by code": at_code,
    "devices by code": at_device,
    "set-up links": at_set_up,
}
LIMITED: dict[str, Try] = {
    "links": at_link,
    "results by code": at_code,
    "devices by code": at_device,
    "passphrases": at_passphrase,
}


def is_hit(found: Answered) -> bool:
    """Whether a try led anywhere but to the page that says there is nothing."""
    if found.status == 303:
        return found.place not in ("/visit/unknown", "/t/ready")
    is_told = "not right" in found.text or "no result for this code" in found.text
    return not (found.status in (404, 429) or is_told or found.has_to_wait)


def by_chance(port: int, tries: int, random: Random) -> Iterator[Figure]:
    """Each try from another address, so that none has to wait."""
    for what, guess in BY_CHANCE.items():
        guesser, hits = _begin(port, guess, random), 0
        for _ in range(tries):
            hits += is_hit(guess(guesser, random))
        guesser.close()
        yield none_of("12", f"{what} found by chance", hits, f"of {tries:,}")


def from_one_place(port: int, random: Random) -> Iterator[Figure]:
    """All tries from one address, as fast as they go."""
    for what, guess in LIMITED.items():
        guesser, looked_at = _begin(port, guess, None), 0
        for _ in range(SURELY):
            found = guess(guesser, random)
            if found.has_to_wait:
                break
            looked_at += 1
        guesser.close()
        is_met = looked_at < TRIES_A_MINUTE
        said, aim = f"after {looked_at} tries", f"within {TRIES_A_MINUTE}"
        yield Figure("12", f"{what}: one address has to wait", said, aim, is_met)


def _begin(port: int, guess: Try, random: Random | None) -> Guesser:
    guesser = Guesser(port, random)
    if guess in FORMS:
        guesser.open_form(FORMS[guess])
    return guesser
