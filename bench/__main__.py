"""make bench: one line a figure, then how many aims were met."""

from collections.abc import Callable, Iterator
from time import monotonic

from bench.browser import browser_figures
from bench.engines import engine_figures
from bench.explaining import explaining_figures
from bench.figures import Figure, heading
from bench.imports import import_figures
from bench.judging import judging_figures
from bench.pages import page_figures
from bench.reviewing import reviewing_figures
from bench.serving import serving_figures
from bench.start import start_figures
from bench.wire import wire_figures

MEASURES: tuple[Callable[[], Iterator[Figure]], ...] = (
    judging_figures,
    engine_figures,
    explaining_figures,
    reviewing_figures,
    page_figures,
    serving_figures,
    import_figures,
    start_figures,
    wire_figures,
    browser_figures,
)


def main() -> None:
    """Print every figure as it comes."""
    started, figures = monotonic(), []
    print(heading())
    for measure in MEASURES:
        for figure in measure():
            figures.append(figure)
            print(figure, flush=True)
    judged = [figure for figure in figures if figure.is_met is not None]
    met = sum(bool(figure.is_met) for figure in judged)
    print(f"{met} of {len(judged)} aims met, in {monotonic() - started:.0f} s.")


if __name__ == "__main__":
    main()
