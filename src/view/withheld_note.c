#include "view/withheld_note.h"

#include <string.h>

#include "txo/note.h"

/* A verb may have put it there. */
static bool has_code(struct txo_text note, const char *code, size_t n)
{
	return note.n >= n && memcmp(note.p + note.n - n, code, n) == 0;
}

bool txo_withheld_note(struct txo_arena *arena, struct txo_sink_cell *note,
		       bool alone)
{
	size_t before = alone || !note->text.n ? 0 : note->text.n + 1;
	char code[TXO_NOTE_SIZE], *text;
	size_t n = strlen(txo_note_text(TXO_NOTE_WITHHELD, code, sizeof(code)));

	if (before && has_code(note->text, code, n))
		return true;
	text = txo_arena_take(arena, before + n + 1);
	if (!text)
		return false;
	if (before) {
		memcpy(text, note->text.p, note->text.n);
		text[before - 1] = ' ';
	}
	memcpy(text + before, code, n);
	note->kind = TXO_CELL_TEXT;
	note->text = (struct txo_text){ text, before + n };
	return true;
}
