from claimline.reading.times import find_times


def test_finds_dates_with_exact_extents() -> None:
    text = "On Friday, 10 May 2024, shelling went on; it had begun two days earlier."
    assert [m.span.of(text) for m in find_times(text)] == ["Friday, 10 May 2024", "two days earlier"]
