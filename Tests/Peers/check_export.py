"""Checks what proftui exported with the programs that own the formats, and against Python's own pstats.

    check_export.py FORMAT EXPORTED PROFILE…    several profiles: EXPORTED holds their sum

Prints nothing and ends with status 0, or says what is wrong.
"""

import csv
import gzip
import json
import marshal
import pstats
import re
import subprocess
import sys
import xml.etree.ElementTree


def close(a, b, tolerance):
    return abs(a - b) <= tolerance


def check_pstats(path, stats):
    """pstats itself reads the file, and finds the same numbers, to the last bit."""
    assert pstats.Stats(path).stats == stats.stats, "other numbers"
    with open(path, "rb") as file:
        marshal.load(file)
        assert not file.read(), "bytes after the end"


def check_speedscope(path, stats):
    """Nothing but what src/lib/file-format-spec.ts of speedscope allows; the self times of functions are pstats'."""
    with open(path, encoding="utf-8") as text:
        file = json.load(text)
    assert file["$schema"] == "https://www.speedscope.app/file-format-schema.json"
    assert set(file) <= {"$schema", "name", "exporter", "activeProfileIndex", "shared", "profiles"}
    frames = file["shared"]["frames"]
    for frame in frames:
        assert set(frame) <= {"name", "file", "line", "col"} and isinstance(frame["name"], str)
    (profile,) = file["profiles"]
    assert set(profile) == {"type", "name", "unit", "startValue", "endValue", "events"}
    assert profile["type"] == "evented" and profile["unit"] == "nanoseconds"
    opened, now, own = [], profile["startValue"], [0] * len(frames)
    for event in profile["events"]:
        assert set(event) == {"type", "frame", "at"} and event["at"] >= now
        if opened:
            own[opened[-1]] += event["at"] - now
        now = event["at"]
        if event["type"] == "O":
            opened.append(event["frame"])
        else:
            assert event["type"] == "C" and opened.pop() == event["frame"], "boxes do not nest"
    assert not opened and now == profile["endValue"]
    compare({(f.get("file", "~"), f.get("line", 0), f["name"]): t for f, t in zip(frames, own)}, stats)


def check_pprof(path, stats):
    """Google's protobuf parses the message; all ids lead somewhere; the self times of functions are pstats'."""
    message = profile_class().FromString(gzip.open(path).read())
    strings = message.string_table
    assert strings[0] == ""
    assert [(strings[t.type], strings[t.unit]) for t in message.sample_type] == [("wall", "nanoseconds")]
    functions = {f.id: f for f in message.function}
    locations = {l.id: functions[l.line[0].function_id] for l in message.location}
    own = {}
    for sample in message.sample:
        function = locations[sample.location_id[0]]
        assert all(id in locations for id in sample.location_id)
        key = (strings[function.filename], function.start_line, strings[function.name])
        own[key] = own.get(key, 0) + sample.value[0]
        labels = {strings[l.key]: strings[l.str] for l in sample.label}
        assert labels["method"] == "GET" and labels["route"].startswith("/"), labels
        assert labels["exactness"] in ("measured", "determined", "estimate")
    assert message.duration_nanos == sum(own.values())
    assert message.time_nanos > 1_700_000_000 * 10**9
    compare(own, stats)


def compare(own, stats):
    """The self times of functions, in nanoseconds, but for small boxes that are drawn as one path."""
    total = sum(tt for _, _, tt, _, _ in stats.stats.values()) * 1e9
    assert close(sum(own.values()), total, 0.002 * total), "time is lost or invented"
    off = sum(abs(own.get(key, 0) - tt * 1e9) for key, (_, _, tt, _, _) in stats.stats.items())
    assert off < 0.01 * total, f"self times are off by {off / total:.2%}"


def check_callgrind(path, stats):
    """callgrind_annotate reads the file, and finds every self and every cumulative time of pstats."""
    for inclusive, column in (("no", 2), ("yes", 3)):
        text = subprocess.run(
            ["callgrind_annotate", "--threshold=100", f"--inclusive={inclusive}", "--auto=no", path],
            check=True, capture_output=True, text=True).stdout
        found = {}
        for line in text.splitlines():
            row = re.fullmatch(r" *([0-9,]+) \( *[0-9.]+%\)  (.*)", line)
            if row and row[2] != "PROGRAM TOTALS":
                found[row[2]] = int(row[1].replace(",", ""))
        for (file, line, name), numbers in stats.stats.items():
            label = f"{file}:{name}:{line}" if line else f"{file}:{name}"
            # callgrind_annotate counts a recursive function's inclusive time several times, and leaves zeros out.
            if numbers[column] >= 1e-6 and (column == 2 or numbers[0] == numbers[1]):
                assert label in found, f"{label} is missing"
                assert close(found[label], numbers[column] * 1e9, 1), f"{label}: {found[label]}, {numbers[column]}"


