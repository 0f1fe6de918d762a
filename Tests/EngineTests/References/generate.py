#!/usr/bin/env python3
"""Writes the reference numbers which the engine's tests compare against.

Pinned: torch 2.13.0 (CPU build) and mpmath, as in requirements.txt; Python 3.11.

    python3 generate.py            rewrite every file beside this script
    python3 generate.py --check    write nothing; fail if a checked-in file differs

Inputs are seeded and exactly representable in float32. Expected values are computed by PyTorch
in float64 and printed with the digits that bring back the same double. README.md describes the
schema of each file.
"""

import os

# Ask for the plainest code paths, so that the numbers depend as little as possible on the
# processor. These are read when PyTorch is loaded.
os.environ["ATEN_CPU_CAPABILITY"] = "default"
os.environ["MKL_CBWR"] = "COMPATIBLE"
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import inspect
import json
import math
import struct
import sys
import warnings
import zlib
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

warnings.filterwarnings("ignore", message="Failed to initialize NumPy")

import mpmath
import torch
import torch.nn.functional as F
from torch import nn

TORCH_VERSION = "2.13.0"
FOLDER = Path(__file__).resolve().parent
FILE_LIMIT = 300_000
TOTAL_LIMIT = 2_600_000


# ---------------------------------------------------------------------------------------------
# Random numbers that do not depend on any library


