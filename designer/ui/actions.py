"""Everything a user can do, in one table: menus, toolbar, command palette and shortcut sheet are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

from designer.ui.canvas.wire_shapes import Style
from designer.ui.moment import (
    BookmarkText,
    HasBookmark,
    IsShown,
    IsStyle,
    IsTheme,
    Moment,
    Question,
    always,
    can_go_on,
    can_judge,
    can_keep,
    can_redo,
    can_step,
    can_train_or_pause,
    can_undo,
    can_unwrap,
    can_wrap,
    does_snap,
    engine_is_off,
    has_bent_wire,
    has_block_selected,
    has_blocks,
    has_bookmarks,
    has_deleted_runs,
    has_dense,
    has_dot,
    has_frame,
    has_layers,
    has_layers_selected,
    has_problems,
    has_run,
    has_runs,
    has_selection,
    has_shared,
    has_things,
    has_three,
    has_two,
    has_wire,
    has_wires,
    is_active,
    is_in_lesson,
    is_sound,
    redo_text,
    train_icon,
    train_text,
    undo_text,
)

Context = Literal["window", "canvas", "training", "runs"]
"""Where a shortcut is heard: anywhere, or only while the keyboard is on the canvas, in the training panel or in that of runs."""


@dataclass(frozen=True)
class Action:
    """One thing to do. `call` names an object of the window and a method of it ("canvas.tidy"), called with
    `arguments`. `when` says whether it can be done, `checked` whether it is on, `label` what it says now."""

    id: str
    text: str
    help: str
    call: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    context: Context = "window"
    when: Question = always
    arguments: dict[str, Any] = field(default_factory=dict)
    checked: Question | None = None
    label: Callable[[Moment], str] | None = None
    sign: Callable[[Moment], str] | None = None
    """The icon where it changes."""
    listed: Question = always
    """Whether it stands in menus now; for actions of which there are as many as there are things."""
    series: str = ""
    """What the sheet calls it together with others that differ only by a number."""


@dataclass(frozen=True)
class Panel:
    """One dock: its name, what it is called, the side it starts on, an icon and what it shows, and whether it is open
    at first."""

    name: str
    title: str
    side: Literal["left", "right", "bottom"]
    icon: str
    help: str
    keys: tuple[str, ...] = ()
    at_first: bool = True


PANELS = (
    Panel("lesson", "Lesson", "left", "mdi6.school-outline", "The lesson that is on, step by step", ("Alt+L",), at_first=False),
    Panel("palette", "Layers", "left", "mdi6.shape-plus-outline", "Every kind of layer, to drag onto the canvas", ("Alt+1",)),
    Panel("inspector", "Settings", "right", "mdi6.tune-variant", "The selected layer: settings, shapes, weights", ("Alt+2",)),
    Panel("code", "Code", "right", "mdi6.code-tags", "The network as Keras code, live: what you type is drawn", ("Alt+3",)),
    Panel("training", "Training", "bottom", "mdi6.chart-line", "Train, pause, stop, and see the loss fall", ("Alt+4",)),
    Panel("problems", "Problems", "bottom", "mdi6.alert-circle-outline", "What is wrong, why, and how to mend it", ("Alt+5",)),
    Panel("data", "Data", "bottom", "mdi6.table", "The examples the network learns from", ("Alt+6",)),
    Panel("runs", "Runs", "bottom", "mdi6.history", "Every run of training, to find again, compare and explain", ("Alt+9",)),
    Panel("inside", "Inside", "bottom", "mdi6.chart-histogram", "Weights and gradients of each layer, live", ("Alt+0",)),
    Panel("evaluation", "Evaluation", "bottom", "mdi6.clipboard-check-outline", "How the network does on rows it never saw", ("Alt+7",)),
    Panel("try", "Try it", "bottom", "mdi6.flask-outline", "What the network says to examples of your own", ("Alt+8",)),
)  # fmt: skip


NUMBERS = range(1, 10)
"""The bookmarks that have a key."""


def _go_to(number: int) -> Action:
    return Action(
        f"bookmark_{number}", f"Bookmark {number}", "Show the view that was kept", "bookmarks.go", (f"Ctrl+{number}",),
        context="canvas", arguments={"number": number}, label=BookmarkText(number, "Bookmark {}: {}", "Bookmark {}"),
        listed=HasBookmark(number), series="Go to a bookmark",
    )  # fmt: skip


def _keep(number: int) -> Action:
    words = BookmarkText(number, "As bookmark {}, in place of {}", "As bookmark {}")
    return Action(
        f"bookmark_keep_{number}", f"As bookmark {number}", "Keep what shows now as a bookmark of the design",
        "bookmarks.keep", (f"Ctrl+Shift+{number}",), context="canvas", arguments={"number": number}, label=words,
        series="Keep the view as a bookmark",
    )  # fmt: skip


def _panel(panel: Panel) -> Action:
    return Action(
        f"panel_{panel.name}", panel.title, panel.help, "docks.toggle", panel.keys, panel.icon,
        arguments={"name": panel.name}, checked=IsShown(panel.name),
    )  # fmt: skip


def _align(edge: str, text: str, where: str, key: str, icon: str) -> Action:
    help = f"Move the selected things to {where}"
    return Action(f"align_{edge}", text, help, "arrange.align", (key,), icon, "canvas", has_two, {"edge": edge})


def _network(form: str, text: str, help: str, icon: str, *, int8: bool = False) -> Action:
    id = f"export_{form}{'_int8' if int8 else ''}"
    return Action(id, text, help, "exports.network", icon=icon, when=has_layers, arguments={"form": form, "int8": int8})


def _theme(name: str, text: str, help: str, icon: str) -> Action:
    return Action(f"theme_{name}", text, help, "choices.choose_theme", icon=icon, arguments={"name": name}, checked=IsTheme(name))  # fmt: skip


def _style(style: Style, text: str, help: str, icon: str) -> Action:
    return Action(f"wires_{style}", text, help, "choices.choose_style", icon=icon, arguments={"style": style}, checked=IsStyle(style))  # fmt: skip


ACTIONS = (
    Action("new", "&New", "Start with an empty canvas", "files.new", ("Ctrl+N",), "mdi6.file-outline"),
    Action("open", "&Open…", "Open a design, Keras source (.py), Keras JSON, a .keras or an HDF5 file", "files.open", ("Ctrl+O",), "mdi6.folder-open-outline"),
    Action("example", "Start from an e&xample…", "Networks to begin with, each with data it learns from", "files.start_from_example", ("Ctrl+Shift+O",), "mdi6.shape-plus"),
    Action("save", "&Save", "Write the design to its file", "files.save", ("Ctrl+S",), "mdi6.content-save-outline"),
    Action("save_as", "Save &as…", "Write the design to another file", "files.save_as", ("Ctrl+Shift+S",)),
    Action("export_model", "Network as &Python…", "Only the network, as a Keras file", "exports.model", icon="mdi6.language-python", when=is_sound),
    Action("export_script", "Training &script as Python…", "Data, network, training and evaluation in one script", "exports.script", ("Ctrl+E",), "mdi6.script-text-outline", when=is_sound),
    Action("export_notebook", "&Notebook…", "The script in cells for Jupyter, each explained", "exports.notebook", icon="mdi6.notebook-outline", when=is_sound),
    Action("prove_script", "Pro&ve the script…", "Run the script by itself and compare its numbers with training here", "exports.prove", icon="mdi6.check-decagram-outline", when=is_sound),
    _network("keras", "&Keras file…", "The network with its weights, as .keras, checked at once", "mdi6.package-variant-closed"),
    _network("savedmodel", "&SavedModel…", "A folder that TensorFlow and its servers run, checked at once", "mdi6.folder-outline"),
    _network("onnx", "&ONNX…", "The network for programs of any make, checked at once", "mdi6.export-variant"),
    _network("litert", "&LiteRT…", "The network for phones and small devices, checked at once", "mdi6.cellphone"),
    _network("litert", "LiteRT in int&8…", "A quarter of the size, and a little coarser; checked at once", "mdi6.numeric-8-box-outline", int8=True),
    Action("export_picture", "P&icture…", "The network as SVG, PNG or PDF, for a report or a slide", "pictures.export", ("Ctrl+Shift+E",), "mdi6.image-outline", when=has_layers),
    Action("close", "&Close window", "Your work is kept and comes back next time", "window.close", ("Ctrl+Q",)),
    Action("undo", "&Undo", "Take the last change back", "session.undo", ("Ctrl+Z",), "mdi6.undo", when=can_undo, label=undo_text),
    Action("redo", "&Redo", "Do again what was taken back", "session.redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "mdi6.redo", when=can_redo, label=redo_text),
    Action("cut", "Cu&t", "Take the selected layers off, to paste them", "canvas.cut", ("Ctrl+X",), "mdi6.content-cut", "canvas", has_selection),
    Action("copy", "&Copy", "Copy the selected layers", "canvas.copy", ("Ctrl+C",), "mdi6.content-copy", "canvas", has_selection),
    Action("copy_picture", "Copy as a pict&ure", "The selection, or everything, as an image for other programs", "pictures.copy", ("Ctrl+Shift+C",), "mdi6.image-multiple-outline", "canvas", has_layers),
    Action("paste", "&Paste", "Add what was copied: layers, Keras source or Keras JSON", "canvas.paste", ("Ctrl+V",), "mdi6.content-paste", "canvas"),
    Action("paste_wired", "Paste keeping &inputs", "Add what was copied, wired to the same inputs", "canvas.paste", ("Ctrl+Shift+V",), "", "canvas", arguments={"with_inputs": True}),
    Action("duplicate", "&Duplicate", "A second copy of the selected layers", "canvas.duplicate_selection", ("Ctrl+D",), "mdi6.content-duplicate", "canvas", has_selection),
    Action("delete", "D&elete", "Take the selected layers and wires off", "canvas.delete_selection", ("Del", "Backspace"), "mdi6.delete-outline", "canvas"),
    Action("delete_join", "Delete and reconnec&t", "Take the selected layers off and join what was on both sides", "canvas.delete_selection", ("Shift+Del",), "", "canvas", has_selection, {"reconnect": True}),
    Action("take_out", "Ta&ke out of the chain", "Unwire the selected layers where they are, and join what was on both sides", "canvas.take_out", ("X",), "mdi6.link-off", "canvas", has_layers_selected),
    Action("select_all", "Select &all", "Select every layer", "canvas.select_all", ("Ctrl+A",), "mdi6.select-all", "canvas", has_layers),
    Action("select_upstream", "Select what &feeds it", "Add everything that feeds the selection", "flow.select_upstream", ("[",), "", "canvas", has_selection),
    Action("select_downstream", "Select what it fee&ds", "Add everything the selection feeds", "flow.select_downstream", ("]",), "", "canvas", has_selection),
    Action("step_upstream", "Select one step &back", "Add only what is wired to the selection's inputs", "flow.select_upstream", ("Shift+[", "Shift+{"), "", "canvas", has_selection, {"step": True}),
    Action("step_downstream", "Select one step f&urther", "Add only what is wired to the selection's outputs", "flow.select_downstream", ("Shift+]", "Shift+}"), "", "canvas", has_selection, {"step": True}),
    Action("bypass", "&Bypass", "Let what comes in go past the selected layers; again: no more", "flow.bypass", ("M",), "mdi6.debug-step-over", "canvas", has_selection),
    Action("wrap_bidirectional", "In &Bidirectional", "Have the selected recurrent layers read from both ends", "flow.wrap", (), "mdi6.swap-horizontal", "canvas", partial(can_wrap, "Bidirectional"), {"kind": "Bidirectional"}),
    Action("wrap_time", "In &TimeDistributed", "Apply the selected layers to each step of a sequence", "flow.wrap", (), "mdi6.repeat", "canvas", partial(can_wrap, "TimeDistributed"), {"kind": "TimeDistributed"}),
    Action("wrap_spectral", "In &SpectralNormalization", "Keep the output of the selected layers from changing faster than their input", "flow.wrap", (), "mdi6.scale-balance", "canvas", partial(can_wrap, "SpectralNormalization"), {"kind": "SpectralNormalization"}),
    Action("unwrap", "&Unwrap", "Take the layer out of the selected wrapper and put it in its place", "flow.unwrap", ("Shift+M",), "mdi6.package-variant", "canvas", can_unwrap),
    Action("use_again", "&Use again (shared weights)", "A second card for the selected layer: used again, with the same weights", "sharing.use_again", ("U",), "mdi6.link-variant", "canvas", has_selection),
    Action("unshare", "Wei&ghts of its own", "Let the selected layer share its weights with no other card any more", "sharing.unshare", ("Shift+U",), "mdi6.link-variant-off", "canvas", has_shared),
    Action("find", "&Find on the canvas…", "Layers by name, kind, setting or shape; frames and comments by their words", "find.open", ("Ctrl+F",), "mdi6.magnify", when=has_things),
    Action("find_next", "Find &next", "Go to the next hit", "find.next", ("F3",), "", "canvas", has_things),
    Action("find_previous", "Find pre&vious", "Go to the hit before", "find.previous", ("Shift+F3",), "", "canvas", has_things),
    Action("add", "&Add a layer…", "Find a layer by name and put it at the cursor", "canvas.open_search", ("Tab", "Shift+A"), "mdi6.plus-box-outline", "canvas"),
    Action("forget_habits", "Forget what was &learned", "Search no longer puts first what you often wire", "learning.forget"),
    Action("frame", "&Frame the selection", "Put a frame with a title around what is selected", "areas.frame_selection", ("Ctrl+G",), "mdi6.card-outline", "canvas", has_selection),
    Action("comment", "Write a &comment", "Put a note at the cursor", "areas.add_comment", ("Shift+C",), "mdi6.comment-outline", "canvas"),
    Action("fit_frame", "Fit the frame to its con&tents", "Make the selected frame as large as what it holds", "areas.fit_frames", ("Ctrl+Alt+F",), "mdi6.fit-to-page-outline", "canvas", has_frame),
    Action("rename", "&Rename", "Type a name, title or comment where it stands", "areas.rename", ("F2",), "mdi6.pencil-outline", "canvas", has_selection),
    Action("edit_code", "Edit the c&ode", "Type in the Keras code at the selected layer; what you type is drawn", "window.edit_code", ("F4",), "mdi6.code-tags"),
    Action("next_wire", "Select a &wire", "A wire of the layer the keyboard is at; again: its next one", "leading.walk_wires", ("W",), "mdi6.vector-line", "canvas", has_wires),
    Action("previous_wire", "Select the wire &before", "The same the other way round", "leading.walk_wires", ("Shift+W",), "", "canvas", has_wires, {"step": -1}),
    Action("add_dot", "&Add a dot", "Lead the selected wire through a dot: where the pointer is on it, else in its middle", "leading.add_dot", ("Shift+D",), "mdi6.vector-polyline-plus", "canvas", has_wire),
    Action("next_dot", "&Next dot", "Walk from dot to dot of the selected wire; arrow keys move the chosen one", "leading.next_dot", ("D",), "", "canvas", has_wire),
    Action("remove_dot", "&Remove the dot", "Lead the wire past the chosen dot; Del does it too", "leading.remove_dot", (), "mdi6.vector-polyline-minus", "canvas", has_dot),
    Action("straighten", "&Straighten", "Take all dots of the selected wires off", "leading.straighten", (), "mdi6.vector-polyline-remove", "canvas", has_bent_wire),
    Action("tidy", "&Tidy up", "Arrange the selected layers, or all", "canvas.tidy", ("L",), "mdi6.auto-fix", "canvas", has_layers),
    Action("tidy_down", "Tidy up, top &down", "Arrange the selected layers, or all, from top to bottom", "canvas.tidy", ("Shift+L",), "", "canvas", has_layers, {"top_down": True}),
    Action("fold", "Fold into a &block", "Put the selected layers into one block, to keep the canvas in order", "blocks.fold", ("Ctrl+Shift+G",), "mdi6.package-variant", "canvas", has_layers_selected),
    Action("fold_repeats", "Fold &repeated parts", "Find parts of the network that repeat, and fold each into a block", "repeats.fold", ("Ctrl+Alt+Shift+G",), "mdi6.package-variant-plus", "canvas", has_layers),
    Action("unfold", "&Unfold", "Put what is in the selected block back onto the canvas", "blocks.unfold", ("Ctrl+Alt+G",), "mdi6.package-variant-closed-minus", "canvas", has_block_selected),
    Action("enter_block", "&Enter the block", "See what is in the selected block; Enter does it too", "blocks.enter_selected", ("Alt+Down",), "mdi6.arrow-expand", "canvas", has_block_selected),
    Action("leave_block", "Lea&ve the block", "Back to where the block lies; Esc does it too", "blocks.leave_block", ("Alt+Up",), "mdi6.arrow-collapse", "canvas", has_blocks),
    Action("unfold_all", "Unfold &all blocks", "Put everything back onto one level", "blocks.unfold_all", (), "", "canvas", has_blocks),
    _align("left", "Align &left edges", "the leftmost", "Ctrl+Shift+Left", "mdi6.align-horizontal-left"),
    _align("right", "Align &right edges", "the rightmost", "Ctrl+Shift+Right", "mdi6.align-horizontal-right"),
    _align("top", "Align to&p edges", "the topmost", "Ctrl+Shift+Up", "mdi6.align-vertical-top"),
    _align("bottom", "Align &bottom edges", "the lowest", "Ctrl+Shift+Down", "mdi6.align-vertical-bottom"),
    _align("centre", "&Centres in a column", "their common middle, one above the other", "Ctrl+Alt+X", "mdi6.align-horizontal-center"),
    _align("middle", "Centres in a r&ow", "their common middle, side by side", "Ctrl+Alt+Y", "mdi6.align-vertical-center"),
    Action("distribute_across", "Distribute &horizontally", "Make the gaps from left to right equal; the outermost stay", "arrange.distribute", ("Ctrl+Alt+Shift+X",), "mdi6.distribute-horizontal-center", "canvas", has_three, {"way": "across"}),
    Action("distribute_down", "Distribute &vertically", "Make the gaps from top to bottom equal; the outermost stay", "arrange.distribute", ("Ctrl+Alt+Shift+Y",), "mdi6.distribute-vertical-center", "canvas", has_three, {"way": "down"}),
    Action("fit_all", "Show &everything", "Fit the whole network into the view", "canvas.fit_all", ("Home",), "mdi6.fit-to-page-outline", "canvas", has_layers),
    Action("fit_selection", "Show the &selection", "Fit the selected layers into the view", "canvas.fit_selection", ("F",), "mdi6.image-filter-center-focus", "canvas", has_layers),
    Action("zoom_in", "Zoom &in", "Come closer", "canvas.zoom_in", ("Ctrl+=", "Ctrl++"), "mdi6.magnify-plus-outline", "canvas"),
    Action("zoom_out", "Zoom &out", "Go further away", "canvas.zoom_out", ("Ctrl+-",), "mdi6.magnify-minus-outline", "canvas"),
    Action("look_inside", "Look i&nside", "Come close to the selected layer: units and weights; again: closer still", "entering.enter", ("I",), "mdi6.magnify-scan", "canvas", has_layers),
    Action("zoom_reset", "&Reading size", "Zoom to 100 %", "canvas.zoom_reset", ("Ctrl+0",), "mdi6.magnify", "canvas"),
    Action("minimap", "&Overview", "A small picture of all of it in the corner, to move the view by", "minimap.toggle", ("Alt+M",), "mdi6.map-outline", checked=IsShown("minimap")),
    Action("bookmark_add", "&Bookmark this view…", "Keep what shows now, under a name, in the design", "bookmarks.add", ("Ctrl+B",), "mdi6.bookmark-plus-outline", "canvas", has_layers),
    Action("bookmark_next", "&Next bookmark", "Show the next of the views that were kept", "bookmarks.next", ("Ctrl+PgDown",), "", "canvas", has_bookmarks),
    Action("bookmark_previous", "&Previous bookmark", "Show the view that was kept before this one", "bookmarks.previous", ("Ctrl+PgUp",), "", "canvas", has_bookmarks),
    *(_go_to(number) for number in NUMBERS),
    *(_keep(number) for number in NUMBERS),
    Action("snap", "S&nap to guides", "What you drag falls in with edges, gaps and wires near it", "choices.toggle_snapping", icon="mdi6.magnet", checked=does_snap),
    *(_panel(panel) for panel in PANELS),
    Action("next_panel", "Ne&xt panel", "Take the keyboard from the canvas to the panels, one by one", "docks.walk", ("F6",), arguments={"step": 1}),
    Action("previous_panel", "Pre&vious panel", "Take the keyboard the other way round", "docks.walk", ("Shift+F6",), arguments={"step": -1}),
    Action("panels_reset", "&Put panels back", "Every panel where it was at first", "docks.reset", icon="mdi6.restore"),
    Action("language", "&Language…", "Which language the window speaks", "choices.choose_language", icon="mdi6.translate"),
    Action("present", "&Presentation", "For a projector: large type, no panels, the keys you press; again, or Esc, ends it", "presenting.toggle", ("F11",), "mdi6.presentation-play", checked=IsShown("presentation")),
    Action("spotlight", "Spot&light", "Darken everything but what you point at, or where the keyboard is", "presenting.toggle_spotlight", ("F9",), "mdi6.spotlight-beam", checked=IsShown("spotlight")),
    Action("spotlight_larger", "La&rger light", "A larger circle; Ctrl, Shift and the wheel do it too", "presenting.resize_spotlight", ("Alt+=", "Alt++"), "mdi6.plus-circle-outline", when=IsShown("spotlight"), arguments={"steps": 1}),
    Action("spotlight_smaller", "S&maller light", "A smaller circle", "presenting.resize_spotlight", ("Alt+-",), "mdi6.minus-circle-outline", when=IsShown("spotlight"), arguments={"steps": -1}),
    _theme("system", "Like the &system", "Light or dark, as the system is", "mdi6.theme-light-dark"),
    _theme("light", "&Light", "Dark text on light ground", "mdi6.white-balance-sunny"),
    _theme("dark", "&Dark", "Light text on dark ground", "mdi6.weather-night"),
    _style("curved", "&Curved", "Wires in soft curves", "mdi6.vector-curve"),
    _style("straight", "&Straight", "Wires as straight lines, from dot to dot", "mdi6.vector-line"),
    _style("angled", "&Angled", "Wires across and down only, with soft corners", "mdi6.vector-polyline"),
    Action("train", "&Train", "Train the network; again: pause, go on", "run.train_or_pause", ("Ctrl+Return", "Ctrl+Enter"), "mdi6.play", when=can_train_or_pause, label=train_text, sign=train_icon),
    Action("one_epoch", "One &epoch", "Train once over the data, then wait", "run.one_epoch", ("Ctrl+.",), "mdi6.skip-next", when=can_step),
    Action("one_batch", "Can it learn one &batch?", "Train a copy on one batch, to see whether the network can learn at all", "batch.ask", icon="mdi6.help-circle-outline"),
    Action("stop", "&Stop", "End the run and see how the network does", "run.stop", ("Esc",), "mdi6.stop", "training", is_active),
    Action("go_on", "&Go on from this epoch", "Train on from where the slider under the curves is", "rewinding.go_on", icon="mdi6.play-pause", when=can_go_on),
    Action("keep_weights", "&Keep these weights", "Keep the network of this epoch with its run, instead of the one it ended with", "rewinding.keep", icon="mdi6.content-save-check-outline", when=can_keep),
    Action("edit_weights", "Set weights by &hand", "Change single weights of the selected Dense layer, and see what follows", "trained.edit_weights", icon="mdi6.hand-pointing-right", when=has_dense),
    Action("runs_repeat", "&Repeat with 5 seeds", "Train the design five times, to see how much is chance", "series.begin", icon="mdi6.repeat", when=can_step),
    Action("runs_open", "&Open its design", "The design of the selected run, as a new one", "runs.open", icon="mdi6.folder-open-outline", when=has_run),
    Action("runs_take", "Go on &from its network", "Its design as a new one, that starts from the weights kept with the run", "runs.take", icon="mdi6.play-pause", when=has_run),
    Action("runs_rename", "Re&name the run", "Call the selected run something else", "runs.rename", icon="mdi6.pencil-outline", when=has_run),
    Action("runs_tag", "&Tags…", "Words to find the selected runs by", "runs.tag", icon="mdi6.tag-outline", when=has_runs),
    Action("runs_note", "Note on the r&uns…", "What there is to remember of the selected runs", "runs.note", icon="mdi6.note-text-outline", when=has_runs),
    Action("runs_pin", "&Pin, or no more", "Keep the networks of the selected runs, however many there are", "runs.pin", icon="mdi6.pin-outline", when=has_runs),
    Action("runs_sort", "S&ort by this column", "By the column the keyboard is in; again: the other way round", "runs.sort", ("Alt+S",), "mdi6.sort", "runs", has_runs),
    Action("runs_series", "Select its &series", "All runs that differ from the selected one only in their seed", "runs.select_series", icon="mdi6.select-group", when=has_runs),
    Action("runs_export_table", "&List as CSV…", "A line for each run, for spreadsheets", "run_exports.table", icon="mdi6.table-arrow-right"),
    Action("runs_export_histories", "&Histories as CSV…", "A line for each epoch of each run", "run_exports.histories", icon="mdi6.chart-line"),
    Action("runs_export_tensorboard", "For Tensor&Board…", "A folder of event files for each run", "run_exports.tensorboard", icon="mdi6.export"),
    Action("runs_delete", "&Delete the runs", "Take the selected runs off the list", "runs.delete", icon="mdi6.trash-can-outline", when=has_runs),
    Action("runs_bring_back", "&Bring back", "Return the runs that were deleted last", "runs.bring_back", icon="mdi6.undo", when=has_deleted_runs),
    Action("runs_room", "Roo&m for networks…", "How much the kept networks may take", "runs.set_room", icon="mdi6.harddisk"),
    Action("judge", "E&valuate now", "Hold the network as it is now against the rows held back", "judging.judge", icon="mdi6.clipboard-check-outline", when=can_judge),
    Action("try_example", "Ta&ke an example", "Try a row that was held back, with what it is beside the answer", "try_panel.take_example", icon="mdi6.dice-multiple-outline", when=can_judge),
    Action("try_table", "Ans&wer a table…", "What the network says to each row of a CSV file, written beside it as a new file", "try_panel.answer_table", icon="mdi6.table-arrow-right", when=can_judge),
    Action("show_problem", "Sho&w me the problem", "What is wrong with the selected layer, or worst of all, played over your network step by step", "showing.show_worst", ("F7",), "mdi6.movie-play-outline", when=has_problems),
    Action("engine_retry", "Start the training engine a&gain", "After it gave up", "window.retry_engine", icon="mdi6.restart", when=engine_is_off),
    Action("lessons", "&Choose a lesson…", "The course, and how far you are in it", "lessons.choose", ("Ctrl+L",), "mdi6.school-outline"),
    Action("lesson_file", "&Open a lesson file…", "A lesson that somebody gave you: .loomlesson or Markdown", "lessons.open_file", icon="mdi6.folder-open-outline"),
    Action("lesson_break", "Break and &fix", "A fault is planted in a copy of your network: find it and name it", "lessons.break_and_fix", icon="mdi6.bug-outline", when=has_layers),
    Action("lesson_by_hand", "By &hand", "One example forward and backward through a network of this shape, every number yours", "lessons.by_hand", icon="mdi6.pencil-outline", when=has_layers),
    Action("lesson_sheets", "Wor&ksheets to print…", "The same on paper, with other numbers on each sheet, and the key", "lessons.worksheets", icon="mdi6.printer-outline", when=has_layers),
    Action("lesson_check", "Check the &step", "Whether everything the step asks for is there, and what to try if not", "lessons.check", ("Ctrl+K",), "mdi6.check-circle-outline", when=is_in_lesson),
    Action("lesson_hint", "&Hint", "Open one more hint", "lessons.hint", ("Ctrl+H",), "mdi6.lightbulb-on-outline", when=is_in_lesson),
    Action("lesson_show", "Show &what it talks about", "Frame the panels and cards of the step", "lessons.show", icon="mdi6.target", when=is_in_lesson),
    Action("lesson_next", "&Next step", "Go on once the step passes", "lessons.next", ("Ctrl+Shift+N",), "mdi6.arrow-right", when=is_in_lesson),
    Action("lesson_back", "&Back", "Go to the step before", "lessons.back", ("Ctrl+Shift+B",), "mdi6.arrow-left", when=is_in_lesson),
    Action("lesson_reset", "&Reset the step", "Put what the step began with back onto the canvas; that can be taken back", "lessons.reset", icon="mdi6.restore", when=is_in_lesson),
    Action("lesson_larger", "Larger &text", "Lessons in larger letters, as for a projector", "lessons.larger", ("Ctrl+Alt+=", "Ctrl+Alt++"), "mdi6.format-font-size-increase"),
    Action("lesson_smaller", "Smaller te&xt", "Lessons in smaller letters", "lessons.smaller", ("Ctrl+Alt+-",), "mdi6.format-font-size-decrease"),
    Action("lesson_hand_in", "Hand &in…", "Write your work on the lesson as a file for your teacher", "lessons.hand_in", icon="mdi6.tray-arrow-up", when=is_in_lesson),
    Action("lesson_mark", "&Mark what was handed in…", "For teachers: a folder of work as a table, every check judged anew", "lessons.mark", icon="mdi6.clipboard-check-multiple-outline"),
    Action("lesson_new", "N&ew lesson…", "For teachers: write a lesson, try it as a student, and pack it", "writing.new", icon="mdi6.text-box-plus-outline"),
    Action("lesson_edit", "E&dit lesson…", "For teachers: change a lesson that is there", "writing.edit", icon="mdi6.text-box-edit-outline"),
    Action("lesson_leave", "&Leave the lesson", "Your progress is kept, and the design stays as it is", "lessons.leave", icon="mdi6.exit-to-app", when=is_in_lesson),
    Action("commands", "&Find a command…", "Every command by name", "window.show_commands", ("Ctrl+Shift+P",), "mdi6.magnify"),
    Action("shortcuts", "&Keys and gestures", "Every shortcut on one sheet", "window.show_shortcuts", ("?", "F1"), "mdi6.keyboard-outline"),
    Action("report", "Copy &report", "Versions, the last actions and the last crashes, for whoever looks into a failure; nothing personal, and nothing is sent", "reporting.copy", icon="mdi6.clipboard-text-outline"),
    Action("about", "&About Layerloom", "Version and licence", "window.show_about"),
)  # fmt: skip


@dataclass(frozen=True)
class Menu:
    """A menu: ids of actions, `None` for a line between, other menus. `fill` names a list made below when it opens."""

    title: str
    entries: tuple[str | Menu | None, ...] = ()
    fill: str = ""


MENUS = (
    Menu("&File", (
        "new", "example", "open", Menu("Open &recent", fill="recent"), None,
        "save", "save_as", Menu("&Export", (
            "export_model", "export_script", "export_notebook", "prove_script", None,
            "export_keras", "export_savedmodel", "export_onnx", "export_litert", "export_litert_int8", None,
            "export_picture",
        )), None, "close",
    )),
    Menu("&Edit", (
        "undo", "redo", None, "cut", "copy", "copy_picture", "paste", "paste_wired", "duplicate", None,
        "delete", "delete_join", "take_out", None,
        Menu("&Select", ("select_all", "select_upstream", "select_downstream", "step_upstream", "step_downstream")),
        None, "find", "find_next", "find_previous", None, "forget_habits",
    )),
    Menu("&Network", (
        "add", "comment", "frame", "fit_frame", "rename", "edit_code", None,
        "bypass", "use_again", "unshare",
        Menu("W&rap", ("wrap_bidirectional", "wrap_time", "wrap_spectral", None, "unwrap")), None,
        Menu("&Wires", ("next_wire", "previous_wire", None, "add_dot", "next_dot", "remove_dot", "straighten")),
        Menu("&Blocks", ("fold", "fold_repeats", "unfold", "enter_block", "leave_block", None, "unfold_all")), None,
        "train", "one_epoch", "stop", "go_on", "keep_weights", "one_batch", "edit_weights", None, "judge", "try_example", "try_table", None, "show_problem", None, "engine_retry",
    )),
    Menu("&Runs", (
        "runs_repeat", "runs_series", "runs_sort", None, "runs_open", "runs_take", "runs_rename", "runs_tag", "runs_note", "runs_pin", None,
        Menu("&Export", ("runs_export_table", "runs_export_histories", "runs_export_tensorboard")), None,
        "runs_delete", "runs_bring_back", None, "runs_room",
    )),
    Menu("A&rrange", (
        "tidy", "tidy_down", None,
        "align_left", "align_right", "align_top", "align_bottom", "align_centre", "align_middle", None,
        "distribute_across", "distribute_down",
    )),
    Menu("&View", (
        "fit_all", "fit_selection", "zoom_in", "zoom_out", "zoom_reset", "look_inside", "minimap",
        Menu("&Bookmarks", (
            "bookmark_add", "bookmark_next", "bookmark_previous", None,
            Menu("&Keep this view", tuple(f"bookmark_keep_{number}" for number in NUMBERS)),
            Menu("&Rename", fill="rename_bookmark"), Menu("Re&move", fill="remove_bookmark"), None,
            *(f"bookmark_{number}" for number in NUMBERS),
        ), fill="further_bookmarks"), None, "snap", None,
        *(f"panel_{panel.name}" for panel in PANELS), "next_panel", "previous_panel", "panels_reset", None,
        "present", Menu("Spot&light", ("spotlight", None, "spotlight_larger", "spotlight_smaller")), None,
        Menu("&Wires", ("wires_curved", "wires_straight", "wires_angled")),
        Menu("&Theme", ("theme_system", "theme_light", "theme_dark")), "language",
    )),
    Menu("Less&ons", (
        "lessons", "lesson_file", "lesson_break", "lesson_by_hand", "lesson_sheets", None, "lesson_check", "lesson_hint", "lesson_show", "lesson_next", "lesson_back", None,
        "lesson_reset", "lesson_hand_in", "lesson_leave", None, "lesson_larger", "lesson_smaller", None, "lesson_new", "lesson_edit", "lesson_mark",
    )),
    Menu("&Help", ("commands", "shortcuts", None, "report", "about")),
)  # fmt: skip

TOOLBAR: tuple[str | None, ...] = (
    "new", "open", "save", None, "undo", "redo", None, "add", "tidy", "fit_all",
)  # fmt: skip
"""The left side of the toolbar; what trains stands on its right."""

TRAINING = ("train", "one_epoch", "stop")

GESTURES = (
    ("Add a layer", "Drag it from Layers, or double-click the canvas"),
    ("Wire two layers", "Drag from a port to another, or click one, then the other"),
    ("Open a file", "Drop it on the window: a design, Keras source, JSON, .keras or HDF5"),
    ("Learn from a file of your own", "Drop it on the window: a table, NumPy arrays, or a folder of pictures"),
    ("Set a weight by hand", "In Inside, Weights by hand: type it, drag it, the wheel, or Alt and an arrow"),
    ("Say what a column is for", "In Data, Columns: arrow keys, then Enter for the list"),
    ("Find what fits", "Drop a wire on the empty canvas"),
    ("Insert into a wire", "Drop a layer or a chain of them on it; or click the wire, then Tab"),
    ("Leave guides and grid", "Press Ctrl while you drag"),
    ("Cut wires", "Ctrl and drag with the right button"),
    ("Lead a wire", "Double-click it for a dot, drag the dot; Alt or Ctrl leaves the grid"),
    ("Take a dot off", "Double-click it; or click it, then Del"),
    ("What can be done here", "Right-click, or the Menu key"),
    ("Move around", "Middle drag, or Space and drag"),
    ("Zoom", "Wheel, or Ctrl and wheel"),
    ("Look elsewhere", "Click or drag in the overview, or at a flag there"),
    ("See inside a layer", "Come closer with the wheel, or press I; point at a line for its weight"),
    ("Show a problem on the network", "S at its card"),
    ("Follow what is shown of a problem", "Arrow keys, or Enter and Backspace; Esc ends it"),
    ("Larger or smaller spotlight", "Ctrl, Shift and the wheel"),
    ("Select several", "Drag a box; Shift adds, Ctrl toggles"),
    ("Duplicate", "Alt and drag"),
    ("Walk along the wires", "Arrow keys; with Shift they select"),
    ("Move a layer a little", "Ctrl and arrow keys; Alt, Shift and arrow keys: by one pixel"),
    ("Lead a wire by keys", "W selects one, Shift+D puts a dot, arrow keys move it, D goes to the next"),
    ("Walk from wire to wire", "W at a layer, up and down; left and right go to its ends"),
    ("Wire by keys", "C at a layer, arrow keys, then Enter"),
    ("Move a frame with what it holds", "Drag its title or its border"),
    ("Resize a frame or comment", "Drag a corner or side"),
    ("Write a title or comment", "Double-click it, or Enter; Ctrl+Enter ends a comment"),
    ("Go into a block", "Enter, or double-click it; Esc comes back out"),
    ("Settings of a layer", "Enter, or double-click it"),
    ("Take layers out of a chain", "Press Ctrl and Shift while you drag; Shift+Del deletes them too"),
    ("Draw by typing", "Type in the code; the drawing follows when you pause"),
    ("Finish a word in the code", "Ctrl+Space lists what fits; Enter takes it"),
    ("Put a step elsewhere", "Where a lesson is written: Alt and up or down; Ctrl+D copies it, Ctrl+Del removes it"),
    ("Write a lesson by forms", "Where it is written: Insert; F2 changes what the cursor is in"),
    ("Out of the code", "Esc, then Tab to what comes next; Esc twice to the canvas"),
    ("Back to the canvas", "Esc in a panel; while training, Esc stops the run there"),
    ("Train or pause", "Space in the training panel"),
    ("Compare runs", "Select them in the table of runs: Ctrl or Shift and click, or Shift and arrow keys"),
    ("Rename a run, tag it", "F2 in the table of runs, or double-click the cell"),
    ("Delete runs", "Del in the table of runs; Bring back returns them"),
    ("Choose columns of runs", "Right-click their heads, or press Columns"),
    ("Draw a digit to try", "In Try it, with the mouse; or arrow keys, with Shift they draw"),
    ("See the rows of a cell", "Click it in the confusion matrix, or arrow keys and Enter"),
    ("Take a chart along", "Right-click or the Menu key: copy it, or save PNG, SVG or CSV; Ctrl+C copies"),
)
"""What the mouse does, and the keys that belong to no action, for the shortcut sheet."""
