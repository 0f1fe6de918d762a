"""Training steps of the reference networks in PyTorch on one thread, data in memory.

    python3 torch_steps.py NETWORK [--compile]

Prints one JSON line for each way of running: eager, channels_last and, with --compile, torch.compile.
"""

import json
import sys
import time

import torch
from torch import nn

BATCH = 128
ROUNDS = 5
SECONDS = 0.35


def lenet5(norm=False, dropout=False):
    def normalized(channels):
        return [nn.BatchNorm2d(channels)] if norm else []

    def dropped():
        return [nn.Dropout(0.5)] if dropout else []

    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), *normalized(6), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), *normalized(16), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), *dropped(),
        nn.Linear(120, 84), nn.ReLU(), *dropped(), nn.Linear(84, 10))


def lenet5_tanh():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(16, 120, 5), nn.Flatten(),
        nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10))


def dense(*widths):
    layers, last = [nn.Flatten()], 784
    for width in widths:
        layers += [nn.Linear(last, width), nn.ReLU()]
        last = width
    return nn.Sequential(*layers, nn.Linear(last, 10))


def cnn_32_64():
    return nn.Sequential(
        nn.Conv2d(1, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(3136, 100), nn.ReLU(), nn.Linear(100, 100), nn.ReLU(), nn.Linear(100, 10))


def cifar_cnn():
    # (filters, ReLU after it, max-pool after it)
    plan = [(32, 1, 1), (64, 1, 1), (128, 1, 0), (128, 1, 1), (256, 0, 0), (256, 1, 1),
            (256, 0, 0), (256, 1, 1)]
    layers, last = [], 3
    for filters, relu, pool in plan:
        layers.append(nn.Conv2d(last, filters, 3, padding=1))
        layers += [nn.ReLU()] * relu + [nn.MaxPool2d(2)] * pool
        last = filters
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10))


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.001, momentum=0.9)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.001)


NETWORKS = {
    "lenet5": (lenet5, sgd, (1, 28, 28)),
    "lenet5-batch-norm": (lambda: lenet5(norm=True), sgd, (1, 28, 28)),
    "lenet5-dropout": (lambda: lenet5(dropout=True), sgd, (1, 28, 28)),
    "lenet5-tanh": (lenet5_tanh, sgd, (1, 28, 28)),
    "dense-100-100": (lambda: dense(100, 100), sgd, (1, 28, 28)),
    "dense-1000": (lambda: dense(1000), sgd, (1, 28, 28)),
    "cnn-32-64": (cnn_32_64, adam, (1, 28, 28)),
    "cifar-cnn": (cifar_cnn, adam, (3, 32, 32)),
}


def measure(name, way):
    torch.manual_seed(1)
    make, optimizer, shape = NETWORKS[name]
    model = make()
    images = torch.rand(4096, *shape)
    if way == "channels_last":
        model = model.to(memory_format=torch.channels_last)
        images = images.contiguous(memory_format=torch.channels_last)
    update = optimizer(model.parameters())
    run = torch.compile(model) if way == "compile" else model
    loss = nn.CrossEntropyLoss()
    labels = torch.randint(0, 10, (len(images),))
    batches = [(images[i:i + BATCH], labels[i:i + BATCH]) for i in range(0, len(images), BATCH)]

    def step(i):
        x, y = batches[i % len(batches)]
        update.zero_grad(set_to_none=True)
        loss(run(x), y).backward()
        update.step()

    for i in range(3):
        step(i)
    start = time.thread_time()
    step(0)
    step(1)
    steps = max(1, int(2 * SECONDS / (time.thread_time() - start)))
    rates = []
    for _ in range(ROUNDS):
        start = time.thread_time()
        for i in range(steps):
            step(i)
        rates.append(steps * BATCH / (time.thread_time() - start))
    print(json.dumps({"network": name, "way": way, "samplesPerSecond": rates}), flush=True)


def main():
    torch.set_num_threads(1)
    names = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    ways = ["eager", "channels_last"] + (["compile"] if "--compile" in sys.argv else [])
    for name in names or NETWORKS:
        for way in ways:
            measure(name, way)


if __name__ == "__main__":
    main()
