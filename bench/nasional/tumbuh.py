"""What `halaman` kept of databases of different sizes, beside each other."""

import json
from pathlib import Path
from statistics import median

from bench.hasil import keep

MOST = 1.3  # growth of a page from the smallest to the largest (design.md 12)


def show(dari):
    """Print p50 of each page at each size, and how much the largest is slower than the smallest."""
    files = Path(dari).glob("halaman-*.json")
    kept = {int(p.stem.split("-")[1]): json.loads(p.read_text()) for p in files}
    if len(kept) < 2:
        raise SystemExit(f"{dari} holds {len(kept)} size; growth needs two.")
    sizes = sorted(kept)
    print("| page | " + " | ".join(f"{n:,}" for n in sizes) + " | growth |")
    print("|---|" + "--:|" * (len(sizes) + 1))
    growth = {}
    for name in kept[sizes[-1]]:
        costs = [kept[n].get(name, {}).get("p50") for n in sizes]
        if costs[0] and costs[-1]:
            growth[name] = costs[-1] / costs[0]
        said = ["" if c is None else f"{c:.1f}" for c in [*costs, growth.get(name)]]
        print(f"| {name} | {' | '.join(said)} |")
    worst = max(growth, key=growth.get)
    fits = sum(g <= MOST for g in growth.values())
    middle = median(growth.values())
    print(f"\nMedian growth {middle:.2f}; {fits} of {len(growth)} pages within {MOST}")
    title = f"growth of the worst page, {sizes[0]:,} to {sizes[-1]:,} entries ({worst})"
    keep(title, growth[worst], "×", budget=MOST, command="python -m bench.nasional tumbuh")
