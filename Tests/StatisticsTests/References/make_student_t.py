"""Writes student_t.csv: quantiles and tails of Student's t, computed by SciPy.

    python3 make_student_t.py > student_t.csv
"""

from scipy import stats

print("kind,freedom,argument,value")
for freedom in [1, 2, 3, 4, 5, 7, 8, 9, 15, 29, 49, 99, 499, 1999]:
    for probability in [0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.9995]:
        value = float(stats.t.ppf(probability, freedom))
        print(f"quantile,{freedom},{probability!r},{value!r}")
    for bound in [0.0, 0.001, 0.5, 1.0, 2.5, 12.0]:
        value = float(2 * stats.t.sf(bound, freedom))
        print(f"tail,{freedom},{bound!r},{value!r}")
