#include "txo/note.h"

#include <string.h>

static const struct txo_note_entry notes[] = {
	{ TXO_NOTE_NODATA, "W-NODATA", "no value at all" },
	{ TXO_NOTE_SMALLN, "W-SMALLN",
	  "too few values for some of the cells of the row" },
	{ TXO_NOTE_CONST, "W-CONST",
	  "all values are equal, or all values of one of the columns" },
	{ TXO_NOTE_TIES, "W-TIES",
	  "equal values: several share the first place, or leave an interval "
	  "without width" },
	{ TXO_NOTE_NONPOS, "W-NONPOS",
	  "a statistic that needs values above zero met one that is not" },
	{ TXO_NOTE_ZEROMEAN, "W-ZEROMEAN",
	  "a statistic that divides by the mean met a mean of zero" },
	{ TXO_NOTE_PERFECT, "W-PERFECT",
	  "the fit or the association is perfect, which leaves no error" },
	{ TXO_NOTE_OVERFLOW, "W-OVERFLOW",
	  "a result is beyond the range of a double" },
	{ TXO_NOTE_ZEROCELL, "W-ZEROCELL",
	  "a count is zero, so that a ratio, or an end of its interval, is "
	  "not finite" },
	{ TXO_NOTE_FEWGROUPS, "W-FEWGROUPS",
	  "fewer than two groups have values to compare" },
	{ TXO_NOTE_ZEROS, "W-ZEROS",
	  "some differences are zero; the method says what became of them" },
	{ TXO_NOTE_ZEROBASE, "W-ZEROBASE",
	  "a change from a baseline of zero, of which there is no percentage" },
	{ TXO_NOTE_INCOMPLETE, "W-INCOMPLETE",
	  "pairs, blocks or courses that lack a value were left out and are "
	  "counted as missing" },
	{ TXO_NOTE_APPROX, "W-APPROX",
	  "too large for the exact procedure; the method names the other" },
	{ TXO_NOTE_OPEN, "W-OPEN",
	  "the interval has no end on the side whose cell is empty" },
	{ TXO_NOTE_SPARSE, "W-SPARSE",
	  "some expected counts are below 5, where the approximation is poor" },
	{ TXO_NOTE_WITHHELD, "W-WITHHELD",
	  "small counts, or what would reveal them, are withheld (--min-cell)" },
	{ TXO_NOTE_UNFINISHED, "W-UNFINISHED",
	  "the period is not over on the last day of the data or of --as-of" },
	{ TXO_NOTE_UNREACHED, "W-UNREACHED",
	  "too few had the event for the curve to come down so far" },
	{ TXO_NOTE_BEYOND, "W-BEYOND",
	  "the time is after the last observation, when somebody was left" },
	{ TXO_NOTE_UNBOUNDED, "W-UNBOUNDED",
	  "no finite coefficient fits best: the likelihood rises for ever "
	  "with it" },
	{ TXO_NOTE_COLLINEAR, "W-COLLINEAR",
	  "the covariate follows from those before it, and is left out" },
	{ TXO_NOTE_BOUNDARY, "W-BOUNDARY",
	  "the best fit has a variance of 0, or a correlation of -1 or 1" },
	{ TXO_NOTE_NOCONVERGE, "W-NOCONVERGE",
	  "the best fit was not found; numbers, if any, are of the last step" },
	{ 0, NULL, NULL }
};

const struct txo_note_entry *txo_notes(void)
{
	return notes;
}

const char *txo_note_text(unsigned bits, char *buf, size_t size)
{
	const struct txo_note_entry *note;
	size_t n = 0;

	if (size == 0)
		return buf;
	for (note = notes; note->code; note++) {
		size_t length = strlen(note->code), blank = n > 0;

		if (!(bits & note->bit))
			continue;
		if (n + blank + length >= size)
			break;
		if (blank)
			buf[n++] = ' ';
		memcpy(buf + n, note->code, length);
		n += length;
	}
	buf[n] = '\0';
	return buf;
}
