"""Measures ablate and PyTorch by turns in one run and prints the ratios with their spread.

    python3 compare.py BUILD_FOLDER --data DIR [--write]

BUILD_FOLDER holds `ablate` and `ablate-bench`; DIR holds `fashion-mnist/`. PyTorch runs in its fastest way: the best of
eager, channels_last and torch.compile, with the fastest allocator at hand, chosen by measuring. `--write` puts what came
out into results.md and the README.
"""

import argparse
import datetime
import os
import statistics
import sys
import tempfile
import time

import report
import rows
from processes import HERE, Bench, Failure, Peer, allocators

RESULTS = os.path.join(HERE, "results.md")
README = os.path.join(os.path.dirname(HERE), "README.md")
# torch.compile of the largest network took a minute on a busy machine.
COMPILE_LIMIT = 150


class Comparer:
    """One run over all rows."""

    def __init__(self, bench, peer, options):
        self.bench, self.peer, self.options = bench, peer, options
        self.report = report.Report()
        # The fastest way by network.
        self.ways = {}
        self.seconds = 0.02 if options.smoke else 0.35
        self.data = os.path.join(options.data, "fashion-mnist") if options.data else None

    def say(self, text):
        print(text, file=sys.stderr, flush=True)

    def wants(self, row):
        return not self.options.only or row.name in self.options.only

    @property
    def has_peer(self):
        """Whether any row needs PyTorch."""
        return any(self.wants(row) for row in rows.ALL if row not in (rows.REST, rows.CHECK, rows.FURTHER))

    def add(self, comparison):
        self.report.comparisons.append(comparison)
        self.say(f"{comparison.title}: {report.brief(statistics.median(comparison.ours))} against "
                 f"{report.brief(statistics.median(comparison.theirs))} {comparison.unit} ({comparison.way}): "
                 f"{report.ratio_text(comparison.ratios)}")

    def alternate(self, ours, theirs):
        """Both, by turns, each time the other first; two lists of results."""
        results = [], []
        for repetition in range(self.options.repetitions):
            for place, measure in sorted(enumerate((ours, theirs)), reverse=repetition % 2 == 1):
                results[place].append(measure())
        return results

    # Rows

    def allocator(self):
        """Starts PyTorch with the allocator that makes LeNet-5 fastest."""
        rates = {}
        for name, environment in allocators().items():
            self.peer.stop()
            self.peer.environment = environment
            try:
                rates[name] = max(self.peer.ask("steps", network="lenet5", way="channels_last", seconds=self.seconds)["values"])
            except Failure as failure:
                self.say(f"{name}: {failure}")
        if not rates:
            raise Failure("PyTorch does not run here; pip install -r benchmarks/requirements.txt")
        best = max(rates, key=rates.get)
        if best != list(allocators())[-1]:
            self.peer.stop()
            self.peer.environment = allocators()[best]
        self.report.notes.append(
            "Allocators for PyTorch, LeNet-5: " + ", ".join(f"{name} {report.brief(rate)}" for name, rate in rates.items())
            + f" samples/s; used: {best}.")
        self.say(self.report.notes[-1])

    def best_way(self, row):
        """PyTorch's fastest way for a network."""
        return self.best_ways(row)[0]

    def best_ways(self, row):
        """The fastest way, and those so near that noise may have hidden that they are faster."""
        network = row.peer or row.name
        if network in self.ways:
            return self.ways[network]
        rates = {}
        for way in row.ways:
            if self.options.no_compile and "compile" in way:
                continue
            try:
                answer = self.peer.ask(
                    "steps", within=COMPILE_LIMIT, network=network, way=way, seconds=self.seconds, rounds=2)
                rates[way] = max(answer["values"])
            except Failure as failure:
                self.report.notes.append(f"PyTorch cannot run {network} as {way}: {failure}.")
                self.say(self.report.notes[-1])
        if not rates:
            raise Failure(f"PyTorch runs {network} in no way")
        self.report.notes.append(f"PyTorch's ways, {network}: " + ", ".join(
            f"{way} {report.brief(rate)}" for way, rate in rates.items()) + " samples/s.")
        order = sorted(rates, key=rates.get, reverse=True)
        self.ways[network] = [way for way in order if rates[way] > 0.85 * rates[order[0]]]
        return self.ways[network]

    def steps(self, row):
        shares = []

        def ours():
            _, (line,) = self.bench.rows(row.name, rounds=2, seconds=self.seconds)
            if line.get("median") is None:
                raise Failure(f"{row.name}: {line.get('remark')}")
            shares.append(line["shareOfPeak"])
            return line["median"]

        try:
            ours()
        except Failure as failure:
            self.report.notes.append(f"Left out: {failure}.")
            self.say(self.report.notes[-1])
            return
        shares.clear()
        ways, fastest = self.best_ways(row), []

        def theirs():
            rates = {way: statistics.median(self.peer.ask(
                "steps", network=row.peer or row.name, way=way, seconds=self.seconds, rounds=2)["values"]) for way in ways}
            fastest.append(max(rates, key=rates.get))
            return rates[fastest[-1]]

        own, others = self.alternate(ours, theirs)
        self.add(report.Comparison(
            row.title, "samples/s", own, others, statistics.mode(fastest), row.goal, statistics.median(shares), row.share))

    def simple(self, row, unit, task, **arguments):
        """A row whose benchmark and task have one value each."""
        def ours():
            _, (line,) = self.bench.rows(row.name, rounds=2)
            if line.get("median") is None:
                raise Failure(f"{row.name}: {line.get('remark')}")
            return line["median"]

        def theirs():
            return statistics.median(self.peer.ask(task, rounds=1, **arguments)["values"])

        own, others = self.alternate(ours, theirs)
        self.add(report.Comparison(row.title, unit, own, others, arguments.get("way", "")))

    def epoch(self):
        sizes = {"training": 1280, "test": 256} if self.options.smoke else {}
        self.simple(rows.EPOCH, "samples/s", "epoch", way=self.best_way(rows.STEPS[0]), **sizes)

    def threads(self):
        """One training with two threads, ours against itself and against PyTorch's."""
        row = rows.THREADS
        if not self.bench.offers("--threads"):
            self.report.notes.append("Left out: ablate-bench has no '--threads'.")
            return

        def rate(threads):
            _, (line,) = self.bench.rows("lenet5", rounds=2, seconds=self.seconds, words=["--threads", str(threads)])
            return line["median"]

        one, two = self.alternate(lambda: rate(1), lambda: rate(2))
        gains = [several / single for single, several in zip(one, two)]
        self.report.limits.append(report.Limit(row.title, gains, "×", row.goal, is_upper=False))
        way = self.best_way(rows.STEPS[0])

        def theirs():
            answer = self.peer.ask("steps", network="lenet5", way=way, threads=2, seconds=self.seconds, rounds=2)
            return statistics.median(answer["values"])

        own, others = self.alternate(lambda: rate(2), theirs)
        self.add(report.Comparison("LeNet-5, 2 threads each", "samples/s", own, others, way))

    def sweep(self):
        """The whole sweep on two cores, third by third; ours with one worker too."""
        if not self.data:
            self.report.notes.append("Left out: sweeps, for want of --data.")
            return
        smoke = self.options.smoke
        epochs = 1 if smoke else 2
        ways = {"plain": self.best_way(rows.STEPS[0]), "batch_norm": self.best_way(rows.STEPS[1]),
                "dropout": self.best_way(rows.STEPS[2])}
        shared = {"data": self.data, "ways": ways, "limit": 1280 if smoke else None}
        (processes, threads), layout_note = self.layout(shared)
        peak, ours, theirs, one, two = 0, [], [], [], []
        text = self.bench.output("--experiment")
        if smoke:
            text = text.replace("scale: unit}", "scale: unit, limit: {train: 1280, test: 256}}")
        text = text.replace("epochs: 2", f"epochs: {epochs}")
        with tempfile.TemporaryDirectory() as folder:
            def own(name, workers, learning_rate, *words):
                path = os.path.join(folder, f"{name}.yaml")
                with open(path, "w", encoding="utf-8") as file:
                    file.write(rows.third(text, learning_rate))
                return self.bench.sweep(path, os.path.join(folder, name), workers, words)

            chosen = rows.LEARNING_RATES[:1] if smoke else rows.LEARNING_RATES
            for place, learning_rate in enumerate(chosen):
                seconds, bytes_used = own(f"two{place}", 2, learning_rate)
                peak = max(peak, bytes_used)
                ours.append(seconds)
                is_last = place + 1 == len(chosen)
                answer = self.peer.ask(
                    "sweep", within=1200, processes=processes, threads=threads, learning_rates=[float(learning_rate)],
                    epochs=epochs, close=is_last, **shared)
                theirs.append(answer["seconds"])
                self.say(f"16 trials: {ours[-1]:.1f} s against {theirs[-1]:.1f} s")
                if is_last:
                    self.report.notes.append(
                        f"Sweep: best validation accuracy of PyTorch's last third {answer['best']:.3f}; its processes "
                        f"used {answer['peakBytes'] * 1e-6:,.0f} MB. {layout_note}")
            if self.wants(rows.SWEEP):
                unit = "trials/h"
                self.add(report.Comparison(
                    rows.SWEEP.title, unit, [16 * 3600 / seconds for seconds in ours],
                    [16 * 3600 / seconds for seconds in theirs],
                    f"{processes} process{'es' * (processes > 1)} × {threads} thread{'s' * (threads > 1)}",
                    rows.SWEEP.goal))
                self.report.limits.append(report.Limit(
                    f"sweep of {16 * len(chosen)} trials of {epochs} epochs, 2 workers, all of it", [sum(ours)], "s"))
                self.report.limits.append(report.Limit(
                    rows.MEMORY.title, [peak * 1e-6], "MB", rows.MEMORY.goal))
            if self.wants(rows.WORKERS):
                # Six trials that take the same time, in batches of one chunk: those of two chunks would give a lone
                # worker's trials the second core.
                only = ["--only", "Dropout", "--set", "training.batch_size=64"]
                for place in range(1 if smoke else 2):
                    two.append(own(f"again{place}", 2, chosen[0], *only)[0])
                    one.append(own(f"single{place}", 1, chosen[0], *only)[0])
                gains = [single / several for single, several in zip(one, two)]
                self.report.limits.append(report.Limit(rows.WORKERS.title, gains, "×", rows.WORKERS.goal, is_upper=False))

    def layout(self, shared):
        """PyTorch's faster way to use two cores: two processes, or two threads in one."""
        seconds = {}
        small = {**shared, "limit": 1280 if self.options.smoke else 12_800}
        for layout in ((2, 1), (1, 2)):
            seconds[layout] = self.peer.ask(
                "sweep", within=600, processes=layout[0], threads=layout[1], learning_rates=[0.1], epochs=1, trials=4,
                close=True, **small)["seconds"]
        best = min(seconds, key=seconds.get)
        note = ", ".join(f"{processes} × {threads}: {time:.1f} s" for (processes, threads), time in seconds.items())
        return best, f"Layouts (processes × threads) for four small trials: {note}."

    def alone(self):
        """What only ablate-bench measures."""
        _, lines = self.bench.rows(*rows.ALONE, rounds=3, seconds=0.1)
        self.report.rest = [report.bench_cells(line) for line in lines]
        found = {line["row"]: line for line in lines}
        check = found["start-check"]
        if check["values"]:
            self.report.limits.append(report.Limit(rows.CHECK.title, check["values"], "ms", rows.CHECK.goal))
        one, three = found["sweep-memory 1"]["values"], found["sweep-memory 3"]["values"]
        if one and three:
            self.report.limits.append(report.Limit(
                rows.FURTHER.title, [(three[0] - one[0]) / 2], "MB", rows.FURTHER.goal))

    def caption(self, machine, load, seconds):
        # One minute's mean of busy processes.
        state = "an idle machine" if load < 0.5 else "a machine that was busy with other work"
        day = datetime.date.today().isoformat()
        text = (
            f"{day}, on {state} (load {load:.2f} before): {machine['processor']}, {machine['cores']} cores, "
            f"{machine['system']}. Batch 128, float32, data in memory.")
        if self.has_peer:
            about = self.peer.ask("about")
            text += (f" Against PyTorch {about['torch']} ({about['capability']}) in its fastest way; medians of "
                     f"{self.options.repetitions} alternating repetitions, in brackets their range.")
        if self.options.smoke:
            text = "A SMOKE RUN: these numbers mean nothing. " + text
        self.report.notes.append(f"The whole run took {seconds / 60:.1f} minutes.")
        return text

    def run(self):
        start, load = time.perf_counter(), os.getloadavg()[0]
        machine, _ = self.bench.rows("fma-peak", rounds=1)
        if self.has_peer:
            self.allocator()
        for row in rows.STEPS:
            if self.wants(row):
                self.steps(row)
        if self.wants(rows.THREADS):
            self.threads()
        if self.wants(rows.EPOCH):
            self.epoch()
        if self.wants(rows.GATHER):
            self.simple(rows.GATHER, "MB/s", "gather")
        if self.wants(rows.PARSE) and self.data:
            self.simple(rows.PARSE, "MB/s", "parse", data=self.data)
        if any(self.wants(row) for row in (rows.SWEEP, rows.WORKERS, rows.MEMORY)):
            self.sweep()
        if any(self.wants(row) for row in (rows.REST, rows.CHECK, rows.FURTHER)):
            self.alone()
        self.report.caption = self.caption(machine, load, time.perf_counter() - start)
        return self.report


