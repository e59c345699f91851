from territoires.policy import directives


def test_images_come_from_us_and_from_the_tile_server_alone():
    assert directives("https://{s}.tile.example.org/{z}/{x}/{y}.png")["img-src"] == [
        "'self'",
        "data:",
        "https://*.tile.example.org",
    ]
    assert directives("")["img-src"] == ["'self'", "data:"]


def test_nothing_unsafe():
    assert "unsafe" not in str(directives("https://tile.example.org/"))
    assert directives("")["frame-ancestors"] == ["'none'"]
