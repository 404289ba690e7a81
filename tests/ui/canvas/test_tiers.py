from designer.ui.canvas.tiers import STARTS, Tier, tier_of


def test_coming_closer_never_shows_less() -> None:
    tiers = [tier_of(0.02 * 1.05**step) for step in range(120)]
    assert tiers == sorted(tiers)
    assert set(tiers) == set(Tier)


def test_a_tier_holds_from_its_start_on() -> None:
    assert all(tier_of(start) is tier and tier_of(start - 1e-6) < tier for tier, start in STARTS.items())