def arguments(words=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build_folder", nargs="?", help="where ablate and ablate-bench are")
    parser.add_argument("--data", metavar="DIR", default=os.environ.get("ABLATE_DATA"),
                        help="where fashion-mnist/ is; $ABLATE_DATA unless given")
    parser.add_argument("--repetitions", metavar="N", type=int, default=3, help="of each pair; 3 unless given")
    parser.add_argument("--only", metavar="ROW", action="append", default=[],
                        help="leave out all other rows (repeatable): " + ", ".join(row.name for row in rows.ALL))
    parser.add_argument("--no-compile", action="store_true", help="leave out torch.compile")
    parser.add_argument("--smoke", action="store_true",
                        help="try every row with little data and one repetition; numbers mean nothing")
    parser.add_argument("--write", action="store_true", help="write results.md and the table of the README")
    parser.add_argument("--readme", action="store_true", help="copy the tables of results.md to the README, measure nothing")
    parser.add_argument("--peer", metavar="FILE", default=os.path.join(HERE, "torch_rows.py"),
                        help="what answers for PyTorch; torch_rows.py unless given")
    options = parser.parse_args(words)
    if options.readme:
        return options
    if not options.build_folder:
        parser.error("the folder of ablate and ablate-bench is missing")
    known = [row.name for row in rows.ALL]
    for name in options.only:
        if name not in known:
            parser.error(f"there is no row '{name}'; rows are {', '.join(known)}")
    if options.repetitions < 1:
        parser.error("--repetitions expects a number of at least 1")
    if options.write and (options.smoke or options.only):
        parser.error("--write goes with a full run: without --smoke and --only")
    if options.smoke:
        options.repetitions = 1
    return options


def update_readme():
    """Puts the tables of the results into the README."""
    with open(RESULTS, encoding="utf-8") as file:
        tables = report.block(file.read())
    with open(README, encoding="utf-8") as file:
        text = report.with_block(file.read(), tables)
    with open(README, "w", encoding="utf-8") as file:
        file.write(text)


def main(words=None):
    options = arguments(words)
    if options.readme:
        update_readme()
        return 0
    peer = Peer(options.peer, {})
    try:
        # Both programs get the same two cores.
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
        result = Comparer(Bench(options.build_folder, options.data, options.smoke), peer, options).run()
    except Failure as failure:
        print(f"compare.py: {failure}", file=sys.stderr)
        return 3
    finally:
        peer.stop()
    print(result.document, end="")
    if options.write:
        with open(RESULTS, "w", encoding="utf-8") as file:
            file.write(result.document)
        update_readme()
    return 0


if __name__ == "__main__":
    sys.exit(main())
