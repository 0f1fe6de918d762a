"""Alternates ablate-bench and PyTorch in one run and prints the ratios with their spread.

    python3 compare.py PATH/TO/ablate-bench [--repetitions 3] [--compile] [NETWORK…]

Each repetition runs both programs for every network, one thread each; a repetition's ratio compares
the medians of its rounds. PyTorch's figure is the best of its ways of running. Prints Markdown.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
NETWORKS = ["lenet5", "lenet5-batch-norm", "lenet5-dropout", "lenet5-tanh", "dense-100-100",
            "dense-1000", "cnn-32-64", "cifar-cnn"]


def lines(command):
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def processor():
    model, cores = platform.processor(), os.cpu_count()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            found = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
        model = found[0]
    except (OSError, IndexError):
        pass
    return f"{model}, {cores} cores"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("networks", nargs="*", default=NETWORKS)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--compile", action="store_true")
    options = parser.parse_args()
    torch = [sys.executable, os.path.join(HERE, "torch_steps.py")]
    print(f"Processor: {processor()}. Batch 128, float32, data in memory, one thread each; medians of "
          f"{options.repetitions} alternating repetitions, in brackets the range of the ratios.\n")
    print("| network | ablate, samples/s | share of FMA peak | PyTorch, samples/s | its way | ratio |")
    print("| --- | ---: | ---: | ---: | --- | ---: |")
    for network in options.networks:
        ours, theirs, ratios, share, ways = [], [], [], [], []
        for _ in range(options.repetitions):
            own = lines([options.bench, "--json", network])[0]
            others = lines(torch + [network] + (["--compile"] if options.compile else []))
            best = max(others, key=lambda other: statistics.median(other["samplesPerSecond"]))
            ours.append(statistics.median(own["samplesPerSecond"]))
            theirs.append(statistics.median(best["samplesPerSecond"]))
            ratios.append(ours[-1] / theirs[-1])
            share.append(own["operationsPerSecond"] / own["peak"])
            ways.append(best["way"])
        print(f"| {network} | {statistics.median(ours):,.0f} | {statistics.median(share):.0%} "
              f"| {statistics.median(theirs):,.0f} | {statistics.mode(ways)} "
              f"| {statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f}) |", flush=True)


if __name__ == "__main__":
    main()
