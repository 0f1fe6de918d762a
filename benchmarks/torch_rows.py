"""PyTorch's side of the comparison: one process that measures what it is asked for, line by line.

    python3 torch_rows.py < requests

A request is a JSON object with a `task` (a function of `TASKS`) and its arguments; the answer is one JSON object on
one line. The process stays warm between requests, so that neither imports nor compilation count. Everything is
float32 with data in memory. `torch.compile` is one of the ways; a way that fails says so in its answer.
"""

import argparse
import gzip
import json
import multiprocessing
import os
import resource
import sys
import time

import numpy
import torch
from torch import nn

BATCH = 128
CLASSES = 10
PICTURES = 4096
WAYS = ("eager", "channels_last", "compile", "compile, channels_last")


# Networks


def lenet5(norm=False, dropout=0.0):
    def normalized(channels):
        return [nn.BatchNorm2d(channels)] if norm else []

    def dropped():
        return [nn.Dropout(dropout)] if dropout else []

    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), *normalized(6), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), *normalized(16), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), *dropped(),
        nn.Linear(120, 84), nn.ReLU(), *dropped(), nn.Linear(84, CLASSES))


def lenet5_tanh():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(16, 120, 5), nn.Flatten(),
        nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, CLASSES))


def dense(*widths):
    layers, last = [nn.Flatten()], 784
    for width in widths:
        layers += [nn.Linear(last, width), nn.ReLU()]
        last = width
    return nn.Sequential(*layers, nn.Linear(last, CLASSES))


def cnn_32_64():
    return nn.Sequential(
        nn.Conv2d(1, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(3136, 100), nn.ReLU(), nn.Linear(100, 100), nn.ReLU(), nn.Linear(100, CLASSES))


def cifar_cnn():
    # (filters, ReLU after it, max-pool after it)
    plan = [(32, 1, 1), (64, 1, 1), (128, 1, 0), (128, 1, 1), (256, 0, 0), (256, 1, 1),
            (256, 0, 0), (256, 1, 1)]
    layers, last = [], 3
    for filters, relu, pool in plan:
        layers.append(nn.Conv2d(last, filters, 3, padding=1))
        layers += [nn.ReLU()] * relu + [nn.MaxPool2d(2)] * pool
        last = filters
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, CLASSES))


def sgd(parameters, learning_rate=0.001, momentum=0.9, weight_decay=0.0):
    # The fused form was as fast as the others or faster wherever it was tried.
    return torch.optim.SGD(parameters, lr=learning_rate, momentum=momentum, weight_decay=weight_decay, fused=True)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.001, fused=True)


GREY, COLOUR = (1, 28, 28), (3, 32, 32)
NETWORKS = {
    "lenet5": (lenet5, sgd, GREY),
    "lenet5-batch-norm": (lambda: lenet5(norm=True), sgd, GREY),
    "lenet5-dropout": (lambda: lenet5(dropout=0.5), sgd, GREY),
    "lenet5-tanh": (lenet5_tanh, sgd, GREY),
    "dense-100-100": (lambda: dense(100, 100), sgd, GREY),
    "dense-1000": (lambda: dense(1000), sgd, GREY),
    "cnn-32-64": (cnn_32_64, adam, GREY),
    "cifar-cnn": (cifar_cnn, adam, COLOUR),
}


def prepared(model, images, way):
    """The model to call and the images in the layout of a way."""
    if "channels_last" in way:
        model = model.to(memory_format=torch.channels_last)
        images = images.contiguous(memory_format=torch.channels_last)
    return (torch.compile(model) if "compile" in way else model), model, images


# Training steps


class Steps:
    """Training steps of one network in one way, warmed up."""

    def __init__(self, network, way):
        torch.manual_seed(1)
        make, optimizer, shape = NETWORKS[network]
        images = torch.rand(PICTURES, *shape)
        self.run, model, images = prepared(make(), images, way)
        self.update = optimizer(model.parameters())
        self.loss = nn.CrossEntropyLoss()
        labels = torch.randint(0, CLASSES, (PICTURES,))
        # Batches lie ready: nothing is gathered while time is taken.
        self.batches = [(images[i:i + BATCH], labels[i:i + BATCH]) for i in range(0, PICTURES, BATCH)]
        self.place = 0
        for _ in range(3):
            self.step()

    def step(self):
        x, y = self.batches[self.place % len(self.batches)]
        self.place += 1
        self.update.zero_grad(set_to_none=True)
        self.loss(self.run(x), y).backward()
        self.update.step()

    def rates(self, seconds, rounds, clock):
        start = clock()
        self.step()
        self.step()
        steps = max(1, int(2 * seconds / max(1e-6, clock() - start)))
        rates = []
        for _ in range(rounds):
            start = clock()
            for _ in range(steps):
                self.step()
            rates.append(steps * BATCH / (clock() - start))
        return rates


