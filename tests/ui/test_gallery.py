"""Starting from an example: seen as a picture, explained, and opened as a design of one's own."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.templates import templates
from designer.ui.gallery import TEMPLATE, Gallery


def picked(gallery, title):
    row = next(at for at in range(gallery.list.count()) if gallery.list.item(at).text().strip() == title)
    gallery.list.setCurrentRow(row)


def test_the_first_example_is_shown_with_its_picture_and_its_words(qtbot):
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.show()
    first = templates()[0]
    assert gallery.title.text() == first.title and gallery.words.text() == first.words
    qtbot.waitUntil(lambda: not gallery.picture.pixmap().isNull())
    assert "31 weights" in gallery.facts.text()


def test_arrows_walk_past_the_names_of_the_shelves(qtbot):
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.show()
    seen = [gallery.title.text()]
    while True:
        QTest.keyClick(gallery.list, Qt.Key.Key_Down)
        if gallery.title.text() == seen[-1]:
            break
        seen.append(gallery.title.text())
    assert seen == [template.title for template in templates()]


def test_enter_opens_what_is_marked_as_a_design_of_ones_own(window, qtbot):
    def choose():
        gallery = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Gallery))
        picked(gallery, "Residual block")
        QTest.keyClick(gallery.list, Qt.Key.Key_Return)

    QTimer.singleShot(0, choose)
    QTest.mouseClick(window.centre.welcome.examples_button, Qt.MouseButton.LeftButton)
    design = window.session.design
    assert "Add" in {node.kind for node in design.graph.nodes.values()}
    assert window.session.path is None and not window.centre.welcome.isVisible()


def test_esc_leaves_everything_as_it_is(window):
    before = window.session.design

    def leave():
        gallery = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Gallery))
        QTest.keyClick(gallery, Qt.Key.Key_Escape)

    QTimer.singleShot(0, leave)
    window.files.start_from_example()
    assert window.session.design is before


def test_assistive_tools_hear_title_and_words(qtbot):
    gallery = Gallery()
    qtbot.addWidget(gallery)
    item = gallery.list.item(1)
    assert item.data(TEMPLATE) == templates()[0]
    assert item.data(Qt.ItemDataRole.AccessibleDescriptionRole) == templates()[0].words
