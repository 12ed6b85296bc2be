"""Work that is done by several at the same moment."""

import threading

from django.db import connection


def at_once(work, count: int = 4) -> list:
    """What `work` returned, done by so many at the same moment, each over its own connection."""
    done, start = [], threading.Barrier(count)

    def run() -> None:
        start.wait()
        done.append(work())
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == count
    return done
