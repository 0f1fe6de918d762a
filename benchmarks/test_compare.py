"""Tests of the driver without PyTorch and without measuring: python3 -m unittest test_compare"""

import ast
import io
import os
import stat
import sys
import tempfile
import unittest
from contextlib import redirect_stderr, redirect_stdout
from unittest import mock

import compare
import report
import rows

BENCH = """#!{python}
import json, sys
words = sys.argv[1:]
if "--experiment" in words:
    print("data: {{scale: unit}}\\nepochs: 2\\nlearning_rate: [0.1, 0.01, 0.001]")
elif "--help" in words:
    print("--json --threads")
else:
    print(json.dumps({{"machine": {{"processor": "P", "cores": 2, "system": "S"}}}}))
    names = [word for word in words if word in {names!r}] or ["start-check", "sweep-memory 1", "sweep-memory 3"]
    for name in names:
        values = {{"start-check": [20, 40, 25], "sweep-memory 1": [100], "sweep-memory 3": [160]}}.get(name, [50, 60])
        if "2" == words[words.index("--threads") + 1] if "--threads" in words else False:
            values = [100, 100]
        row = {{"row": name, "group": "g", "unit": "u", "values": values, "low": min(values), "high": max(values)}}
        if name != "lenet5-exact":
            row["median"] = sorted(values)[len(values) // 2]
        else:
            row.update(values=[], remark="skipped: not yet")
        print(json.dumps({{**row, "shareOfPeak": 0.95, "operationsPerSecond": 2e9}}))
"""
ABLATE = """#!{python}
import sys, time
time.sleep(0.2 if sys.argv[sys.argv.index("--jobs") + 1] == "1" else 0.1)
"""
PEER = """
import json, sys
for line in sys.stdin:
    request = json.loads(line)
    if request["task"] == "about":
        answer = {"torch": "9.9", "capability": "C"}
    elif request["task"] == "sweep":
        answer = {"seconds": 0.5 * request["threads"], "trials": 16, "best": 0.8, "peakBytes": 1e9}
    elif "compile" in request.get("way", ""):
        answer = {"error": "no compiler"}
    else:
        answer = {"values": [12 if request.get("way") == "channels_last" else 8] * 2}
    print(json.dumps(answer), flush=True)
"""


def written(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
    return path


class RatioTests(unittest.TestCase):
    def comparison(self, **changes):
        return report.Comparison(**{
            "title": "A", "unit": "samples/s", "ours": [50, 60, 40], "theirs": [10, 10, 10], "way": "eager", **changes})

    def test_a_ratio_compares_the_two_of_one_repetition(self):
        self.assertEqual(self.comparison().ratios, [5, 6, 4])
        self.assertEqual(report.ratio_text([5, 6, 4]), "5.00 (4.00–6.00)")
        self.assertEqual(report.ratio_text([5]), "5.00")

    def test_repetitions_come_in_pairs(self):
        with self.assertRaises(ValueError):
            self.comparison(ours=[1, 2]).ratios

    def test_a_goal_is_met_or_missed_by_a_share(self):
        self.assertEqual(self.comparison(goal=5).cells[-1], "≥ 5 ×: met")
        self.assertEqual(self.comparison(goal=6.25).cells[-1], "≥ 6.25 ×: missed by 20%")
        self.assertEqual(self.comparison().cells[-1], "")
        self.assertEqual(self.comparison(share=0.81, share_goal=0.9).cells[2], "81% (≥ 90%: missed by 10%)")

    def test_an_upper_limit_is_not_a_lower_one(self):
        self.assertEqual(report.Limit("L", [20, 40, 25], "ms", 30).cells, ["L", "25.0 ms (20.0–40.0)", "≤ 30 ms: met"])
        self.assertEqual(report.Limit("L", [33], "ms", 30).cells[-1], "≤ 30 ms: missed by 10%")
        self.assertEqual(report.Limit("L", [1.8], "×", 1.9, is_upper=False).cells[-1], "≥ 1.9 ×: missed by 5%")

    def test_numbers_are_brief(self):
        for value, text in ((49012.3, "49,012"), (113.4, "113"), (27.44, "27.4"), (1.234, "1.23"), (0.0523, "0.052")):
            self.assertEqual(report.brief(value), text)

    def test_tables_are_aligned(self):
        self.assertEqual(
            report.table(["a", "bb"], [["ccc", 1], ["d|e", 22]], "lr"),
            "| a    | bb |\n| ---- | -: |\n| ccc  |  1 |\n| d\\|e | 22 |")

    def test_a_row_that_was_skipped_says_so(self):
        row = {"row": "parse", "values": [], "unit": "MB/s", "remark": "skipped: no data"}
        self.assertEqual(report.bench_cells(row), ["parse", "", "", "", "", "skipped: no data"])


class BlockTests(unittest.TestCase):
    def test_the_block_of_a_document_is_replaced(self):
        text = f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n"
        self.assertEqual(report.block(text), "old")
        self.assertEqual(report.block(report.with_block(text, "new\nlines")), "new\nlines")
        self.assertTrue(report.with_block(text, "new").startswith("before\n"))

    def test_a_document_without_block_is_refused(self):
        with self.assertRaises(ValueError):
            report.block("nothing")

    def test_the_document_holds_its_own_tables(self):
        document = report.Report(caption="C", comparisons=[RatioTests().comparison()])
        self.assertEqual(report.block(document.document), document.tables)


class RowTests(unittest.TestCase):
    def test_a_third_of_the_sweep_has_one_learning_rate(self):
        self.assertEqual(rows.third(f"x\n{rows.AXIS}\n", "0.01"), "x\nlearning_rate: [0.01]\n")
        with self.assertRaises(ValueError):
            rows.third("x", "0.01")

    def test_dense_networks_have_no_channels(self):
        ways = {row.name: row.ways for row in rows.STEPS}
        self.assertEqual(ways["dense-1000"], ["eager", "compile"])
        self.assertIn("channels_last", ways["lenet5"])

    def test_every_network_has_a_counterpart(self):
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "torch_rows.py"), encoding="utf-8") as file:
            tree = ast.parse(file.read())
        names = {key.value for node in ast.walk(tree) if isinstance(node, ast.Assign)
                 and getattr(node.targets[0], "id", "") == "NETWORKS" for key in node.value.keys}
        self.assertEqual(names, {row.peer or row.name for row in rows.STEPS})


