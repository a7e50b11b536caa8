"""Reads one file with a library that a Python user knows, and prints as JSON what it cost.

usage: bench-formats.py csv|polars|orjson|orjson-lines FILE
"""

import json
import os
import sys
import time


def read_csv(path):
    import csv

    with open(path, newline="", encoding="utf-8") as file:
        return sum(1 for _ in csv.reader(file))


def read_polars(path):
    import polars

    # As text: a GTIN that is read as a number is no GTIN any more. Our own reader keeps them too.
    return polars.read_csv(path, schema_overrides={"gtin": polars.String, "ship_to_postal_code": polars.String}).height


def read_orjson(path):
    import orjson

    with open(path, "rb") as file:
        return len(orjson.loads(file.read()))


def read_orjson_lines(path):
    import orjson

    count = 0
    with open(path, "rb") as file:
        for line in file:
            orjson.loads(line)
            count += 1
    return count


READERS = {"csv": read_csv, "polars": read_polars, "orjson": read_orjson, "orjson-lines": read_orjson_lines}


def main():
    name, path = sys.argv[1:]
    if name == "polars":
        os.environ["POLARS_MAX_THREADS"] = "1"
        import polars  # noqa: F401  (its start is not part of the reading)
    if name.startswith("orjson"):
        import orjson  # noqa: F401
    before = time.process_time()
    count = READERS[name](path)
    print(json.dumps({"cpuSeconds": time.process_time() - before, "count": count, "problems": 0}))


main()
