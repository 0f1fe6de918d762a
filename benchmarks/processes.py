"""The two programs that are compared, as processes."""

import ctypes.util
import json
import os
import select
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))

# A block that is freed stays with the process: nothing is faulted in again at every step.
KEPT = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "8589934592", "MALLOC_TOP_PAD_": "67108864"}


def allocators():
    """Environments that make a peer's memory faster, by name."""
    found = {
        "default malloc": {}, "malloc that keeps its memory": KEPT,
        "malloc that keeps its memory, huge pages": {**KEPT, "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"},
    }
    for name in ("jemalloc", "tcmalloc", "tcmalloc_minimal", "mimalloc"):
        library = ctypes.util.find_library(name)
        if library:
            found[name] = {"LD_PRELOAD": library}
    return found


class Failure(Exception):
    """A program that does not do what it should."""


class Bench:
    """ablate-bench and the ablate beside it."""

    def __init__(self, folder, data, quick=False):
        self.bench = os.path.join(folder, "ablate-bench")
        self.ablate = os.path.join(folder, "ablate")
        self.data, self.quick = data, quick
        for program in (self.bench, self.ablate):
            if not os.access(program, os.X_OK):
                raise Failure(f"there is no program {program}")

    def output(self, *words):
        result = subprocess.run([self.bench, *words], capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise Failure(f"ablate-bench {' '.join(words)}: {result.stderr.strip()}")
        return result.stdout

    def rows(self, *names, rounds=None, seconds=None, words=()):
        """The machine and the rows of some benchmarks."""
        words = ["--json", *words] + (["--quick"] if self.quick else [])
        if self.data:
            words += ["--data", self.data]
        for option, value in (("--rounds", rounds), ("--seconds", seconds)):
            words += [option, str(value)] if value else []
        lines = [json.loads(line) for line in self.output(*words, *names).splitlines()]
        return lines[0]["machine"], lines[1:]

    def offers(self, option):
        return option in self.output("--help")

    def sweep(self, experiment, store, workers, words=()):
        """Runs a sweep: its seconds on the wall and the most bytes that were resident."""
        command = [self.ablate, "run", experiment, "--jobs", str(workers), "--store", store, "--quiet", "--out", store]
        command += (["--data", self.data] if self.data else []) + list(words)
        with open(os.path.join(os.path.dirname(store), "errors"), "w+", encoding="utf-8") as errors:
            start = time.perf_counter()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                errors.seek(0)
                raise Failure(f"{' '.join(command)}: {errors.read().strip()}")
        scale = 1 if sys.platform == "darwin" else 1024
        return seconds, usage.ru_maxrss * scale


class Peer:
    """torch_rows.py, kept warm; started again after a request that took too long."""

    def __init__(self, script, environment):
        self.script, self.environment, self.process = script, environment, None

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, self.script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, bufsize=1, env={**os.environ, **self.environment})

    def stop(self):
        if self.process:
            self.process.stdin.close()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process.stdout.close()
            self.process = None

    def ask(self, task, within=300, **arguments):
        """The answer to a request; `Failure` when there is none within so many seconds or it is an error."""
        if not self.process:
            self.start()
        self.process.stdin.write(json.dumps({"task": task, **arguments}) + "\n")
        ready, _, _ = select.select([self.process.stdout], [], [], within)
        line = self.process.stdout.readline() if ready else ""
        if not line:
            self.process.kill()
            self.process.wait()
            self.process = None
            raise Failure(f"{task}: no answer within {within} s" if not ready else f"{task}: PyTorch's process ended")
        answer = json.loads(line)
        if "error" in answer:
            raise Failure(f"{task}: {answer['error']}")
        return answer