def check_csv(path, stats):
    """Python's csv reads a row for every function of pstats, with the same numbers to the last bit."""
    with open(path, encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert list(rows[0]) == ["file", "line", "name", "package", "calls", "primitive_calls", "self_seconds", "cumulative_seconds"]
    found = {
        (row["file"], int(row["line"]), row["name"]): (
            int(row["primitive_calls"]), int(row["calls"]), float(row["self_seconds"]), float(row["cumulative_seconds"]))
        for row in rows
    }
    assert len(found) == len(rows), "a function stands twice"
    assert found == {key: numbers[:4] for key, numbers in stats.stats.items()}, "other functions or numbers"
    assert [float(row["self_seconds"]) for row in rows] == sorted((n[2] for n in found.values()), reverse=True)


def check_svg(path, stats):
    """Well-formed, self-contained, without scripts; every box says its numbers under the pointer."""
    namespace = "{http://www.w3.org/2000/svg}"
    root = xml.etree.ElementTree.parse(path).getroot()
    assert root.tag == namespace + "svg" and root.find(namespace + "title").text
    allowed = {namespace + name for name in ("svg", "g", "rect", "path", "text", "title", "style")}
    boxes = 0
    for element in root.iter():
        assert element.tag in allowed, element.tag
        assert not any("href" in name or name.startswith("on") for name in element.attrib)
        if element.get("class") == "box":
            boxes += 1
            assert element.find(namespace + "title").text.count("\n") >= 1
    assert boxes > 3


check_sunburst = check_svg


def profile_class():
    """The message of google/pprof's proto/profile.proto."""
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

    number, unsigned, text, flag = 3, 4, 9, 8
    messages = {
        "ValueType": [("type", 1, number), ("unit", 2, number)],
        "Label": [("key", 1, number), ("str", 2, number), ("num", 3, number), ("num_unit", 4, number)],
        "Sample": [("location_id", 1, [unsigned]), ("value", 2, [number]), ("label", 3, ["Label"])],
        "Mapping": [("id", 1, unsigned)],
        "Line": [("function_id", 1, unsigned), ("line", 2, number)],
        "Location": [
            ("id", 1, unsigned), ("mapping_id", 2, unsigned), ("address", 3, unsigned), ("line", 4, ["Line"]),
            ("is_folded", 5, flag)],
        "Function": [
            ("id", 1, unsigned), ("name", 2, number), ("system_name", 3, number), ("filename", 4, number),
            ("start_line", 5, number)],
        "Profile": [
            ("sample_type", 1, ["ValueType"]), ("sample", 2, ["Sample"]), ("mapping", 3, ["Mapping"]),
            ("location", 4, ["Location"]), ("function", 5, ["Function"]), ("string_table", 6, [text]),
            ("drop_frames", 7, number), ("keep_frames", 8, number), ("time_nanos", 9, number),
            ("duration_nanos", 10, number), ("period_type", 11, "ValueType"), ("period", 12, number),
            ("comment", 13, [number]), ("default_sample_type", 14, number)],
    }
    package = "perftools.profiles"
    file = descriptor_pb2.FileDescriptorProto(name="profile.proto", package=package, syntax="proto3")
    for name, fields in messages.items():
        message = file.message_type.add(name=name)
        for field, tag, kind in fields:
            repeated = isinstance(kind, list)
            kind = kind[0] if repeated else kind
            added = message.field.add(name=field, number=tag, label=3 if repeated else 1)
            if isinstance(kind, str):
                added.type, added.type_name = 11, f".{package}.{kind}"
            else:
                added.type = kind
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{package}.Profile"))


if __name__ == "__main__":
    format, exported, *profiles = sys.argv[1:]
    globals()[f"check_{format}"](exported, pstats.Stats(*profiles))