MASK64 = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def splitmix64_finalizer(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK64
    return z ^ (z >> 31)


assert splitmix64_finalizer(GOLDEN) == 0xE220A8397B1DCDAF  # first output of splitmix64, seed 0


def unit(stream, index):
    """Value `index` of stream `stream`: a multiple of 2^-24 in [0, 1)."""
    return (splitmix64_finalizer((stream * GOLDEN + index) & MASK64) >> 40) / 2**24


def units(stream, count):
    return [unit(stream, index) for index in range(count)]


class Draw:
    """Values of one tensor. The tensor's name is the seed, so that adding a case to a file
    leaves the numbers of the others as they are."""

    def __init__(self, name):
        self.stream = zlib.crc32(name.encode())

    def grid(self, count, low=-1.0, high=1.0, steps=256):
        """Multiples of 1/steps in [low, high)."""
        return [low + math.floor(u * (high - low) * steps) / steps
                for u in units(self.stream, count)]

    def coarse(self, count):
        """Multiples of 1/16 in [-1, 1), so that sums of products have few digits."""
        return self.grid(count, steps=16)

    def distinct(self, count):
        """Multiples of 1/256 around zero, no two of them equal, in random order."""
        order = sorted(range(count), key=lambda index: (unit(self.stream, index), index))
        return [(rank - count // 2) / 256 for rank in order]

    def integers(self, count, bound):
        """Whole numbers in 0 ..< bound."""
        return [math.floor(u * bound) for u in units(self.stream, count)]

    def bits(self, count, rate):
        """1 with probability 1 - rate, otherwise 0."""
        return [0.0 if u < rate else 1.0 for u in units(self.stream, count)]


# ---------------------------------------------------------------------------------------------
# Tensors, numbers and JSON


def make(shape, values, dtype=torch.float64):
    return torch.tensor(values, dtype=torch.float64).reshape(shape).to(dtype)


def flat(tensor):
    # Adding zero turns a negative zero into a plain one.
    return [value + 0.0 for value in tensor.detach().double().flatten().tolist()]


def described(tensor):
    return {"shape": list(tensor.shape), "values": flat(tensor)}


def rounded(value, digits=2):
    return float(f"{value:.{digits}g}")


def norm(values):
    return math.sqrt(math.fsum(value * value for value in values))


def numbers_in(node):
    """Every number of a nested result, in order."""
    if isinstance(node, dict):
        return [n for key, item in node.items() if key != "shape" for n in numbers_in(item)]
    if isinstance(node, list):
        return [n for item in node for n in numbers_in(item)]
    return [node]


def float32_error(exact, single):
    """How far PyTorch itself is off in float32: max of |single - exact| / max(1, |exact|)."""
    pairs = list(zip(numbers_in(exact), numbers_in(single), strict=True))
    return rounded(max(abs(s - e) / max(1.0, abs(e)) for e, s in pairs))


def compact(node):
    return json.dumps(node, separators=(",", ":"), allow_nan=False)


def json_bytes(document):
    """JSON with one line per top-level key, and one line per entry of a list of objects."""
    lines = []
    for key, value in document.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            text = "[\n" + ",\n".join(compact(item) for item in value) + "\n]"
        else:
            text = compact(value)
        lines.append(f"{compact(key)}:{text}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def source(function):
    """The text of a function below: what a file shows as its program is what was run."""
    return inspect.getsource(function).strip()


# ---------------------------------------------------------------------------------------------
# Layers
#
# Each function has the kind's name and computes the layer's output. `x` is the list of inputs,
# `w` the weights by name, `s` the settings; `c` carries the phase, the running statistics of
# batch normalisation and the mask of dropout.


def conv(x, w, s, c):
    return F.conv2d(x[0], w["weight"], w.get("bias"), stride=s["stride"], padding=s["padding"])


def dense(x, w, s, c):
    return F.linear(x[0], w["weight"], w.get("bias"))


def flatten(x, w, s, c):
    return torch.flatten(x[0], start_dim=1)


def relu(x, w, s, c):
    return F.relu(x[0])


def leaky_relu(x, w, s, c):
    return F.leaky_relu(x[0], negative_slope=s["negative_slope"])


def gelu(x, w, s, c):
    return F.gelu(x[0], approximate=s["approximate"])


def tanh(x, w, s, c):
    return torch.tanh(x[0])


def sigmoid(x, w, s, c):
    return torch.sigmoid(x[0])


def max_pool(x, w, s, c):
    return F.max_pool2d(x[0], s["size"], stride=s["stride"], padding=s["padding"])


def average_pool(x, w, s, c):
    return F.avg_pool2d(x[0], s["size"], stride=s["stride"], padding=s["padding"])


def global_average_pool(x, w, s, c):
    return F.adaptive_avg_pool2d(x[0], 1)


def batch_norm(x, w, s, c):
    return F.batch_norm(
        x[0], c.running_mean, c.running_var, w["weight"], w["bias"],
        training=c.training, momentum=s["momentum"], eps=s["epsilon"])


def dropout(x, w, s, c):
    if not c.training:
        return F.dropout(x[0], s["rate"], training=False)
    return x[0] * c.mask / (1 - s["rate"])


def add(x, w, s, c):
    return sum(x[1:], start=x[0])


def concat(x, w, s, c):
    return torch.cat(x, dim=1)


LAYERS = [conv, dense, flatten, relu, leaky_relu, gelu, tanh, sigmoid, max_pool, average_pool,
          global_average_pool, batch_norm, dropout, add, concat]


@dataclass
class LayerCase:
    name: str
    shapes: list
    settings: dict = field(default_factory=dict)
    weights: dict = field(default_factory=dict)      # name -> shape
    phase: str = "training"
    style: str = "coarse"                            # how the inputs are drawn
    values: list = None                              # the inputs' values, if given outright
    channels: int = None                             # batch_norm: length of its state
    weight_bound: float = 1                          # weights lie within it

    def draw_inputs(self, file):
        if self.values is not None:
            return self.values
        return [self.draw_input(Draw(f"{file}/{self.name}/input{i}"), math.prod(shape))
                for i, shape in enumerate(self.shapes)]

    def draw_input(self, draw, count):
        match self.style:
            case "coarse":
                return draw.coarse(count)
            case "medium":
                return draw.grid(count, -4, 4)
            case "wide":
                return draw.grid(count, -40, 40)
            case "offset":
                return draw.grid(count, 15.5, 16.5)
            case "distinct":
                return draw.distinct(count)
            case "levels":
                return [level / 4 for level in draw.integers(count, 3)]


def run_layer(layer, case, data, dtype):
    """Output, gradients and new state of one case, computed in `dtype`."""
    x = [make(shape, values, dtype).requires_grad_()
         for shape, values in zip(case.shapes, data["inputs"], strict=True)]
    w = {name: make(shape, data["weights"][name], dtype).requires_grad_()
         for name, shape in case.weights.items()}
    c = SimpleNamespace(training=case.phase == "training")
    if "mask" in data:
        c.mask = make(case.shapes[0], data["mask"], dtype)
    for name, values in data.get("state", {}).items():
        setattr(c, name, make([case.channels], values, dtype))

    output = layer(x, w, case.settings, c)
    upstream = data["upstream"](output.numel())
    output.backward(make(output.shape, upstream, dtype))

    result = {
        "output": described(output),
        "inputGradients": [described(tensor.grad) for tensor in x],
        "weightGradients": {name: described(tensor.grad) for name, tensor in w.items()},
    }
    if "state" in data:
        result["stateAfter"] = {name: described(getattr(c, name)) for name in data["state"]}
    return result


def layer_case(layer, case):
    kind = layer.__name__
    seed = f"layers/{kind}/{case.name}"
    data = {"inputs": case.draw_inputs(f"layers/{kind}"), "weights": {}}
    for name, shape in case.weights.items():
        draw, count = Draw(f"{seed}/{name}"), math.prod(shape)
        is_scale = (kind, name) == ("batch_norm", "weight")
        data["weights"][name] = draw.grid(count, 0.5, 1.5) if is_scale else [
            value * case.weight_bound for value in draw.coarse(count)]
    if kind == "batch_norm":
        data["state"] = {
            "running_mean": Draw(f"{seed}/running_mean").coarse(case.channels),
            "running_var": Draw(f"{seed}/running_var").grid(case.channels, 0.25, 2),
        }
    if kind == "dropout" and case.phase == "training":
        count = math.prod(case.shapes[0])
        data["mask"] = Draw(f"{seed}/mask").bits(count, case.settings["rate"])
    data["upstream"] = Draw(f"{seed}/upstream").coarse

    exact = run_layer(layer, case, data, torch.float64)
    single = run_layer(layer, case, data, torch.float32)
    if kind == "max_pool":
        check_first_maximum(case, data, exact)

    output = exact["output"]
    entry = {"name": case.name, "settings": case.settings, "phase": case.phase}
    entry["inputs"] = [{"shape": shape, "values": values}
                       for shape, values in zip(case.shapes, data["inputs"], strict=True)]
    entry["weights"] = {name: {"shape": shape, "values": data["weights"][name]}
                        for name, shape in case.weights.items()}
    if "state" in data:
        entry["state"] = {name: {"shape": [case.channels], "values": values}
                          for name, values in data["state"].items()}
    if "mask" in data:
        entry["mask"] = {"shape": case.shapes[0], "values": data["mask"]}
    entry["upstream"] = {"shape": output["shape"],
                         "values": data["upstream"](len(output["values"]))}
    entry |= exact
    entry["float32Error"] = float32_error(exact, single)
    return entry


def check_first_maximum(case, data, result):
    """Recomputes a max_pool gradient in plain Python: of equal values, the first in row order
    receives it."""
    size, stride, padding = (case.settings[key] for key in ("size", "stride", "padding"))
    n, c, h, w = case.shapes[0]
    _, _, rows, columns = result["output"]["shape"]
    values, upstream = data["inputs"][0], data["upstream"](n * c * rows * columns)
    gradient = [0.0] * len(values)
    for plane in range(n * c):
        for row in range(rows):
            for column in range(columns):
                window = [
                    plane * h * w + y * w + x
                    for y in range(row * stride - padding, row * stride - padding + size)
                    for x in range(column * stride - padding, column * stride - padding + size)
                    if 0 <= y < h and 0 <= x < w
                ]
                best = max(window, key=lambda index: values[index])  # the first of equals
                gradient[best] += upstream[(plane * rows + row) * columns + column]
    assert gradient == result["inputGradients"][0]["values"], case.name


def conv_case(name, n, c, h, w, filters, kernel, stride=1, padding=0, bias=True):
    weights = {"weight": [filters, c, kernel, kernel]} | ({"bias": [filters]} if bias else {})
    settings = {"filters": filters, "kernel": kernel, "stride": stride, "padding": padding,
                "bias": bias}
    return LayerCase(name, [[n, c, h, w]], settings, weights)


def tiled_case(name, n, c, h, w, filters, kernel, padding):
    """Large enough for transformed tiles, which round more than sums do: outputs of size 1, as
    initial weights give them."""
    case = conv_case(name, n, c, h, w, filters, kernel, padding=padding)
    case.weight_bound = 1 / 8
    return case


def dense_case(name, n, features, units, bias=True):
    weights = {"weight": [units, features]} | ({"bias": [units]} if bias else {})
    return LayerCase(name, [[n, features]], {"units": units, "bias": bias}, weights)


def pool_case(name, shape, size, stride, padding=0, style="distinct", values=None):
    settings = {"size": size, "stride": stride, "padding": padding}
    return LayerCase(name, [shape], settings, style=style, values=values)


def pool_cases(style):
    return [
        pool_case("size_2", [3, 2, 4, 6], 2, 2, style=style),
        pool_case("size_2_odd_input", [3, 2, 5, 7], 2, 2, style=style),
        pool_case("size_2_overlapping", [3, 2, 4, 5], 2, 1, style=style),
        pool_case("size_2_with_gaps", [3, 1, 8, 7], 2, 3, style=style),
        pool_case("size_2_padding_1", [3, 2, 5, 6], 2, 2, 1, style=style),
        pool_case("size_3", [3, 1, 6, 9], 3, 3, style=style),
        pool_case("size_3_odd_input", [3, 1, 8, 7], 3, 3, style=style),
        pool_case("size_3_overlapping", [5, 2, 7, 6], 3, 2, style=style),
        pool_case("size_3_stride_1_padding_1", [3, 2, 4, 5], 3, 1, 1, style=style),
        pool_case("size_3_stride_2_padding_1", [5, 3, 6, 5], 3, 2, 1, style=style),
        pool_case("whole_picture", [3, 4, 3, 3], 3, 3, style=style),
        pool_case("sixteen_channels", [3, 16, 4, 4], 2, 2, style=style),
        pool_case("batch_70", [70, 1, 4, 3], 2, 2, style=style),
        pool_case("batch_70_overlapping_padding_1", [70, 1, 3, 2], 2, 1, 1, style=style),
    ]


def batch_norm_case(name, shape, phase="training", epsilon=1e-5, momentum=0.1, style="coarse",
                    values=None):
    channels = shape[1]
    return LayerCase(name, [shape], {"epsilon": epsilon, "momentum": momentum},
                     {"weight": [channels], "bias": [channels]}, phase, style, values, channels)


def constant_channel(shape):
    """A batch whose channel 1 holds the same value everywhere."""
    n, channels, *picture = shape
    pixels = math.prod(picture)
    values = Draw("layers/batch_norm/constant_channel").grid(math.prod(shape))
    for sample in range(n):
        start = (sample * channels + 1) * pixels
        values[start:start + pixels] = [0.75] * pixels
    return [values]


def activation_cases(settings=None, style="medium"):
    settings = settings or {}
    suffix = "".join(f"_{value}" for value in settings.values())
    landmarks = [0.0, 0.00390625, -0.00390625, 0.5, -0.5, 1.0, -1.0, 3.0, -3.0, 6.0, -6.0,
                 12.0, -12.0, 30.0, -30.0, 100.0, -100.0, 0.0]
    return [
        LayerCase(f"features{suffix}", [[3, 7]], settings, style=style),
        LayerCase(f"pictures{suffix}", [[5, 2, 3, 4]], settings, style=style),
        LayerCase(f"wide_range{suffix}", [[3, 11]], settings, style="wide"),
        LayerCase(f"landmarks{suffix}", [[3, 6]], settings, values=[landmarks]),
        LayerCase(f"batch_70{suffix}", [[70, 3]], settings, style=style),
        LayerCase(f"inference{suffix}", [[3, 5]], settings, phase="inference", style=style),
    ]


LAYER_CASES = {
    "conv": [
        conv_case("kernel_3", 3, 1, 5, 6, 2, 3),
        conv_case("kernel_3_padding_1", 3, 3, 6, 4, 4, 3, padding=1),
        conv_case("kernel_3_no_bias", 3, 3, 4, 5, 2, 3, bias=False),
        conv_case("kernel_3_stride_2_padding_1", 5, 3, 7, 6, 4, 3, 2, 1),
        conv_case("kernel_3_stride_2_leftover", 3, 2, 6, 8, 3, 3, 2),
        conv_case("kernel_3_stride_3_padding_2", 3, 3, 8, 10, 3, 3, 3, 2),
        conv_case("kernel_3_stride_3", 3, 1, 8, 6, 3, 3, 3),
        conv_case("kernel_5_padding_2", 3, 1, 7, 6, 6, 5, padding=2),
        conv_case("kernel_3_six_to_sixteen", 3, 6, 4, 5, 16, 3),
        conv_case("kernel_5_six_channels", 3, 6, 7, 6, 3, 5),
        conv_case("kernel_5_stride_2_padding_2", 3, 1, 11, 8, 3, 5, 2, 2),
        conv_case("kernel_5_stride_3_padding_1", 3, 2, 9, 12, 3, 5, 3, 1, bias=False),
        conv_case("kernel_5_picture_smaller_than_kernel", 3, 2, 3, 4, 3, 5, padding=2),
        conv_case("kernel_5_whole_picture", 3, 6, 5, 5, 4, 5),
        conv_case("kernel_1_sixteen_to_twenty", 3, 16, 3, 2, 20, 1),
        conv_case("kernel_1_stride_2", 3, 6, 5, 7, 3, 1, 2, bias=False),
        conv_case("kernel_1_padding_1", 3, 1, 3, 2, 2, 1, padding=1),
        conv_case("kernel_2_stride_2", 3, 3, 5, 4, 2, 2, 2),
        conv_case("twenty_channels", 3, 20, 4, 3, 3, 3, padding=1),
        conv_case("one_sample", 1, 3, 5, 5, 4, 3, padding=1),
        conv_case("batch_70", 70, 1, 4, 3, 2, 3),
        conv_case("batch_70_stride_2_padding_1", 70, 2, 3, 2, 2, 3, 2, 1),
    ],
    "conv_tiles_3": [
        tiled_case("tiles_kernel_3_padding_1", 2, 16, 6, 4, 16, 3, 1),
        tiled_case("tiles_kernel_3_picture_of_2", 2, 16, 2, 2, 16, 3, 1),
    ],
    "conv_tiles_5": [
        tiled_case("tiles_kernel_5", 1, 16, 7, 6, 16, 5, 0),
        tiled_case("tiles_kernel_5_six_channels", 2, 6, 6, 6, 16, 5, 0),
    ],
    "dense": [
        dense_case("small", 3, 4, 5),
        dense_case("no_bias", 5, 7, 3, bias=False),
        dense_case("one_feature", 3, 1, 4),
        dense_case("one_unit", 5, 6, 1),
        dense_case("one_sample", 1, 9, 4),
        dense_case("odd_sizes", 5, 33, 17),
        dense_case("even_sizes", 3, 32, 16),
        dense_case("batch_70", 70, 3, 2),
        dense_case("batch_70_no_bias", 70, 5, 3, bias=False),
    ],
    "flatten": [
        LayerCase("pictures", [[3, 2, 3, 4]]),
        LayerCase("one_pixel", [[5, 6, 1, 1]]),
        LayerCase("features", [[3, 5]]),
        LayerCase("batch_70", [[70, 2, 1, 2]]),
    ],
    "relu": activation_cases(),
    "leaky_relu": (activation_cases({"negative_slope": 0.01})
                   + activation_cases({"negative_slope": 0.2})),
    "gelu": activation_cases({"approximate": "none"}) + activation_cases({"approximate": "tanh"}),
    "tanh": activation_cases(),
    "sigmoid": activation_cases(),
    "max_pool": pool_cases("distinct") + [
        pool_case("ties", [3, 2, 4, 6], 2, 2, style="levels"),
        pool_case("ties_overlapping", [3, 2, 6, 5], 3, 1, 1, style="levels"),
        pool_case("all_equal", [3, 1, 5, 5], 3, 2, 1, values=[[-0.5] * 75]),
        pool_case("all_negative_padding_1", [3, 1, 4, 4], 2, 2, 1,
                  values=[Draw("layers/max_pool/all_negative").grid(48, -3, -1)]),
    ],
    "average_pool": pool_cases("coarse"),
    "global_average_pool": [
        LayerCase("pictures", [[3, 2, 4, 5]]),
        LayerCase("one_pixel", [[3, 4, 1, 1]]),
        LayerCase("sixteen_channels", [[5, 16, 3, 2]]),
        LayerCase("batch_70", [[70, 2, 2, 3]]),
    ],
    "batch_norm": [
        batch_norm_case("features", [5, 4]),
        batch_norm_case("features_other_settings", [5, 3], epsilon=1e-3, momentum=0.25),
        batch_norm_case("features_inference", [5, 4], "inference", epsilon=1e-3),
        batch_norm_case("features_batch_70", [70, 3]),
        batch_norm_case("two_samples", [2, 3]),
        batch_norm_case("pictures", [3, 3, 4, 5]),
        batch_norm_case("pictures_other_settings", [5, 6, 3, 2], epsilon=0.01, momentum=0.9),
        batch_norm_case("pictures_inference", [3, 3, 4, 3], "inference"),
        batch_norm_case("pictures_one_sample", [1, 2, 3, 4]),
        batch_norm_case("pictures_batch_70", [70, 2, 2, 2], epsilon=1e-3, momentum=0.25),
        batch_norm_case("pictures_batch_70_inference", [70, 2, 2, 1], "inference"),
        batch_norm_case("mean_far_from_zero", [5, 2, 3, 3], style="offset"),
        batch_norm_case("constant_channel", [3, 3, 2, 2], values=constant_channel([3, 3, 2, 2])),
    ],
    "dropout": [
        LayerCase("rate_0.5", [[3, 8]], {"rate": 0.5}),
        LayerCase("rate_0.25_pictures", [[5, 2, 3, 3]], {"rate": 0.25}),
        LayerCase("rate_0.1", [[5, 9]], {"rate": 0.1}),
        LayerCase("rate_0.8_batch_70", [[70, 3]], {"rate": 0.8}),
        LayerCase("rate_0", [[3, 5]], {"rate": 0.0}),
        LayerCase("inference", [[3, 8]], {"rate": 0.5}, phase="inference"),
        LayerCase("inference_pictures", [[3, 2, 2, 3]], {"rate": 0.3}, phase="inference"),
    ],
    "add": [
        LayerCase("features", [[3, 5]] * 2),
        LayerCase("pictures", [[3, 2, 3, 4]] * 2),
        LayerCase("three_inputs", [[5, 3, 2, 2]] * 3),
        LayerCase("batch_70", [[70, 2, 1, 2]] * 2),
    ],
    "concat": [
        LayerCase("features", [[3, 5], [3, 2]]),
        LayerCase("pictures", [[3, 2, 3, 4], [3, 1, 3, 4]]),
        LayerCase("three_inputs", [[5, 3, 2, 2], [5, 1, 2, 2], [5, 4, 2, 2]]),
        LayerCase("batch_70", [[70, 2, 1, 2], [70, 1, 1, 2]]),
    ],
}


def layer_files():
    files = [(layer, layer.__name__) for layer in LAYERS]
    for layer, file in files + [(conv, "conv_tiles_3"), (conv, "conv_tiles_5")]:
        yield f"layers/{file}.json", {
            "kind": layer.__name__,
            "program": source(layer),
            "cases": [layer_case(layer, case) for case in LAYER_CASES[file]],
        }


# ---------------------------------------------------------------------------------------------
# Losses


def cross_entropy(logits, labels, s):
    return F.cross_entropy(logits, labels, label_smoothing=s.get("label_smoothing", 0.0))


def binary_cross_entropy(logits, labels, s):
    return F.binary_cross_entropy_with_logits(logits[:, 0], labels.to(logits.dtype))


def hinge(logits, labels, s):
    y = 2 * labels - 1
    return F.relu(1 - y * logits[:, 0]).mean()


def multi_margin(logits, labels, s):
    return F.multi_margin_loss(logits, labels)


def mean_squared_error(logits, labels, s):
    return F.mse_loss(logits, F.one_hot(labels, logits.shape[1]).to(logits.dtype))


LOSSES = [
    (cross_entropy, "The mean over the samples of -log(softmax(logits)[label]). With "
     "label_smoothing e and k classes the target of a sample is (1 - e) one-hot + e / k."),
    (binary_cross_entropy, "The mean over the samples of log(1 + exp(z)) - label z, where z is "
     "the sample's one logit; computed without overflow."),
    (hinge, "The mean over the samples of max(0, 1 - y z), where z is the sample's one logit and "
     "y is -1 for label 0 and +1 for label 1. Where 1 - y z is exactly 0 the gradient is 0."),
    (multi_margin, "The mean over the samples of (1 / k) times the sum over the classes j other "
     "than the label of max(0, 1 - logits[label] + logits[j]), with k classes. A term which is "
     "exactly 0 has gradient 0."),
    (mean_squared_error, "The mean over the samples of the mean over the outputs of "
     "(logits - target)^2, where the target of a label is its one-hot vector. No factor 1/2."),
]


def loss_inputs(kind):
    """Name, shape, logits and labels of each case."""
    def drawn(name, n, classes, style):
        return (name, n, classes, style(Draw(f"losses/{kind}/{name}/logits"), n * classes),
                Draw(f"losses/{kind}/{name}/labels").integers(n, max(classes, 2)))

    def small(draw, count):
        return draw.grid(count, -3, 3)

    def extreme(size):
        return lambda draw, count: [size * (choice - 1) for choice in draw.integers(count, 3)]

    if kind in ("binary_cross_entropy", "hinge"):
        margin = [1.0, -1.0, 1.0, -1.0, 0.5, -2.0, 1.00390625, 0.99609375]
        return [
            drawn("batch_3", 3, 1, small),
            drawn("batch_5", 5, 1, small),
            drawn("batch_1", 1, 1, small),
            drawn("batch_70", 70, 1, small),
            drawn("plus_minus_80", 8, 1, extreme(80.0)),
            drawn("plus_minus_1000", 6, 1, extreme(1000.0)),
            ("extreme_both_labels", 6, 1, [80.0, 80.0, -80.0, -80.0, 20.0, -20.0],
             [0, 1, 0, 1, 0, 1]),
            ("zeros", 4, 1, [0.0] * 4, [0, 1, 1, 0]),
            ("at_the_margin", 8, 1, margin, [1, 0, 0, 1, 1, 0, 1, 1]),
        ]
    return [
        drawn("batch_3", 3, 4, small),
        drawn("batch_5_ten_classes", 5, 10, small),
        drawn("batch_1", 1, 5, small),
        drawn("batch_70", 70, 3, small),
        drawn("two_classes", 5, 2, small),
        drawn("plus_minus_80", 5, 6, extreme(80.0)),
        drawn("plus_minus_100", 5, 4, extreme(100.0)),
        ("all_equal", 3, 4, [0.5] * 12, [0, 3, 1]),
        ("ties", 3, 3, [2.0, 2.0, -1.0, -1.0, 2.0, 2.0, 2.0, -1.0, 2.0], [0, 0, 2]),
        ("at_the_margin", 3, 3, [1.5, 0.5, 0.5, 0.5, 1.5, -2.0, 1.5, 1.5, 0.5], [0, 1, 2]),
    ]


def run_loss(loss, n, classes, logits, labels, settings, dtype):
    z = make([n, classes], logits, dtype).requires_grad_()
    value = loss(z, torch.tensor(labels), settings)
    value.backward()
    return {"loss": value.item(), "gradient": described(z.grad)}


def loss_files():
    for loss, definition in LOSSES:
        kind = loss.__name__
        variants = [("", {})]
        if kind == "cross_entropy":
            variants.append(("_smoothed", {"label_smoothing": 0.1}))
        cases = []
        for suffix, settings in variants:
            for name, n, classes, logits, labels in loss_inputs(kind):
                arguments = (n, classes, logits, labels, settings)
                exact = run_loss(loss, *arguments, torch.float64)
                single = run_loss(loss, *arguments, torch.float32)
                cases.append({
                    "name": name + suffix,
                    "settings": settings,
                    "logits": {"shape": [n, classes], "values": logits},
                    "labels": labels,
                    **exact,
                    "float32Error": float32_error(exact, single),
                })
        yield f"losses/{kind}.json", {
            "kind": kind, "program": source(loss), "definition": definition, "cases": cases}


# ---------------------------------------------------------------------------------------------
# Optimizers


def sgd(parameters, s):
    return torch.optim.SGD(
        parameters, lr=s["learning_rate"], momentum=s["momentum"], nesterov=s["nesterov"],
        weight_decay=s["weight_decay"], foreach=False)


def adagrad(parameters, s):
    return torch.optim.Adagrad(
        parameters, lr=s["learning_rate"], lr_decay=s["lr_decay"],
        weight_decay=s["weight_decay"], eps=s["epsilon"], foreach=False)


def adam(parameters, s):
    return torch.optim.Adam(
        parameters, lr=s["learning_rate"], betas=tuple(s["betas"]), eps=s["epsilon"],
        weight_decay=s["weight_decay"], amsgrad=s["amsgrad"], foreach=False)


def adamw(parameters, s):
    return torch.optim.AdamW(
        parameters, lr=s["learning_rate"], betas=tuple(s["betas"]), eps=s["epsilon"],
        weight_decay=s["weight_decay"], amsgrad=s["amsgrad"], foreach=False)


def rmsprop(parameters, s):
    return torch.optim.RMSprop(
        parameters, lr=s["learning_rate"], alpha=s["alpha"], eps=s["epsilon"],
        weight_decay=s["weight_decay"], momentum=s["momentum"], centered=s["centered"],
        foreach=False)


# The function, PyTorch's default settings, and the cases as changes to them. The mark
# "changing" gives the learning rate of each step separately; "sparse" sets many gradients to 0.
OPTIMIZERS = [
    (sgd, {"learning_rate": 0.1, "momentum": 0.0, "nesterov": False, "weight_decay": 0.0}, {
        "plain": {},
        "momentum": {"momentum": 0.9},
        "nesterov": {"momentum": 0.9, "nesterov": True},
        "weight_decay": {"weight_decay": 0.05},
        "momentum_weight_decay": {"learning_rate": 0.02, "momentum": 0.8, "weight_decay": 0.01},
        "all_combined": {"learning_rate": 0.05, "momentum": 0.7, "nesterov": True,
                         "weight_decay": 0.02},
        "momentum_changing": {"momentum": 0.9},
        "nesterov_changing": {"momentum": 0.9, "nesterov": True},
    }),
    (adagrad, {"learning_rate": 0.01, "lr_decay": 0.0, "weight_decay": 0.0, "epsilon": 1e-10}, {
        "plain": {},
        "lr_decay": {"learning_rate": 0.1, "lr_decay": 0.1},
        "epsilon": {"learning_rate": 0.1, "epsilon": 0.01},
        "weight_decay": {"learning_rate": 0.1, "weight_decay": 0.05},
        "all_combined": {"learning_rate": 0.2, "lr_decay": 0.05, "weight_decay": 0.02,
                         "epsilon": 1e-6},
        "lr_decay_changing": {"learning_rate": 0.1, "lr_decay": 0.1},
        "sparse": {"learning_rate": 0.1},
    }),
    (adam, {"learning_rate": 0.001, "betas": [0.9, 0.999], "epsilon": 1e-8, "weight_decay": 0.0,
            "amsgrad": False}, {
        "plain": {},
        "larger_learning_rate": {"learning_rate": 0.1},
        "betas": {"learning_rate": 0.05, "betas": [0.8, 0.95]},
        "epsilon": {"learning_rate": 0.05, "epsilon": 0.01},
        "weight_decay": {"learning_rate": 0.05, "weight_decay": 0.1},
        "amsgrad": {"learning_rate": 0.05, "betas": [0.9, 0.7], "amsgrad": True},
        "all_combined": {"learning_rate": 0.02, "betas": [0.7, 0.8], "epsilon": 1e-3,
                         "weight_decay": 0.05, "amsgrad": True},
        "changing": {"learning_rate": 0.05},
        "sparse": {"learning_rate": 0.05},
    }),
    (adamw, {"learning_rate": 0.001, "betas": [0.9, 0.999], "epsilon": 1e-8,
             "weight_decay": 0.01, "amsgrad": False}, {
        "plain": {},
        "larger_learning_rate": {"learning_rate": 0.1},
        "no_weight_decay": {"learning_rate": 0.05, "weight_decay": 0.0},
        "weight_decay": {"learning_rate": 0.05, "weight_decay": 0.2},
        "betas": {"learning_rate": 0.05, "betas": [0.8, 0.95]},
        "amsgrad": {"learning_rate": 0.05, "betas": [0.9, 0.7], "amsgrad": True},
        "all_combined": {"learning_rate": 0.02, "betas": [0.7, 0.8], "epsilon": 1e-3,
                         "weight_decay": 0.1, "amsgrad": True},
        "changing": {"learning_rate": 0.05, "weight_decay": 0.1},
    }),
    (rmsprop, {"learning_rate": 0.01, "alpha": 0.99, "epsilon": 1e-8, "weight_decay": 0.0,
               "momentum": 0.0, "centered": False}, {
        "plain": {},
        "alpha": {"alpha": 0.8},
        "epsilon": {"epsilon": 0.01},
        "momentum": {"momentum": 0.9},
        "centered": {"centered": True},
        "weight_decay": {"weight_decay": 0.1},
        "centered_momentum": {"centered": True, "momentum": 0.5},
        "all_combined": {"learning_rate": 0.02, "alpha": 0.9, "epsilon": 1e-4,
                         "weight_decay": 0.05, "momentum": 0.7, "centered": True},
        "momentum_changing": {"momentum": 0.9},
        "sparse": {"momentum": 0.9},
    }),
]
OPTIMIZER_STEPS = 10
OPTIMIZER_SIZES = [7, 13, 16, 33, 40]


def run_optimizer(optimizer, settings, initial, gradients, learning_rates, dtype):
    parameter = nn.Parameter(make([len(initial)], initial, dtype))
    stepper = optimizer([parameter], settings)
    steps = []
    for gradient, learning_rate in zip(gradients, learning_rates, strict=True):
        stepper.param_groups[0]["lr"] = learning_rate
        parameter.grad = make([len(gradient)], gradient, dtype)
        stepper.step()
        steps.append(flat(parameter))
    return steps


def optimizer_case(optimizer, name, settings, count):
    seed = f"optimizers/{optimizer.__name__}/{name}"
    initial = Draw(f"{seed}/initial").grid(count)
    gradients = [Draw(f"{seed}/gradient{step}").grid(count, -2, 2)
                 for step in range(OPTIMIZER_STEPS)]
    if name == "sparse":
        # Weight 0 never has a gradient; two thirds of the others are zero at each step.
        gradients = [[value if index > 0 and (index + step) % 3 == 0 else 0.0
                      for index, value in enumerate(gradient)]
                     for step, gradient in enumerate(gradients)]
    rates = [settings["learning_rate"]] * OPTIMIZER_STEPS
    if name.endswith("changing"):
        # Halved after steps 3 and 6, then zero for one step.
        rates = [rate / 2 ** (step // 3) for step, rate in enumerate(rates)]
        rates[8] = 0.0
    arguments = (optimizer, settings, initial, gradients, rates)
    exact = run_optimizer(*arguments, torch.float64)
    single = run_optimizer(*arguments, torch.float32)
    return {
        "name": name,
        "settings": settings,
        "learningRates": rates,
        "initial": initial,
        "gradients": gradients,
        "weights": exact,
        "float32Error": float32_error(exact, single),
    }


def optimizer_files():
    for optimizer, defaults, changes in OPTIMIZERS:
        kind = optimizer.__name__
        yield f"optimizers/{kind}.json", {
            "kind": kind,
            "program": source(optimizer),
            "cases": [
                optimizer_case(optimizer, name, defaults | change,
                               OPTIMIZER_SIZES[index % len(OPTIMIZER_SIZES)])
                for index, (name, change) in enumerate(changes.items())
            ],
        }


# ---------------------------------------------------------------------------------------------
# Initializers


INITIALIZER_SHAPES = [
    ("dense", [10, 84]), ("dense", [120, 400]), ("dense", [3, 1]),
    ("conv", [6, 1, 5, 5]), ("conv", [16, 6, 5, 5]), ("conv", [20, 16, 3, 3]),
    ("conv", [8, 16, 1, 1]),
]
SAMPLE_SIZE = 50_000


def module(layer, shape):
    if layer == "dense":
        return nn.Linear(shape[1], shape[0])
    return nn.Conv2d(shape[1], shape[0], shape[2])


def fans(shape):
    return nn.init._calculate_fan_in_and_fan_out(torch.empty(shape))


def default(tensors, s):
    nn.init.kaiming_uniform_(tensors["weight"], a=math.sqrt(5))
    fan_in, _ = nn.init._calculate_fan_in_and_fan_out(tensors["weight"])
    nn.init.uniform_(tensors["bias"], -1 / math.sqrt(fan_in), 1 / math.sqrt(fan_in))


def he_normal(tensors, s):
    nn.init.kaiming_normal_(tensors["weight"], mode="fan_in", nonlinearity="relu")


def he_uniform(tensors, s):
    nn.init.kaiming_uniform_(tensors["weight"], mode="fan_in", nonlinearity="relu")


def xavier_normal(tensors, s):
    nn.init.xavier_normal_(tensors["weight"], gain=1.0)


def xavier_uniform(tensors, s):
    nn.init.xavier_uniform_(tensors["weight"], gain=1.0)


def normal(tensors, s):
    nn.init.normal_(tensors["weight"], mean=0.0, std=s["std"])


def theory(kind, fan_in, fan_out, settings):
    """Standard deviation and, for a uniform distribution, its bound."""
    gain = nn.init.calculate_gain("relu")
    match kind:
        case "default":
            # Of kaiming_uniform_ with a = sqrt(5): gain sqrt(1/3), so bound 1/sqrt(fan_in).
            assert math.isclose(nn.init.calculate_gain("leaky_relu", math.sqrt(5)),
                                math.sqrt(1 / 3))
            bound = 1 / math.sqrt(fan_in)
            return bound / math.sqrt(3), bound
        case "he_normal":
            return gain / math.sqrt(fan_in), None
        case "he_uniform":
            std = gain / math.sqrt(fan_in)
            return std, math.sqrt(3) * std
        case "xavier_normal":
            return math.sqrt(2 / (fan_in + fan_out)), None
        case "xavier_uniform":
            std = math.sqrt(2 / (fan_in + fan_out))
            return std, math.sqrt(3) * std
        case "normal":
            return settings["std"], None


INITIALIZERS = [(default, [{}]), (he_normal, [{}]), (he_uniform, [{}]), (xavier_normal, [{}]),
                (xavier_uniform, [{}]), (normal, [{"std": 0.02}, {"std": 1.5}])]


def sample(initializer, layer, shape, tensor, settings):
    """Many values of one tensor, drawn by filling it again and again."""
    holder = module(layer, shape)
    tensors = {"weight": holder.weight.data, "bias": holder.bias.data}
    torch.manual_seed(zlib.crc32(f"{initializer.__name__}/{shape}/{tensor}".encode()))
    values = []
    while len(values) < SAMPLE_SIZE:
        if initializer is default:
            holder.reset_parameters()
        else:
            initializer(tensors, settings)
        values += tensors[tensor].flatten().tolist()
    mean = math.fsum(values) / len(values)
    std = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))
    return {"count": len(values), "mean": rounded(mean, 6), "std": rounded(std, 6),
            "smallest": rounded(min(values), 6), "largest": rounded(max(values), 6)}


def check_default(layer, shape):
    """The program shown for `default` is what Linear and Conv2d do themselves."""
    torch.manual_seed(1)
    holder = module(layer, shape)
    tensors = {"weight": torch.empty(shape), "bias": torch.empty(shape[0])}
    torch.manual_seed(1)
    default(tensors, {})
    assert torch.equal(holder.weight, tensors["weight"])
    assert torch.equal(holder.bias, tensors["bias"])


def initializer_case(initializer, layer, shape, tensor, settings):
    kind = initializer.__name__
    fan_in, fan_out = fans(shape)
    std, bound = theory(kind, fan_in, fan_out, settings)
    measured = sample(initializer, layer, shape, tensor, settings)
    assert abs(measured["mean"]) < 5 * std / math.sqrt(measured["count"])
    assert abs(measured["std"] / std - 1) < 0.02
    if bound is not None:
        assert 0.99 * bound < measured["largest"] <= bound * 1.00001
        assert -0.99 * bound > measured["smallest"] >= -bound * 1.00001
    return {
        "name": f"{layer}_{'x'.join(map(str, shape))}_{tensor}"
                + "".join(f"_{key}_{value}" for key, value in settings.items()),
        "settings": settings,
        "layer": layer,
        "tensor": tensor,
        "shape": shape if tensor == "weight" else shape[:1],
        "fanIn": fan_in,
        "fanOut": fan_out,
        "distribution": "normal" if bound is None else "uniform",
        "mean": 0.0,
        "std": std,
        "bound": bound,
        "sample": measured,
    }


def initializer_files():
    for layer, shape in INITIALIZER_SHAPES:
        check_default(layer, shape)
    for initializer, variants in INITIALIZERS:
        tensors = ["weight", "bias"] if initializer is default else ["weight"]
        yield f"initializers/{initializer.__name__}.json", {
            "kind": initializer.__name__,
            "program": source(initializer),
            "cases": [initializer_case(initializer, layer, shape, tensor, settings)
                      for settings in variants
                      for layer, shape in INITIALIZER_SHAPES
                      for tensor in tensors],
        }


# ---------------------------------------------------------------------------------------------
# Schedules


def step(optimizer, s):
    return torch.optim.lr_scheduler.StepLR(optimizer, step_size=s["every"], gamma=s["factor"])


def exponential(optimizer, s):
    return torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=s["factor"])


def inverse_time(optimizer, s):
    return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: 1 / (1 + s["decay"] * t))


def cosine(optimizer, s):
    return torch.optim.lr_scheduler.CosineAnnealingLR(
        optimizer, T_max=s["updates"], eta_min=s["minimum"])


def triangular(optimizer, s):
    return torch.optim.lr_scheduler.CyclicLR(
        optimizer, base_lr=s["minimum"], max_lr=s["maximum"], step_size_up=s["rise"],
        step_size_down=s["fall"], mode="triangular", cycle_momentum=False)


def one_cycle(optimizer, s):
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=s["maximum"], total_steps=s["updates"], pct_start=s["rise"],
        anneal_strategy="cos", div_factor=s["start_divisor"],
        final_div_factor=s["final_divisor"], three_phase=False, cycle_momentum=False)


def step_rate(t, s):
    return s["initial"] * s["factor"] ** (t // s["every"])


def exponential_rate(t, s):
    return s["initial"] * s["factor"] ** t


def inverse_time_rate(t, s):
    return s["initial"] / (1 + s["decay"] * t)


def cosine_rate(t, s):
    swing = (1 + math.cos(math.pi * t / s["updates"])) / 2
    return s["minimum"] + (s["initial"] - s["minimum"]) * swing


def triangular_rate(t, s):
    rise, fall = s["rise"], s["fall"]
    t = t % (rise + fall)
    height = t / rise if t <= rise else (rise + fall - t) / fall
    return s["minimum"] + (s["maximum"] - s["minimum"]) * height


def one_cycle_rate(t, s):
    start = s["maximum"] / s["start_divisor"]
    final = start / s["final_divisor"]
    top = s["rise"] * s["updates"] - 1
    last = s["updates"] - 1
    if t <= top:
        a, b, fraction = start, s["maximum"], t / top
    else:
        a, b, fraction = s["maximum"], final, (t - top) / (last - top)
    return b + (a - b) * (1 + math.cos(math.pi * fraction)) / 2


# The scheduler, the same as a formula (they are compared), and the cases: settings by name. A
# schedule of its own length runs for "updates", the others for 50.
SCHEDULES = [
    (step, step_rate, {
        "every_10_halved": {"initial": 0.1, "every": 10, "factor": 0.5},
        "every_7": {"initial": 0.05, "every": 7, "factor": 0.3},
        "every_1": {"initial": 1.0, "every": 1, "factor": 0.9},
        "longer_than_the_run": {"initial": 0.1, "every": 100, "factor": 0.1},
        "warm_up": {"initial": 0.1, "every": 10, "factor": 0.5, "warm_up": 5},
    }),
    (exponential, exponential_rate, {
        "factor_0.95": {"initial": 0.1, "factor": 0.95},
        "factor_0.5": {"initial": 0.01, "factor": 0.5},
        "factor_1": {"initial": 0.1, "factor": 1.0},
    }),
    (inverse_time, inverse_time_rate, {
        "decay_0.1": {"initial": 0.1, "decay": 0.1},
        "decay_1": {"initial": 0.5, "decay": 1.0},
        "decay_0": {"initial": 0.1, "decay": 0.0},
    }),
    (cosine, cosine_rate, {
        "to_zero": {"initial": 0.1, "minimum": 0.0, "updates": 50},
        "to_minimum": {"initial": 0.05, "minimum": 0.001, "updates": 37},
        "short": {"initial": 1.0, "minimum": 0.25, "updates": 3},
        "warm_up": {"initial": 0.1, "minimum": 0.001, "updates": 40, "warm_up": 8},
    }),
    (triangular, triangular_rate, {
        "even": {"minimum": 0.001, "maximum": 0.1, "rise": 10, "fall": 10},
        "uneven": {"minimum": 0.01, "maximum": 0.05, "rise": 4, "fall": 9},
        "one_rise": {"minimum": 0.0, "maximum": 1.0, "rise": 60, "fall": 60},
        "shortest": {"minimum": 0.1, "maximum": 0.2, "rise": 1, "fall": 1},
    }),
    (one_cycle, one_cycle_rate, {
        "usual": {"maximum": 0.1, "updates": 50, "rise": 0.3, "start_divisor": 25.0,
                  "final_divisor": 10000.0},
        "other_settings": {"maximum": 0.5, "updates": 37, "rise": 0.45, "start_divisor": 10.0,
                           "final_divisor": 100.0},
        "short": {"maximum": 1.0, "updates": 10, "rise": 0.25, "start_divisor": 4.0,
                  "final_divisor": 2.0},
    }),
]


def warmed_up(optimizer, schedule, updates):
    rise = torch.optim.lr_scheduler.LinearLR(
        optimizer, start_factor=1 / updates, total_iters=updates - 1)
    return torch.optim.lr_scheduler.SequentialLR(
        optimizer, [rise, schedule], milestones=[updates])


def schedule_case(scheduler, formula, name, settings):
    parameter = nn.Parameter(torch.zeros(1, dtype=torch.float64))
    optimizer = torch.optim.SGD([parameter], lr=settings.get("initial", 1.0))
    warm_up = settings.get("warm_up", 0)
    schedule = scheduler(optimizer, settings)
    if warm_up > 0:
        schedule = warmed_up(optimizer, schedule, warm_up)
    rates = []
    for update in range(settings.get("updates", 50) + warm_up):
        if update > 0:
            optimizer.step()
            schedule.step()
        rates.append(float(optimizer.param_groups[0]["lr"]))
        if update < warm_up:
            expected = formula(0, settings) * (update + 1) / warm_up
        else:
            expected = formula(update - warm_up, settings)
        assert math.isclose(rates[-1], expected, rel_tol=1e-11, abs_tol=1e-15), (name, update)
    return {"name": name, "settings": settings, "learningRates": rates}


def schedule_files():
    for scheduler, formula, cases in SCHEDULES:
        kind = scheduler.__name__
        yield f"schedules/{kind}.json", {
            "kind": kind,
            "program": source(scheduler),
            "formula": source(formula),
            "cases": [schedule_case(scheduler, formula, name, settings)
                      for name, settings in cases.items()],
        }


# ---------------------------------------------------------------------------------------------
# Gradient clipping


def clip(gradients, norm):
    parameters = [nn.Parameter(torch.zeros_like(g)) for g in gradients]
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = gradient.clone()
    total = torch.nn.utils.clip_grad_norm_(parameters, norm)
    return float(total), [p.grad for p in parameters]


CLIPPINGS = {  # the largest norm, and the factor of gradients that are multiples of 1/16
    "clipped": (1.0, 1.0),
    "barely_clipped": (2.5, 0.5),
    "kept": (100.0, 1.0),
    "tiny": (1e-3, 1e-6),
    "zero": (1.0, 0.0),
}


def clipping_files():
    cases = []
    for name, (norm, factor) in CLIPPINGS.items():
        stream = zlib.crc32(f"clipping/{name}".encode())
        values = [round(16 * (2 * u - 1)) / 16 * factor for u in units(stream, 24)]
        gradients = [torch.tensor(values[:15], dtype=torch.float64).reshape(3, 5),
                     torch.tensor(values[15:], dtype=torch.float64)]
        total, clipped = clip(gradients, norm)
        cases.append({
            "name": name, "norm": norm, "gradient": values, "total": total,
            "clipped": [float(x) for g in clipped for x in g.flatten()],
        })
    yield "clipping/norm.json", {"kind": "norm", "program": source(clip), "cases": cases}


# ---------------------------------------------------------------------------------------------
# Networks


FORMULA = """\
All arithmetic on integers is modulo 2^64. Value i (from 0) of stream s is
  z = s * 0x9E3779B97F4A7C15 + i
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB
  z = z ^ (z >> 31)
  u = (z >> 40) / 2^24, exact, in [0, 1).
Every value below is computed in double precision with one rounding per operation, then rounded
to the nearest float32 (ties to even). The double-precision run starts from these float32 values.
Stream 52, rule "picture": floor(u * 256) / 255. Value i belongs to the picture i / 784 and, within it,
  to the pixel i % 784 in row order. Training step k (from 0) uses the pictures 128 k ..< 128 (k + 1).
Stream 2, rule "label": floor(u * 10). Value i is the label of picture i.
Streams 3, 4, ...: the trained tensors in the order of "tensors" (without running_mean and running_var);
  value i is element i of the tensor in PyTorch's layout, row-major.
  Rule "weight", of the weights and biases of conv and dense: (2 u - 1) / sqrt(fanIn), where fanIn is
    channels * kernel * kernel or inputs of the layer, for its bias as well.
  Rule "scale", of the weights of batch_norm: 1 + (2 u - 1) / 4.
  Rule "shift", of the biases of batch_norm: (2 u - 1) / 4.
  running_mean starts at 0 and running_var at 1."""

BATCH = 128
STEPS = 3
PIXELS = 28 * 28
SHUFFLES = 8

# Where an activation is within rounding of zero, or two values of a pooling window of each other,
# a float32 run may take the other branch and differ visibly. Of the streams 1 to 60 this one gives
# pictures that stay farthest from that (see "smallestMargin").
PICTURE_STREAM = 52
LABEL_STREAM, FIRST_WEIGHT_STREAM, SHUFFLE_STREAM = 2, 3, 1000


def network_conv(name, filters, kernel, padding=0, stride=1):
    return name, "conv", {"filters": filters, "kernel": kernel, "stride": stride,
                          "padding": padding, "bias": True}


def network_norm(name):
    return name, "batch_norm", {"epsilon": 1e-5, "momentum": 0.1}


def network_dense(name, units):
    return name, "dense", {"units": units, "bias": True}


def network_pool(name, kind):
    return name, kind, {"size": 2, "stride": 2, "padding": 0}


def lenet5(normalised):
    def norm_layer(name):
        return [network_norm(name)] if normalised else []

    return [
        network_conv("conv1", 6, 5, padding=2),
        *norm_layer("batch_norm1"),
        ("relu1", "relu", {}),
        network_pool("pool1", "max_pool"),
        network_conv("conv2", 16, 5),
        *norm_layer("batch_norm2"),
        ("relu2", "relu", {}),
        network_pool("pool2", "max_pool"),
        ("flatten", "flatten", {}),
        network_dense("dense1", 120),
        ("relu3", "relu", {}),
        network_dense("dense2", 84),
        ("relu4", "relu", {}),
        network_dense("dense3", 10),
    ]


LENET5_TANH = [
    network_conv("conv1", 6, 5, padding=2),
    ("tanh1", "tanh", {}),
    network_pool("pool1", "average_pool"),
    network_conv("conv2", 16, 5),
    ("tanh2", "tanh", {}),
    network_pool("pool2", "average_pool"),
    network_conv("conv3", 120, 5),
    ("tanh3", "tanh", {}),
    ("flatten", "flatten", {}),
    network_dense("dense1", 84),
    ("tanh4", "tanh", {}),
    network_dense("dense2", 10),
]


# The fourth item names the layers that a layer reads, where it is not the one before.
RESIDUAL = [
    network_conv("conv1", 6, 3, padding=1, stride=2),
    network_norm("batch_norm1"),
    ("relu1", "relu", {}),
    network_conv("conv2", 6, 3, padding=1),
    network_norm("batch_norm2"),
    ("relu2", "relu", {}),
    network_conv("conv3", 6, 3, padding=1),
    network_norm("batch_norm3"),
    ("add1", "add", {}, ["batch_norm3", "relu1"]),
    ("relu3", "relu", {}),
    network_conv("conv4", 12, 3, padding=1, stride=2),
    network_norm("batch_norm4"),
    ("relu4", "relu", {}),
    network_conv("conv5", 12, 3, padding=1),
    network_norm("batch_norm5"),
    (*network_conv("conv6", 12, 1, stride=2), ["relu3"]),
    network_norm("batch_norm6"),
    ("add2", "add", {}, ["batch_norm5", "batch_norm6"]),
    ("relu5", "relu", {}),
    ("pool", "global_average_pool", {}),
    network_dense("dense", 10),
]


class Sum(nn.Module):
    def forward(self, *inputs):
        return sum(inputs[1:], start=inputs[0])


class GlobalAverage(nn.Module):
    def forward(self, x):
        return F.adaptive_avg_pool2d(x, 1).flatten(1)


def sources(layers):
    """The names of the layers that each layer reads; None is the input."""
    before, read = None, {}
    for name, _, _, *rest in layers:
        read[name] = rest[0] if rest else [before]
        before = name
    return read


class Graph(nn.Module):
    """Layers that read earlier ones, by name."""

    def __init__(self, modules, read):
        super().__init__()
        self.read = read
        for name, module in modules.items():
            self.add_module(name, module)

    def forward(self, x):
        values = {None: x}
        for name, module in self.named_children():
            values[name] = module(*(values[source] for source in self.read[name]))
        return values[name]


def build(layers, dtype):
    """The network as PyTorch modules. Shapes are followed from 1 x 28 x 28."""
    modules, read = OrderedDict(), sources(layers)
    values = {None: torch.zeros(2, 1, 28, 28, dtype=dtype)}
    for name, kind, s, *_ in layers:
        inputs = [values[source] for source in read[name]]
        x = inputs[0]
        match kind:
            case "conv":
                made = nn.Conv2d(x.shape[1], s["filters"], s["kernel"], stride=s["stride"],
                                 padding=s["padding"], bias=s["bias"], dtype=dtype)
            case "dense":
                made = nn.Linear(x.shape[1], s["units"], bias=s["bias"], dtype=dtype)
            case "batch_norm":
                made = nn.BatchNorm2d(x.shape[1], eps=s["epsilon"], momentum=s["momentum"],
                                      dtype=dtype)
            case "max_pool":
                made = nn.MaxPool2d(s["size"], stride=s["stride"], padding=s["padding"])
            case "average_pool":
                made = nn.AvgPool2d(s["size"], stride=s["stride"], padding=s["padding"])
            case "relu":
                made = nn.ReLU()
            case "tanh":
                made = nn.Tanh()
            case "flatten":
                made = nn.Flatten()
            case "add":
                made = Sum()
            case "global_average_pool":
                made = GlobalAverage()
        modules[name] = made
        with torch.no_grad():
            values[name] = made.eval()(*inputs)
    return Graph(modules, read).train()


def as_float32(values):
    return torch.tensor(values, dtype=torch.float64).to(torch.float32)


def picture_values(us):
    return [math.floor(u * 256) / 255 for u in us]


def label_values(us):
    return [math.floor(u * 10) for u in us]


def parameter_values(us, rule, fan_in):
    match rule:
        case "weight":
            return [(2 * u - 1) / math.sqrt(fan_in) for u in us]
        case "scale":
            return [1 + (2 * u - 1) / 4 for u in us]
        case "shift":
            return [(2 * u - 1) / 4 for u in us]


def parameter_rule(network, name):
    """Rule and fan-in of a trained tensor."""
    layer_name, role = name.split(".")
    layer = network.get_submodule(layer_name)
    if isinstance(layer, nn.BatchNorm2d):
        return ("scale" if role == "weight" else "shift"), None
    return "weight", fans(layer.weight.shape)[0]


def initial_tensors(network):
    """The trained tensors, and the description of their streams."""
    tensors, streams = {}, []
    for index, (name, parameter) in enumerate(network.named_parameters()):
        stream = FIRST_WEIGHT_STREAM + index
        rule, fan_in = parameter_rule(network, name)
        us = units(stream, parameter.numel())
        values = as_float32(parameter_values(us, rule, fan_in))
        tensors[name] = values.reshape(parameter.shape)
        entry = {"stream": stream, "tensor": name, "count": len(us), "rule": rule}
        if fan_in is not None:
            entry["fanIn"] = fan_in
        streams.append(entry | {"firstUnits": us[:4], "firstValues": flat(values[:4])})
    return tensors, streams


class Examples:
    """The pictures and labels of all training steps, the same for every network."""

    def __init__(self):
        us = units(PICTURE_STREAM, STEPS * BATCH * PIXELS)
        pictures = as_float32(picture_values(us))
        label_us = units(LABEL_STREAM, STEPS * BATCH)
        labels = label_values(label_us)
        self.pictures = pictures.reshape(STEPS, BATCH, 1, 28, 28)
        self.labels = torch.tensor(labels).reshape(STEPS, BATCH)
        self.streams = [
            {"stream": PICTURE_STREAM, "tensor": "pictures", "count": len(us), "rule": "picture",
             "firstUnits": us[:4], "firstValues": flat(pictures[:4])},
            {"stream": LABEL_STREAM, "tensor": "labels", "count": len(labels), "rule": "label",
             "firstUnits": label_us[:4], "firstValues": labels[:4]},
        ]


def batch_order(shuffle):
    """The samples of a batch in another order, which changes nothing but the rounding."""
    if shuffle is None:
        return list(range(BATCH))
    return sorted(range(BATCH), key=lambda index: unit(SHUFFLE_STREAM + shuffle, index))


def watch_margins(network):
    """Records how close each training step comes to a branch of relu or of max_pool."""
    margins = []

    def watch_relu(layer, inputs, output):
        if layer.training:
            margins.append(inputs[0].abs().min().item())

    def watch_pool(layer, inputs, output):
        if layer.training:
            pictures = inputs[0].flatten(0, 1).unsqueeze(1)
            windows = F.unfold(pictures, layer.kernel_size, stride=layer.stride)
            first, second = windows.topk(2, dim=1).values.unbind(dim=1)
            # After relu a window of zeros passes no gradient, whichever is chosen.
            margins.append((first - second)[first > 0].min().item())

    for layer in network.children():
        if isinstance(layer, nn.ReLU):
            layer.register_forward_hook(watch_relu)
        elif isinstance(layer, nn.MaxPool2d):
            layer.register_forward_hook(watch_pool)
    return margins


def train(layers, tensors, examples, dtype, shuffle=None):
    order = batch_order(shuffle)
    network = build(layers, dtype)
    margins = watch_margins(network)
    network.load_state_dict(tensors, strict=False)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9, foreach=False)
    losses, first = [], {}
    for pictures, labels in zip(examples.pictures.to(dtype), examples.labels, strict=True):
        optimizer.zero_grad()
        logits = network(pictures[order])
        loss = F.cross_entropy(logits, labels[order])
        loss.backward()
        if not losses:
            first["logits"] = described(logits[:2])
            first["gradients"] = {name: norm(flat(parameter.grad))
                                  for name, parameter in network.named_parameters()}
        optimizer.step()
        losses.append(loss.item())

    network.eval()
    with torch.no_grad():
        logits = network(examples.pictures[0].to(dtype))
        evaluation = F.cross_entropy(logits, examples.labels[0]).item()
    state = OrderedDict((name, tensor) for name, tensor in network.state_dict().items()
                        if not name.endswith("num_batches_tracked"))
    return SimpleNamespace(losses=losses, evaluation=evaluation, state=state, first=first,
                           smallest_margin=rounded(min(margins)) if margins else None)


def safetensors_bytes(tensors):
    """The safetensors format: the length of the header, the header, the data."""
    header, data = {}, b""
    for name, tensor in tensors.items():
        values = tensor.flatten().tolist()
        start = len(data)
        data += struct.pack(f"<{len(values)}f", *values)
        header[name] = {"dtype": "F32", "shape": list(tensor.shape),
                        "data_offsets": [start, len(data)]}
    text = compact(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def difference(a, b):
    return [x - y for x, y in zip(flat(a), flat(b), strict=True)]


def tensor_entry(name, initial, exact, single, shuffled):
    """Norms of one tensor after training, and how far float32 runs are from them."""
    final = exact.state[name]
    size = norm(flat(final))

    def relative_error(run):
        return norm(difference(run.state[name], final)) / size

    entry = {
        "name": name, "shape": list(final.shape), "norm": size,
        "float32RelativeError": rounded(relative_error(single)),
        "float32RelativeErrorShuffled": rounded(max(map(relative_error, shuffled))),
    }
    if name in initial:
        entry["changeNorm"] = norm(difference(final, initial[name]))
        entry["firstGradientNorm"] = exact.first["gradients"][name]
    return entry


def network_files():
    examples = Examples()
    for kind, layers, keeps_tensors in [
        ("lenet5", lenet5(normalised=False), True),
        ("lenet5-batch-norm", lenet5(normalised=True), True),
        ("lenet5-tanh", LENET5_TANH, False),
        ("residual", RESIDUAL, True),
    ]:
        tensors, streams = initial_tensors(build(layers, torch.float64))
        exact = train(layers, tensors, examples, torch.float64)
        single = train(layers, tensors, examples, torch.float32)
        shuffled = [train(layers, tensors, examples, torch.float32, shuffle)
                    for shuffle in range(SHUFFLES)]
        yield f"networks/{kind}.json", {
            "kind": kind,
            "input": [1, 28, 28],
            "layers": [{"name": name, "kind": layer, "settings": settings}
                       | ({"from": rest[0]} if rest else {})
                       for name, layer, settings, *rest in layers],
            "loss": "cross_entropy",
            "optimizer": {"kind": "sgd", "settings": {
                "learning_rate": 0.05, "momentum": 0.9, "nesterov": False, "weight_decay": 0.0}},
            "batch": BATCH,
            "steps": STEPS,
            "formula": FORMULA,
            "streams": examples.streams + streams,
            "losses": {"float64": exact.losses, "float32": single.losses},
            "inferenceLossAfter": {"float64": exact.evaluation, "float32": single.evaluation},
            "smallestMargin": exact.smallest_margin,
            "firstLogits": exact.first["logits"],
            "tensors": [tensor_entry(name, tensors, exact, single, shuffled)
                        for name in exact.state],
        }
        if keeps_tensors:
            yield f"networks/{kind}.safetensors", {
                name: tensor.to(torch.float32) for name, tensor in exact.state.items()}


# ---------------------------------------------------------------------------------------------
# Philox4x32-10


PUBLISHED_PHILOX = [  # kat_vectors of the Random123 distribution, "philox4x32 10"
    "00000000 00000000 00000000 00000000 00000000 00000000"
    " 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff"
    " 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0"
    " d16cfe09 94fdcceb 5001e420 24126ea1",
]

FURTHER_PHILOX = [  # counter, key
    ([1, 0, 0, 0], [0, 0]),
    ([0, 1, 0, 0], [0, 0]),
    ([0, 0, 1, 0], [0, 0]),
    ([0, 0, 0, 1], [0, 0]),
    ([0, 0, 0, 0], [1, 0]),
    ([0, 0, 0, 0], [0, 1]),
    ([0xFFFFFFFF, 0, 0, 0], [42, 0]),
    ([0, 0x80000000, 0, 0x80000000], [0x80000000, 0x7FFFFFFF]),
    ([1, 2, 3, 4], [5, 6]),
    ([0xDEADBEEF, 0xCAFEBABE, 0x01234567, 0x89ABCDEF], [0x9E3779B9, 0xBB67AE85]),
    ([0xFFFFFFFF, 0xFFFFFFFF, 0, 0], [0xFFFFFFFF, 0]),
    ([0, 0, 0xFFFFFFFF, 0xFFFFFFFF], [0, 0xFFFFFFFF]),
]


def philox4x32_10(counter, key):
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = ((p1 >> 32) ^ c1 ^ k0, p1 & 0xFFFFFFFF,
                          (p0 >> 32) ^ c3 ^ k1, p0 & 0xFFFFFFFF)
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return [c0, c1, c2, c3]


def philox_files():
    def entry(counter, key, output):
        return {name: [f"{word:08x}" for word in words]
                for name, words in (("counter", counter), ("key", key), ("output", output))}

    published = []
    for line in PUBLISHED_PHILOX:
        words = [int(word, 16) for word in line.split()]
        counter, key, output = words[:4], words[4:6], words[6:]
        assert philox4x32_10(counter, key) == output
        published.append(entry(counter, key, output))
    yield "philox/vectors.json", {
        "kind": "philox4x32-10",
        "program": source(philox4x32_10),
        "published": published,
        "computed": [entry(counter, key, philox4x32_10(counter, key))
                     for counter, key in FURTHER_PHILOX],
    }


# ---------------------------------------------------------------------------------------------
# Elementary functions, of any precision


def exponential_function(x):
    return mpmath.exp(x)


def logarithm_function(x):
    return mpmath.log(x)


def tanh_function(x):
    return mpmath.tanh(x)


def sigmoid_function(x):
    return 1 / (1 + mpmath.exp(-x))


def erf_function(x):
    return mpmath.erf(x)


ELEMENTARY = [  # kind, function, numbers around which the function is dense, and its domain
    ("exponential", exponential_function, (1e-3, 0.3, 1, 20, 80), (-103.9, 88.7)),
    ("logarithm", logarithm_function, (1e-30, 0.7, 1, 1.4, 1e30), (1e-45, 3.4e38)),
    ("hyperbolicTangent", tanh_function, (1e-3, 0.2, 0.6, 3, 9), (-12, 12)),
    ("sigmoid", sigmoid_function, (1e-3, 0.5, 3, 20, 80), (-103, 103)),
    ("errorFunction", erf_function, (1e-3, 0.4, 0.9, 2, 4), (-5, 5)),
]


def as_single(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def function_files():
    mpmath.mp.dps = 60
    for kind, function, centers, (low, high) in ELEMENTARY:
        stream = zlib.crc32(f"functions/{kind}".encode())
        numbers = [sign * 2.0**exponent for exponent in range(-149, 128, 6) for sign in (1, -1)]
        for center in centers:
            for sign in (1, -1):
                numbers += [sign * center * (1 + u) for u in units(stream, 40)]
        numbers += [low + (high - low) * u for u in units(stream, 100)]
        numbers = sorted({as_single(x) for x in numbers if low <= as_single(x) <= high})
        yield f"functions/{kind}.json", {
            "kind": kind,
            "program": source(function),
            "numbers": numbers,
            "values": [float(function(mpmath.mpf(x))) for x in numbers],
        }


# ---------------------------------------------------------------------------------------------
# Files


def all_files():
    for files in (layer_files, loss_files, optimizer_files, initializer_files, schedule_files,
                  clipping_files, network_files, philox_files, function_files):
        for path, content in files():
            encode = safetensors_bytes if path.endswith(".safetensors") else json_bytes
            data = encode(content)
            assert len(data) < FILE_LIMIT, f"{path}: {len(data)} bytes"
            yield path, data


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit("usage: generate.py [--check]")
    if torch.__version__.split("+")[0] != TORCH_VERSION:
        sys.exit(f"torch {TORCH_VERSION} is needed, this is {torch.__version__}")
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.backends.mkldnn.enabled = False
    torch.backends.nnpack.set_flags(False)

    files = dict(all_files())
    assert sum(map(len, files.values())) < TOTAL_LIMIT
    if arguments == ["--check"]:
        different = [path for path, data in files.items()
                     if not (FOLDER / path).is_file() or (FOLDER / path).read_bytes() != data]
        if different:
            sys.exit("different: " + " ".join(different))
        print(f"{len(files)} files are as generated")
        return
    for path, data in files.items():
        (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / path).write_bytes(data)
    print(f"{len(files)} files, {sum(map(len, files.values()))} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
