"""airspeed and airspeed-ext, measured as benches/peers/README.md says all engines are."""

import copy
import json
import pathlib
import statistics
import sys
import time

import airspeed

SHORT = {"\b": "\\b", "\n": "\\n", "\t": "\\t", "\f": "\\f", "\r": "\\r"}


class Mapping(dict):
    """A map with the methods of Java's that the workloads call."""

    def keySet(self):
        return list(self)


class List(list):
    """A list with the method of Java's that the workloads call."""

    def size(self):
        return len(self)


def from_json(text):
    return as_java(json.loads(text))


def as_java(value):
    if isinstance(value, dict):
        return Mapping((name, as_java(member)) for name, member in value.items())
    return List(map(as_java, value)) if isinstance(value, list) else value


def escape(character):
    if character in "'\"\\/":
        return "\\" + character
    if " " <= character <= "\x7f":
        return character
    units = character.encode("utf-16-be")
    return SHORT.get(character) or "".join(f"\\u{units[at]:02X}{units[at + 1]:02X}" for at in range(0, len(units), 2))


class Util:
    def escapeJavaScript(self, text):
        return "".join(map(escape, str(text)))

    def parseJson(self, text):
        return from_json(text)


class Input:
    def __init__(self, event):
        self.event = event
        self.document = None

    def path(self, path):
        """`$` and `$.a.b`: all that the workloads ask for."""
        if self.document is None:
            self.document = from_json(self.event["body"])
        value = self.document
        for name in path[2:].split(".") if path != "$" else []:
            value = value.get(name)
        return value

    def json(self, path):
        return json.dumps(self.path(path), separators=(",", ":"), ensure_ascii=False)

    def params(self):
        return Mapping((place, Mapping(pairs)) for place, pairs in self.event["params"].items())


class Workload:
    def __init__(self, folder, name):
        self.text = (folder / f"{name}.vtl").read_text()
        self.event = from_json((folder / f"{name}.json").read_text())
        self.template = self.parse()

    def parse(self):
        template = airspeed.Template(self.text)
        template.ensure_compiled()
        return template

    def render(self, template=None):
        return (template or self.template).merge({
            "input": Input(self.event),
            "util": Util(),
            "context": copy.deepcopy(self.event["context"]),
            "stageVariables": Mapping(self.event["stageVariables"]),
        })

    def cold(self):
        return self.render(self.parse())


def measure(milliseconds, operation):
    """The median of batches that each take about a millisecond, so that asking the clock costs nothing."""
    def batch(size):
        start = time.perf_counter_ns()
        for _ in range(size):
            operation()
        return time.perf_counter_ns() - start

    end = time.perf_counter_ns() + milliseconds * 1_000_000
    size = 1
    while batch(size) < 500_000:
        size *= 2
    times = []
    while not times or time.perf_counter_ns() < end:
        times.append(batch(size) / size)
    return statistics.median(times)


def main(folder, once=None):
    folder = pathlib.Path(folder)
    if once:
        sys.stdout.write(Workload(folder, once).render())
        return
    for line in sys.stdin:
        what, name, *milliseconds = line.split()
        workload = Workload(folder, name)
        if what == "output":
            print(json.dumps(workload.render()), flush=True)
        else:
            print(f"{measure(int(milliseconds[0]), getattr(workload, what)):.1f}", flush=True)


main(*sys.argv[1:])
