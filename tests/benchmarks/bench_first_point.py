"""From pressing Train to the first point of the curve, with the real worker process.

    uv run python tests/benchmarks/bench_first_point.py [--rounds 20]

The plan was prepared before, as it is while the user draws; each round asks for another seed, as a user does who
tries again. Prints milliseconds from sending `Train` to the first `Epochs`; the aim is under 200.
"""

import argparse
import statistics
import sys
import time

from designer.graph.specs import DataSpec, Generated, TrainingSettings
from designer.plan import Call, ModelPlan, TrainingPlan
from designer.training.client import WorkerClient
from designer.training.messages import Epochs, Finished, Message, Prepare, Prepared, Ready, Reply, Stop, Train

STARTER = (("Dense", {"units": 4, "activation": "relu"}), ("Dense", {"units": 3, "activation": "relu"}), ("Dense", {"units": 1}))  # fmt: skip


def plan(seed: int) -> TrainingPlan:
    calls = [Call("n0", "Input", "inputs", ("n0",), {"shape": (2,)}, role="input")]
    for number, (kind, arguments) in enumerate(STARTER, 1):
        calls.append(Call(f"n{number}", kind, f"dense_{number}", (f"n{number}",), arguments, (f"n{number - 1}",)))
    model = ModelPlan("sequential", tuple(calls), (calls[-1].id,))
    return TrainingPlan(model, DataSpec(Generated("plane")), TrainingSettings(epochs=100_000, seed=seed))


def timed(client: WorkerClient, message: Message, awaited: type[Reply]) -> float:
    """Milliseconds from sending a message to the answer awaited."""
    begun = time.perf_counter()
    client.send(message)
    while not isinstance(client.receive(120), awaited):
        pass
    return (time.perf_counter() - begun) * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    with WorkerClient() as client:
        begun = time.perf_counter()
        while not isinstance(client.receive(120), Ready):
            pass
        print(f"{'worker ready':40}{(time.perf_counter() - begun) * 1000:8,.0f} ms")
        compiled, again, first, unprepared, stopped = [], [], [], [], []
        for seed in range(rounds):
            (again if compiled else compiled).append(timed(client, Prepare(1, plan(seed)), Prepared))
            first.append(timed(client, Train(2, plan(seed)), Epochs))
            stopped.append(timed(client, Stop(), Finished))
            unprepared.append(timed(client, Train(2, plan(1000 + seed)), Epochs))
            timed(client, Stop(), Finished)
    print(f"{'prepare a new network':40}{compiled[0]:8,.0f} ms")
    for what, times in (
        ("prepare the same with another seed", again),
        ("Train to first point, prepared", first),
        ("Train to first point, seed not prepared", unprepared),
        ("Stop to Finished", stopped),
    ):
        print(f"{what:40}{statistics.median(times):8,.0f} ms median{max(times):8,.0f} ms longest of {len(times)}")
    return 0 if statistics.median(first) < 200 else 1


if __name__ == "__main__":
    sys.exit(main())
