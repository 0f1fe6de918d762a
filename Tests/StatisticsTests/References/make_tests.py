"""Writes the references of the significance tests, computed by SciPy and statsmodels.

    python3 make_tests.py

Each file has one case a line: its samples, numbers separated by blanks, then the expected numbers.
"""

import itertools
import math
import pathlib
import random

import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

here = pathlib.Path(__file__).parent
generator = random.Random(20260701)
CONFIDENCES = [0.95, 0.99, 0.9]


def write(name, head, rows):
    text = "\n".join([head] + [",".join(row) for row in rows]) + "\n"
    (here / name).write_text(text)
    print(name, len(rows))


def numbers(values):
    return " ".join(repr(float(value)) for value in values)


def sample(n, mean=0.9, spread=0.01, digits=6):
    return [round(generator.gauss(mean, spread), digits) for _ in range(n)]


def paired_t():
    rows = []
    for n in [2, 3, 4, 5, 7, 8, 10, 15, 30, 100]:
        for shift in [0, 0.002, 0.02, 5, -0.0001, 1e-6]:
            differences = sample(n, shift, 0.01)
            confidence = generator.choice(CONFIDENCES)
            result = stats.ttest_1samp(differences, 0)
            low, high = result.confidence_interval(confidence)
            rows.append([numbers(differences), repr(confidence), repr(float(np.mean(differences))),
                         repr(float(low)), repr(float(high)), repr(float(result.pvalue))])
    for differences in [[0, 0, 0.001], [0, 0, 0, 0, -0.5], [1e-9, 2e-9, 3e-9], [1e6, 1e6 + 1, 1e6 - 3]]:
        result = stats.ttest_1samp(differences, 0)
        low, high = result.confidence_interval(0.95)
        rows.append([numbers(differences), "0.95", repr(float(np.mean(differences))),
                     repr(float(low)), repr(float(high)), repr(float(result.pvalue))])
    write("paired_t.csv", "differences,confidence,mean,low,high,p", rows)


def welch_t():
    rows = []
    sizes = [(2, 2), (2, 5), (3, 3), (5, 8), (8, 8), (10, 3), (30, 30), (100, 12)]
    for n, m in sizes:
        for shift, spread in [(0, 0.01), (0.005, 0.01), (0.05, 0.001), (0, 0.1), (-0.01, 0.02), (0, 1e-5)]:
            first, second = sample(n), sample(m, 0.9 + shift, spread)
            confidence = generator.choice(CONFIDENCES)
            result = stats.ttest_ind(second, first, equal_var=False)
            low, high = result.confidence_interval(confidence)
            rows.append([numbers(first), numbers(second), repr(confidence),
                         repr(float(np.mean(second) - np.mean(first))), repr(float(low)),
                         repr(float(high)), repr(float(result.pvalue))])
    # One sample without spread, ties, zeros.
    for first, second in [([1, 1, 1], [1, 2, 3]), ([0, 0, 0, 0], [0, 0, 1]), ([1, 2, 2, 3], [2, 2, 3, 3]),
                          ([0, 1], [1, 0]), ([5, 6, 7], [5, 6, 7])]:
        result = stats.ttest_ind(second, first, equal_var=False)
        low, high = result.confidence_interval(0.95)
        rows.append([numbers(first), numbers(second), "0.95",
                     repr(float(np.mean(second) - np.mean(first))), repr(float(low)),
                     repr(float(high)), repr(float(result.pvalue))])
    write("welch_t.csv", "first,second,confidence,difference,low,high,p", rows)


def subset_mean_interval(differences, confidence):
    """The interval by Hartigan's typical values: order statistics of all subset means."""
    n = len(differences)
    means = sorted(
        math.fsum(subset) / len(subset)
        for size in range(1, n + 1) for subset in itertools.combinations(differences, size))
    # A shift is kept while (1 + means at or below it) / 2^n exceeds half of what is left out.
    outside = (1 - confidence) / 2
    low = next((mean for place, mean in enumerate(means) if (place + 2) / 2**n > outside), None)
    if 2**-n > outside:
        return math.nan, math.nan
    high = next(mean for place, mean in enumerate(reversed(means)) if (place + 2) / 2**n > outside)
    return low, high


