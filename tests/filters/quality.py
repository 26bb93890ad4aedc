"""Print how well the filters judge the texts in cases/: python -m tests.filters.quality [--wrong]

Precision: of what hits, how much must. Recall: of what must hit, how much does.
"""

import sys
from collections.abc import Callable, Iterable

from tests.filters.screened import Case, cases, hits


def main() -> None:
    found = cases()
    print(f"{'':24}{'texts':>6}{'must hit':>10}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}")
    for title, key in {"language": _language, "kind": _kind, "technique": _technique}.items():
        print(f"by {title}")
        for name in dict.fromkeys(map(key, found)):
            _print(name, [case for case in found if key(case) == name])
    _print("all", found)
    if "--wrong" in sys.argv:
        for case in found:
            if hits(case) is not case.must_hit:
                print(f"{'missed' if case.must_hit else 'wrongly hit':12} {case.id:26} {case.text!r}")


def _language(case: Case) -> str:
    return case.language


def _kind(case: Case) -> str:
    return f"{case.language} {case.kind or 'any'}"


def _technique(case: Case) -> str:
    return f"{case.language} {case.technique}"


_Key = Callable[[Case], str]


def _print(name: str, some: Iterable[Case]) -> None:
    judged = [(case.must_hit, hits(case)) for case in some]
    right = sum(must and hit for must, hit in judged)
    hit = sum(hit for _, hit in judged)
    must = sum(must for must, _ in judged)
    print(
        f"  {name:22}{len(judged):>6}{must:>10}{hit - right:>7}{must - right:>8}{_share(right, hit):>11}{_share(right, must):>8}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


if __name__ == "__main__":
    main()