class ArgumentTests(unittest.TestCase):
    def refused(self, *words):
        errors = io.StringIO()
        with redirect_stderr(errors), self.assertRaises(SystemExit) as raised:
            compare.arguments(words)
        self.assertEqual(raised.exception.code, 2)
        return errors.getvalue()

    def test_defaults(self):
        options = compare.arguments(["build"])
        self.assertEqual((options.repetitions, options.smoke, options.write, options.only), (3, False, False, []))

    def test_a_smoke_run_repeats_nothing(self):
        self.assertEqual(compare.arguments(["build", "--smoke", "--repetitions", "9"]).repetitions, 1)

    def test_mistakes_are_refused(self):
        self.assertIn("there is no row 'lenet'", self.refused("build", "--only", "lenet"))
        self.assertIn("full run", self.refused("build", "--write", "--smoke"))
        self.assertIn("at least 1", self.refused("build", "--repetitions", "0"))
        self.refused()


class DriverTests(unittest.TestCase):
    def run_driver(self, *words, peer_text=PEER):
        output, errors = io.StringIO(), io.StringIO()
        with tempfile.TemporaryDirectory() as folder:
            names = [row.name for row in rows.STEPS] + ["fma-peak", "epoch", "gather", "parse"]
            written(folder, "ablate-bench", BENCH.format(python=sys.executable, names=names))
            written(folder, "ablate", ABLATE.format(python=sys.executable))
            peer = written(folder, "peer.py", peer_text)
            affinity = mock.patch("os.sched_setaffinity", create=True)
            with affinity, redirect_stdout(output), redirect_stderr(errors):
                code = compare.main([folder, "--data", folder, "--peer", peer, *words])
        return code, output.getvalue(), errors.getvalue()

    def test_a_run_over_all_rows(self):
        code, text, errors = self.run_driver("--smoke")
        self.assertEqual(code, 0, errors)
        tables = report.block(text)
        lines = {cells[0]: cells for cells in (
            [cell.strip() for cell in line.strip("|").split("|")] for line in tables.splitlines() if "|" in line)}
        self.assertEqual(lines["LeNet-5"][1:], [
            "60.0 samples/s", "95% (≥ 90%: met)", "12.0 samples/s", "channels_last", "5.00", "≥ 5 ×: met"])
        self.assertEqual(lines["dense 784-1000-10"][3:5], ["8.00 samples/s", "eager"])
        self.assertNotIn("LeNet-5, `numerics: exact`", lines)
        self.assertEqual(lines["LeNet-5, 2 threads in a trial against 1"][1], "1.67 ×")
        self.assertEqual(lines["sweep of 48 trials on 2 cores"][4], "2 processes × 1 thread")
        self.assertEqual(lines["`ablate check` of 48 trials, a new process"][1:], ["25.0 ms (20.0–40.0)", "≤ 30 ms: met"])
        self.assertEqual(lines["memory of a further worker"][1:], ["30.0 MB", "≤ 40 MB: met"])
        self.assertIn("sweep in batches of 64, 2 workers against 1", lines)
        self.assertIn("A SMOKE RUN", text)
        self.assertIn("no compiler", text)

    def test_single_rows(self):
        code, text, errors = self.run_driver("--smoke", "--only", "dense-1000")
        self.assertEqual(code, 0, errors)
        self.assertIn("dense 784-1000-10", text)
        self.assertNotIn("LeNet-5 |", text)

    def test_without_pytorch_the_reason_is_clear(self):
        code, _, errors = self.run_driver("--smoke", peer_text="raise ImportError\n")
        self.assertEqual(code, 3)
        self.assertIn("PyTorch does not run here", errors)

    def test_rows_of_ablate_alone_need_no_pytorch(self):
        code, text, errors = self.run_driver("--smoke", "--only", "check", peer_text="raise ImportError\n")
        self.assertEqual(code, 0, errors)
        self.assertIn("`ablate check` of 48 trials", text)
        self.assertNotIn("PyTorch 9.9", text)

    def test_programs_that_are_not_there(self):
        errors = io.StringIO()
        with mock.patch("os.sched_setaffinity", create=True), redirect_stderr(errors):
            self.assertEqual(compare.main(["/nowhere"]), 3)
        self.assertIn("there is no program /nowhere/ablate-bench", errors.getvalue())


if __name__ == "__main__":
    unittest.main()