WARM = {}


def steps(network, way, threads=1, seconds=0.35, rounds=3):
    """Samples a second of training steps; processor time with one thread, else what passes on the wall."""
    torch.set_num_threads(threads)
    key = (network, way, threads)
    if key not in WARM:
        others = [known for known in WARM if known[0] != network]
        for other in others:
            del WARM[other]
        if others:
            torch._dynamo.reset()
        WARM[key] = Steps(network, way)
    clock = time.thread_time if threads == 1 else time.perf_counter
    return {"values": WARM[key].rates(seconds, rounds, clock)}


# Trials


class Data:
    """Pictures in memory as float32, split as a trial wants them."""

    def __init__(self, training, training_labels, test, test_labels):
        count = len(training) * 4 // 5
        order = torch.randperm(len(training), generator=torch.Generator().manual_seed(1))
        self.training = (training[order[:count]], training_labels[order[:count]])
        self.validation = (training[order[count:]], training_labels[order[count:]])
        self.test = (test, test_labels)

    @staticmethod
    def random(training, test):
        def part(count):
            return torch.rand(count, *GREY), torch.randint(0, CLASSES, (count,))
        return Data(*part(training), *part(test))

    @staticmethod
    def fashion_mnist(folder, limit=None):
        def part(prefix):
            pixels = idx(os.path.join(folder, f"{prefix}-images-idx3-ubyte"), 16)
            labels = idx(os.path.join(folder, f"{prefix}-labels-idx1-ubyte"), 8)
            images = torch.from_numpy(pixels.reshape(-1, *GREY).astype(numpy.float32) / 255)
            return images[:limit], torch.from_numpy(labels.astype(numpy.int64))[:limit]
        return Data(*part("train"), *part("t10k"))


def idx(path, header):
    """The values of an IDX file, plain or compressed."""
    if os.path.exists(path):
        with open(path, "rb") as file:
            return numpy.frombuffer(file.read(), numpy.uint8, offset=header)
    with gzip.open(path + ".gz") as file:
        return numpy.frombuffer(file.read(), numpy.uint8, offset=header)


# Examples that are measured at a time.
EVALUATION_BATCH = 500


def evaluated(run, images, labels):
    loss, correct = 0.0, 0
    for start in range(0, len(images), EVALUATION_BATCH):
        outputs = run(images[start:start + EVALUATION_BATCH])
        wanted = labels[start:start + EVALUATION_BATCH]
        loss += nn.functional.cross_entropy(outputs, wanted, reduction="sum").item()
        correct += (outputs.argmax(1) == wanted).sum().item()
    return loss / len(images), correct / len(images)


MODELS = {}


def fresh(way, norm, dropout):
    """LeNet-5 with new weights, compiled no more than once."""
    key = (way, norm, dropout)
    if key not in MODELS:
        MODELS[key] = prepared(lenet5(norm, dropout), torch.empty(1, *GREY), way)[:2]
    for module in MODELS[key][1].modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return MODELS[key]


def trial(data, epochs, way, norm=False, dropout=0.0, optimizer=None):
    """Trains LeNet-5; validation and test are measured after every epoch, the training part after the last."""
    torch.manual_seed(1)
    run, model = fresh(way, norm, dropout)
    update = sgd(model.parameters(), **(optimizer or {}))
    images, labels = data.training
    loss, results = nn.CrossEntropyLoss(), []
    for epoch in range(epochs):
        model.train()
        order = torch.randperm(len(images))
        for start in range(0, len(images), BATCH):
            chosen = order[start:start + BATCH]
            update.zero_grad(set_to_none=True)
            loss(run(images[chosen]), labels[chosen]).backward()
            update.step()
        model.eval()
        with torch.inference_mode():
            parts = [data.validation, data.test] + ([data.training] if epoch + 1 == epochs else [])
            results.append([evaluated(model, *part) for part in parts])
    return results


def epoch(way, training=60_000, test=10_000, rounds=3, threads=1):
    """Samples a second of a trial of one epoch, by the clock on the wall."""
    torch.set_num_threads(threads)
    key = ("epoch", training, test)
    if key not in WARM:
        WARM[key] = Data.random(training, test)
    data = WARM[key]
    trial(Data.random(5 * BATCH, EVALUATION_BATCH), 1, way)
    rates = []
    for _ in range(rounds):
        start = time.perf_counter()
        trial(data, 1, way)
        rates.append(len(data.training[0]) / (time.perf_counter() - start))
    return {"values": rates}


# The sweep


