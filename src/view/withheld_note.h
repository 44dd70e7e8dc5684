/*
 * withheld_note.h - the note of a row in which something is withheld.
 */
#ifndef TXO_VIEW_WITHHELD_NOTE_H
#define TXO_VIEW_WITHHELD_NOTE_H

#include "base/arena.h"
#include "view/sink.h"

/*
 * Put W-WITHHELD into the note, `alone` in place of other codes, which may tell
 * what the row is about. False when memory runs out.
 */
bool txo_withheld_note(struct txo_arena *arena, struct txo_sink_cell *note,
		       bool alone);

#endif
