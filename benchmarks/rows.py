"""What is compared, under which title, and with which goal."""

from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Row:
    """Work that both programs do."""

    # The benchmark of ablate-bench, and the row's name in --only.
    name: str
    title: str
    # The wanted ratio to PyTorch's speed.
    goal: Optional[float] = None
    # The wanted share of the peak of fused multiply-adds.
    share: Optional[float] = None
    # PyTorch's network where it has another name.
    peer: Optional[str] = None
    # Whether its pictures can be laid out channels_last.
    is_convolutional: bool = True

    @property
    def ways(self):
        """PyTorch's ways of running, without those that make no difference for the network."""
        if self.is_convolutional:
            return ["eager", "channels_last", "compile, channels_last"]
        return ["eager", "compile"]


STEPS = [
    Row("lenet5", "LeNet-5", goal=5, share=0.9),
    Row("lenet5-batch-norm", "LeNet-5 with batch norm", goal=5),
    Row("lenet5-dropout", "LeNet-5 with dropout", goal=5),
    Row("lenet5-tanh", "LeNet-5, tanh and average pooling", goal=3),
    Row("lenet5-exact", "LeNet-5, `numerics: exact`", peer="lenet5"),
    Row("dense-100-100", "dense 784-100-100-10", goal=2.3, is_convolutional=False),
    Row("dense-1000", "dense 784-1000-10", goal=1.4, share=0.85, is_convolutional=False),
    Row("cnn-32-64", "CNN, 32 and 64 filters of 5×5", goal=2),
    Row("cifar-cnn", "CIFAR-10 CNN, eight 3×3 convolutions", goal=2.5),
]

EPOCH = Row("epoch", "LeNet-5, a whole epoch with its evaluations")
GATHER = Row("gather", "pictures into a batch")
PARSE = Row("parse", "decompressing and parsing a data set")
SWEEP = Row("sweep", "sweep of 48 trials on 2 cores", goal=5)

# Measured by ablate alone.
THREADS = Row("threads", "LeNet-5, 2 threads in a trial against 1", goal=1.8)
WORKERS = Row("workers", "sweep in batches of 64, 2 workers against 1", goal=1.9)
CHECK = Row("check", "`ablate check` of 48 trials, a new process", goal=30)
MEMORY = Row("memory", "sweep of 48 trials, 2 workers, peak memory", goal=250)
FURTHER = Row("further", "memory of a further worker", goal=40)
REST = Row("rest", "everything else that ablate-bench measures")

# Groups of ablate-bench that are listed as they are.
ALONE = ["kernels", "data", "startup", "reading", "sweeps", "memory"]

ALL = STEPS + [EPOCH, GATHER, PARSE, SWEEP, THREADS, WORKERS, CHECK, MEMORY, FURTHER, REST]

# Settings of the sweep: each third has two settings of the plain network, two with batch norm, six with dropout and six
# with weight decay, so that the thirds cost the same.
LEARNING_RATES = ["0.1", "0.01", "0.001"]
AXIS = "learning_rate: [0.1, 0.01, 0.001]"


def third(text, learning_rate):
    """The experiment of the sweep with one of its learning rates: 16 trials."""
    if text.count(AXIS) != 1:
        raise ValueError(f"the experiment does not hold '{AXIS}' once")
    return text.replace(AXIS, f"learning_rate: [{learning_rate}]")
