"""Addresses of this app's staff pages, below /staff/; each view declares its permission."""

from django.urls import path

from selection.views import attributes, board, lot, moves, panels, runs, targets

_ATTRIBUTES = "board/attributes/"

urlpatterns = [
    path("board/", board.board_detail, name="board-detail"),
    path("board/state/", board.board_state, name="board-state"),
    path("board/moves/", board.move_list, name="move-list"),
    path("board/move/", moves.board_move, name="board-move"),
    path("board/undo/", moves.board_undo, name="board-undo"),
    path("board/put/", moves.board_put, name="board-put"),
    path("board/lock/", moves.board_lock, name="board-lock"),
    path("board/unlock/", moves.board_unlock, name="board-unlock"),
    path("board/panels/", panels.panel_list, name="panel-list"),
    path("board/panels/save/", panels.panel_save, name="panel-save"),
    path("board/panels/compare/", panels.panel_compare, name="panel-compare"),
    path("board/panels/<int:pk>/briefing/", panels.panel_brief, name="panel-brief"),
    path("board/lot/", lot.lot_detail, name="lot-detail"),
    path("board/targets/", targets.target_list, name="target-list"),
    path("board/targets/edit/", targets.target_edit, name="target-edit"),
    path(_ATTRIBUTES, attributes.attribute_list, name="attribute-list"),
    path(f"{_ATTRIBUTES}approve/", attributes.attribute_approve, name="attribute-approve"),
    path(f"{_ATTRIBUTES}<int:question>/ask/", attributes.attribute_ask, name="attribute-ask"),
    path("board/proposals/", runs.run_list, name="run-list"),
    path("board/proposals/ask/", runs.run_ask, name="run-ask"),
    path("board/proposals/state/", runs.run_state, name="run-state"),
    path("board/proposals/<int:run>/", runs.run_detail, name="run-detail"),
    path("board/proposals/<int:run>/cancel/", runs.run_cancel, name="run-cancel"),
    path("board/proposals/<int:run>/check/", runs.run_check, name="run-check"),
    path("board/proposals/<int:run>/pack/", runs.run_pack, name="run-pack"),
    path("board/proposals/<int:run>/cannot/", runs.run_relax, name="run-relax"),
]