def grid(learning_rates):
    """The settings of the sweep of 48 trials, with the variant's name first."""
    for norm, dropout, decay in (
            [(False, 0.0, 0.0), (True, 0.0, 0.0)] + [(False, rate, 0.0) for rate in (0.1, 0.2, 0.5)]
            + [(False, 0.0, decay) for decay in (0.0001, 0.001, 0.01)]):
        for learning_rate in learning_rates:
            for momentum in (0.0, 0.9):
                name = "batch_norm" if norm else "dropout" if dropout else "plain"
                yield name, {"norm": norm, "dropout": dropout, "optimizer": {
                    "learning_rate": learning_rate, "momentum": momentum, "weight_decay": decay}}


def worker(folder, threads, limit, ways, requests, answers):
    """Trains what it is handed; data and ways are ready before the first."""
    torch.set_num_threads(threads)
    data = Data.fashion_mnist(folder, limit)
    small = Data.random(5 * BATCH, EVALUATION_BATCH)
    trial(small, 1, ways["plain"])
    for dropout in (0.1, 0.2, 0.5):
        trial(small, 1, ways["dropout"], dropout=dropout)
    trial(small, 1, ways["batch_norm"], norm=True)
    answers.put("ready")
    for name, settings, epochs in iter(requests.get, None):
        results = trial(data, epochs, ways[name], **settings)
        answers.put({"accuracy": results[-1][0][1]})
    answers.put({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024})


SWEEPERS = {}


def sweep(data, processes, threads, learning_rates, epochs, ways, limit=None, trials=None, close=False):
    """Seconds of a sweep over the grid with the given learning rates, by the clock on the wall.

    Processes stay warm for the next request with the same layout, until one says `close`."""
    key = (data, processes, threads, limit, json.dumps(ways, sort_keys=True))
    if key not in SWEEPERS:
        # Not forked: threads of this process would be missing in the copy.
        context = multiprocessing.get_context("spawn")
        requests, answers = context.Queue(), context.Queue()
        members = [
            context.Process(target=worker, args=(data, threads, limit, ways, requests, answers), daemon=True)
            for _ in range(processes)]
        for member in members:
            member.start()
        for _ in members:
            assert answers.get(timeout=300) == "ready"
        SWEEPERS[key] = (requests, answers, members)
    requests, answers, members = SWEEPERS[key]
    chosen = list(grid(learning_rates))[:trials]
    start = time.perf_counter()
    for name, settings in chosen:
        requests.put((name, settings, epochs))
    accuracies = [answers.get(timeout=3600)["accuracy"] for _ in chosen]
    seconds = time.perf_counter() - start
    answer = {"seconds": seconds, "trials": len(chosen), "best": max(accuracies)}
    if close:
        for _ in members:
            requests.put(None)
        answer["peakBytes"] = sum(answers.get(timeout=60)["peak"] for _ in members)
        for member in members:
            member.join(timeout=60)
        del SWEEPERS[key]
    return answer


# Data


def gather(rounds=3, seconds=0.35):
    """Megabytes of pictures a second from bytes in memory into a batch of numbers."""
    torch.set_num_threads(1)
    pixels = torch.randint(0, 256, (8192, 784), dtype=torch.uint8)
    order = torch.randperm(8192)
    batches = [order[i:i + BATCH] for i in range(0, 8192, BATCH)]

    def run(count):
        for i in range(count):
            pixels[batches[i % len(batches)]].float().mul_(1 / 255)
    run(10)
    start = time.thread_time()
    run(10)
    count = max(1, int(10 * seconds / max(1e-6, time.thread_time() - start)))
    rates = []
    for _ in range(rounds):
        start = time.thread_time()
        run(count)
        rates.append(count * BATCH * 784 * 1e-6 / (time.thread_time() - start))
    return {"values": rates}


def parse(data, rounds=3):
    """Megabytes a second of a data set's decompressed pictures."""
    path = os.path.join(data, "train-images-idx3-ubyte")
    rates = []
    for _ in range(rounds):
        start = time.thread_time()
        pixels = idx(path, 16)
        rates.append(len(pixels) * 1e-6 / (time.thread_time() - start))
    return {"values": rates}


def about():
    return {"torch": torch.__version__, "numpy": numpy.__version__, "capability": torch.backends.cpu.get_cpu_capability()}


TASKS = {"steps": steps, "epoch": epoch, "sweep": sweep, "gather": gather, "parse": parse, "about": about}


def main():
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    # Answers go to the first output alone, whatever a library prints.
    output = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = TASKS[request.pop("task")](**request)
        except Exception as error:  # a way that does not work here is an answer too
            answer = {"error": f"{type(error).__name__}: {error}".splitlines()[0][:200]}
        print(json.dumps(answer), file=output, flush=True)


if __name__ == "__main__":
    main()
