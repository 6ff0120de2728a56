"""From claims to what can be compared: same story, same event, who agrees, who denies, how credible and why."""


def forget() -> None:
    """Let go of what was worked out of texts and claims and kept for comparing them again; results stay the same.

    For programs that go on: between two weighings it would fill the memory for nothing.
    """
    from claimline.weighing.events.profile import profile
    from claimline.weighing.events.words import content, sentence_of
    from claimline.weighing.stories.page import page_of

    page_of.forget()
    for kept in (profile, sentence_of, content):
        kept.cache_clear()
