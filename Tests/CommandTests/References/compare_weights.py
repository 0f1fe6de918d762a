"""Loads exported weights with safetensors and PyTorch and compares what the network computes.

    ablate run weights.yaml && ablate export weights.yaml --to weights.safetensors
    python compare_weights.py weights.safetensors results/weights/table.csv FASHION_MNIST_FOLDER

`weights.yaml` lies beside this script. The network is built from PyTorch's own layers, loads the file
tensor by tensor with `strict=True`, and classifies the same test examples. `weights.md` has the outcome.
"""

import csv
import gzip
import pathlib
import struct
import sys

import safetensors
import torch
from safetensors.torch import load_file
from torch import nn


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.batch_norm1 = nn.BatchNorm2d(6)
        self.conv2 = nn.Conv2d(6, 16, 5, bias=False)
        self.dense1 = nn.Linear(16 * 5 * 5, 32)
        self.batch_norm2 = nn.BatchNorm1d(32)
        self.dense2 = nn.Linear(32, 10)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.batch_norm1(self.conv1(x))), 2)
        x = nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.batch_norm2(self.dense1(x.flatten(1))))
        return self.dense2(x)


def idx(path):
    data = gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()
    count = data[3]
    shape = struct.unpack(f">{count}I", data[4 : 4 + 4 * count])
    return torch.frombuffer(bytearray(data[4 + 4 * count :]), dtype=torch.uint8).reshape(shape)


def find(folder, name):
    return next(p for p in sorted(pathlib.Path(folder).rglob(name + "*")) if p.is_file())


weights_path, table_path, data = sys.argv[1:4]
weights = load_file(weights_path)
with safetensors.safe_open(weights_path, "pt") as file:
    print("metadata:", sorted(file.metadata()))
for name, tensor in weights.items():
    print(f"{name} {tuple(tensor.shape)} {tensor.dtype}")

network = Network()
state = dict(weights)
for name in ("batch_norm1", "batch_norm2"):
    state[f"{name}.num_batches_tracked"] = torch.tensor(0)
network.load_state_dict(state, strict=True)
network.eval()

pictures = idx(find(data, "t10k-images"))[:2000].unsqueeze(1).float() / 255
labels = idx(find(data, "t10k-labels"))[:2000].long()
with torch.no_grad():
    outputs = network(pictures)
    accuracy = (outputs.argmax(1) == labels).double().mean().item()
    loss = nn.functional.cross_entropy(outputs.double(), labels).item()

row = next(csv.DictReader(open(table_path)))
print(f"test_accuracy: PyTorch {accuracy:.6f}, table {row['test_accuracy']}")
print(f"test_loss: PyTorch {loss:.6g}, table {row['test_loss']}")
assert f"{accuracy:.6f}" == row["test_accuracy"]
assert abs(loss - float(row["test_loss"])) < 2e-6 * loss
print("the same")