def sign_flip():
    rows = []
    cases = [sample(n, shift, 0.01, digits) for n in [1, 2, 3, 5, 8, 9, 10, 12]
             for shift in [0, 0.004, 0.02] for digits in [6, 2]]
    cases += [[0.0] * 4, [0, 0, 0, 1], [1, 1, 1, 1, 1, 1, 1, 1], [1, -1, 1, -1], [0.1, 0.2, -0.3],
              [0.1, 0.2, -0.3, 0.1, 0.2, -0.3, 0.1, 0.1], [-0.5], [0.0], [1, 2, 3, 4, 5, 6, 7, 8],
              [0, 0, 0, 0, 0, 0, 0, 0.25]]
    for differences in cases:
        confidence = generator.choice(CONFIDENCES)
        if len(differences) > 1:
            result = stats.permutation_test(
                (differences, [0.0] * len(differences)),
                lambda x, y, axis=-1: np.sum(x - y, axis=axis), permutation_type="samples",
                n_resamples=np.inf, vectorized=True)
            p = float(result.pvalue)
        else:
            p = 1.0
        low, high = subset_mean_interval(differences, confidence)
        rows.append([numbers(differences), repr(confidence), repr(low), repr(high), repr(p)])
    write("sign_flip.csv", "differences,confidence,low,high,p", rows)


def mann_whitney():
    rows = []
    sizes = [(1, 1), (1, 5), (2, 2), (3, 3), (3, 7), (5, 5), (8, 8), (10, 4)]
    for n, m in sizes:
        for shift, digits in [(0, 6), (0.01, 6), (0.05, 6), (0, 2), (0.01, 2), (0, 1), (0.02, 3)]:
            first, second = sample(n, digits=digits), sample(m, 0.9 + shift, 0.01, digits)
            tied = len(set(first + second)) < n + m
            if not tied:
                exact = stats.mannwhitneyu(first, second, method="exact").pvalue
            elif min(n, m) < 2 or math.comb(n + m, n) > 20000:
                continue
            else:
                exact = stats.permutation_test(
                    (first, second),
                    lambda x, y, axis=-1: stats.mannwhitneyu(x, y, axis=axis).statistic,
                    n_resamples=np.inf, vectorized=True).pvalue
            rough = stats.mannwhitneyu(first, second, method="asymptotic").pvalue
            rows.append([numbers(first), numbers(second), repr(float(exact)),
                         "1.0" if math.isnan(rough) else repr(float(rough))])
    for n, m in [(20, 20), (25, 30), (30, 30)]:
        first, second = sample(n), sample(m, 0.905)
        rows.append([numbers(first), numbers(second),
                     repr(float(stats.mannwhitneyu(first, second, method="exact").pvalue)),
                     repr(float(stats.mannwhitneyu(first, second, method="asymptotic").pvalue))])
    write("mann_whitney.csv", "first,second,exact,approximate", rows)


def hodges_lehmann():
    """Interval ends by inverting SciPy's exact test over all shifts at which it can change."""
    rows = []
    sizes = [(2, 3), (3, 3), (4, 4), (5, 5), (5, 7), (6, 4), (8, 8), (7, 10), (10, 10)]
    for n, m in sizes:
        for shift in [0, 0.01, 0.05, -0.02, 0.3, 0.001]:
            first, second = sample(n), sample(m, 0.9 + shift, 0.02)
            confidence = generator.choice(CONFIDENCES)
            differences = sorted(b - a for a in first for b in second)
            kept = []
            for place in range(n * m + 1):
                # All shifts strictly between two neighbouring differences give one U.
                low = differences[place - 1] if place else differences[0] - 1
                high = differences[place] if place < n * m else differences[-1] + 1
                middle = (low + high) / 2
                p = stats.mannwhitneyu([a + middle for a in first], second, method="exact").pvalue
                if p > 1 - confidence - 1e-12:
                    kept.append((place, low, high))
            bounded = kept[0][0] > 0
            low = kept[0][1] if bounded else math.nan
            high = kept[-1][2] if bounded else math.nan
            rows.append([numbers(first), numbers(second), repr(confidence),
                         repr(float(np.median(differences))), repr(low), repr(high)])
    write("hodges_lehmann.csv", "first,second,confidence,median,low,high", rows)


