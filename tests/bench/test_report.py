"""The table in docs/performance.md."""

import pytest

from bench import report

TABLES = [("Title", ["a", "b"], [["1", "2"]])]


def test_the_table_is_put_between_its_marks(tmp_path):
    document = tmp_path / "performance.md"
    document.write_text(f"Before\n{report.BEGIN}\nold\n{report.END}\nAfter\n")
    report.write_document(TABLES, document)
    text = document.read_text()
    assert text.startswith("Before\n") and text.endswith("\nAfter\n")
    assert "| 1 | 2 |" in text and "old" not in text
    report.write_document(TABLES, document)
    assert document.read_text() == text


def test_a_document_without_marks_is_left_alone(tmp_path):
    document = tmp_path / "performance.md"
    document.write_text("Before")
    with pytest.raises(ValueError, match="must hold"):
        report.write_document(TABLES, document)
    assert document.read_text() == "Before"


def test_the_document_of_the_project_has_its_marks():
    text = report.DOCUMENT.read_text()
    assert text.index(report.BEGIN) < text.index(report.END)
