"""Evaluates conditions with cel-python, for docket-bench: conditions in the first line of a file, an order's variables in
each line after it. Amounts are bound as whole hundredths, because CEL multiplies no double by an int."""

import json
import sys
import time
from decimal import Decimal

import celpy
from celpy import celtypes


def typed(value):
    kind, content = value["type"], value.get("value")
    if kind == "list":
        return celtypes.ListType([typed(element) for element in content])
    if kind == "map":
        return celtypes.MapType({typed(key): typed(element) for key, element in content})
    if kind == "bool":
        return celtypes.BoolType(content)
    if kind == "decimal":
        return celtypes.IntType(int(Decimal(content) * 100))
    if kind == "timestamp":
        return celtypes.TimestampType(content)
    if kind == "string":
        return celtypes.StringType(content)
    raise ValueError(kind)


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        rules = json.loads(next(lines))
        orders = [{name: typed(value) for name, value in json.loads(line).items()} for line in lines]
    environment = celpy.Environment()
    programs = [(rule["id"], environment.program(environment.compile(rule["when"]))) for rule in rules]
    before = time.process_time()
    matches = [[name for name, program in programs if program.evaluate(order)] for order in orders]
    seconds = time.process_time() - before
    print(json.dumps({"cpuSeconds": seconds, "matches": matches}))


main()