def mcnemar_exact():
    rows = []
    pairs = [(0, 0), (0, 1), (1, 0), (0, 5), (0, 6), (1, 6), (5, 5), (3, 3), (1, 1)]
    pairs += [(generator.randrange(limit), generator.randrange(limit))
              for limit in [5, 20, 100, 500, 3000] for _ in range(12)]
    for gained, lost in pairs:
        p = mcnemar([[100, gained], [lost, 50]], exact=True).pvalue
        rows.append([str(gained), str(lost), repr(float(min(1, p)))])
    write("mcnemar.csv", "gained,lost,p", rows)


def bootstrap():
    """The percentile interval in the limit of infinitely many resamples, and its plateau.

    The net count of n draws of +1, −1 or 0 has a distribution that is a power of a polynomial.
    """
    rows = []
    for count in [10, 50, 100, 1000, 10000]:
        for _ in range(11):
            gained = generator.randrange(0, max(2, count // generator.choice([3, 10, 50])))
            lost = generator.randrange(0, max(2, count // generator.choice([3, 10, 50])))
            confidence = generator.choice(CONFIDENCES)
            exact = exact_net(gained / count, lost / count, count)
            cumulative = np.cumsum(exact)
            outside = (1 - confidence) / 2
            # Five standard errors of the share below an end, with 10,000 resamples.
            slack = 5 * math.sqrt(outside * (1 - outside) / 10000)
            ends = [int(np.searchsorted(cumulative, share)) - count
                    for share in [outside - slack, outside + slack, 1 - outside - slack,
                                  1 - outside + slack]]
            rows.append([str(gained), str(lost), str(count), repr(confidence)]
                        + [str(end) for end in ends])
    write("bootstrap.csv", "gained,lost,count,confidence,low_least,low_most,high_least,high_most", rows)


def exact_net(up, down, count):
    result, base, power = np.array([1.0]), np.array([down, 1 - up - down, up]), count
    while power:
        if power & 1:
            result = convolve(result, base)
        base, power = convolve(base, base), power >> 1
    return result


def convolve(a, b):
    from scipy.signal import fftconvolve
    return np.convolve(a, b) if len(a) * len(b) < 1e7 else np.maximum(0, fftconvolve(a, b))


def holm():
    rows = []
    for n in [1, 2, 3, 4, 7, 10, 25]:
        for top in [0.05, 0.3, 1, 1, 0.01, 0.1, 0.6, 1]:
            values = [round(generator.uniform(0, top), generator.choice([1, 2, 3, 8])) for _ in range(n)]
            rows.append([numbers(values), numbers(multipletests(values, method="holm")[1])])
    write("holm.csv", "p,adjusted", rows)


def summary():
    rows = []
    for n in [3, 4, 5, 8, 20, 100]:
        for mean, spread in [(0.9, 0.01), (0, 1), (1e6, 1e-3), (1e-8, 1e-9), (0.5, 0), (-3, 2), (0.1, 1e-6),
                             (7, 7), (0, 1e-12)]:
            values = sample(n, mean, spread, 14)
            error = stats.sem(values)
            half = float(stats.t.ppf(0.975, n - 1) * error)
            rows.append([numbers(values), repr(math.fsum(values) / n), repr(half)])
    write("summary.csv", "values,mean,half_width", rows)


paired_t()
welch_t()
sign_flip()
mann_whitney()
hodges_lehmann()
mcnemar_exact()
bootstrap()
holm()
summary()
