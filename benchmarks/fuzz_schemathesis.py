"""The desk by its OpenAPI document: schemathesis makes requests for each operation and checks the answers against it.

Its own checks see every answer: no server error, the status, media type and schema that the document promises. So do
ours (fuzz_answers.py).
"""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from fuzz_answers import Answer, faults
from fuzz_requests import HOST, Call


def operations(app: Any, examples: int, seed: int) -> tuple[int, Counter[str]]:
    """How many requests were made, and what was wrong, counted. `examples`: of each operation.

    The document says what a right request is and not every way in which one is refused, so what schemathesis makes
    wrong on purpose is left to fuzz_requests.py.
    """
    import hypothesis
    import schemathesis  # type: ignore[import-untyped,import-not-found,unused-ignore]

    wrong: Counter[str] = Counter()
    asked, slow = 0, hypothesis.HealthCheck
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, headers={"host": HOST})
    checks = [schemathesis.checks.not_a_server_error]

    def one(case: Any) -> None:
        nonlocal asked
        asked += 1
        began = time.process_time()
        response = case.call(headers={"host": HOST})
        took = time.process_time() - began
        headers = tuple((name.lower(), ", ".join(value)) for name, value in response.headers.items())
        answer = Answer(response.status_code, tuple(h for h in headers if h[0] != "content-encoding"),
                        response.content, took)  # fmt: skip
        named = f"{case.method} {case.operation.path}"
        for fault in faults(Call(case.operation.path, method=case.method), answer):
            wrong[f"{named}: {fault}"] += 1
        if took > 2:
            wrong[f"{named}: slow"] += 1
        case.validate_response(response, checks=checks)

    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr,no-untyped-call,unused-ignore]
        settings = hypothesis.settings(
            max_examples=examples,
            deadline=None,
            database=None,
            suppress_health_check=[slow.too_slow, slow.filter_too_much, slow.data_too_large],
        )
        test = hypothesis.seed(seed)(settings(hypothesis.given(operation.as_strategy())(one)))  # type: ignore[no-untyped-call,unused-ignore]
        try:
            test()
        except Exception as error:
            wrong[f"{operation.method} {operation.path}: {str(error)[:200]}"] += 1
    return asked, wrong
