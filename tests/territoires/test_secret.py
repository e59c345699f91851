from territoires.secret import demo_secret


def test_the_secret_is_made_once_for_its_owner_only(tmp_path):
    first = demo_secret(tmp_path / "var")
    assert len(first) >= 50
    assert demo_secret(tmp_path / "var") == first
    path = tmp_path / "var" / "secret_key"
    assert path.stat().st_mode & 0o077 == 0
    assert [child.name for child in path.parent.iterdir()] == ["secret_key"]
    assert demo_secret(tmp_path / "other") != first
