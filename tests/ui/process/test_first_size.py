"""The window opens as large as there is room for, and no larger."""

from PySide6.QtCore import QSize

from ui.process.first_sight import first_size


def test_the_whole_window_with_its_frame_fits_on_a_small_screen() -> None:
    assert first_size(QSize(1280, 760), QSize(1366, 728)) == QSize(1280, 688)
    assert first_size(QSize(1280, 760), QSize(1024, 768)) == QSize(1016, 728)
    assert first_size(QSize(1280, 760), QSize(1920, 1080)) == QSize(1280, 760)
