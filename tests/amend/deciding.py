"""What a person does who has decided a proposal."""


def decided(folder):
    """Tick every box of a proposal."""
    points = folder / "can-quyet-dinh.md"
    points.write_text(points.read_text("utf-8").replace("☐", "x"), "utf-8")
    return folder
