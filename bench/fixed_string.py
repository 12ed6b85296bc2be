"""The peer that pages' CPU limits are scaled by: a view that answers a fixed string.

The limits in milliseconds were set on one machine; another is slower or faster, and so is the same
one an hour later. What is compared is therefore a page and the string, measured in one run.
"""

from bench.server import Server, gunicorn

PATH = "/bench/static/"
MS = 1.06  # its CPU where the limits were set
WARM, TIMES = 50, 200


def cost(server: Server) -> float:
    """CPU milliseconds of one request for it."""
    server.get(PATH, WARM)
    before = server.cpu_ms()
    server.get(PATH, TIMES)
    return (server.cpu_ms() - before) / TIMES


def cost_in(environment: dict[str, str]) -> float:
    """The same, of a server of its own."""
    with gunicorn({**environment, "DJANGO_SETTINGS_MODULE": "bench.settings"}) as server:
        return cost(server)


def scaled(limit_ms: float, fixed: float) -> float:
    """What a limit in milliseconds is where the string costs `fixed`."""
    return limit_ms / MS * fixed
