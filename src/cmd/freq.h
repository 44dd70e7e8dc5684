/*
 * freq.h - what the parts of txo freq share: its plan, and how a share is
 * printed.
 */
#ifndef TXO_CMD_FREQ_H
#define TXO_CMD_FREQ_H

#include "cmd/command.h"
#include "data/items.h"
#include "txo/proportion.h"

enum txo_freq_missing { TXO_FREQ_ROW, TXO_FREQ_LEFT_OUT };
enum txo_freq_sort { TXO_FREQ_BY_VALUE, TXO_FREQ_BY_COUNT };
enum txo_freq_percent { TXO_FREQ_OF_ROW, TXO_FREQ_OF_COLUMN, TXO_FREQ_OF_ALL };

struct txo_freq_plan {
	struct txo_words columns, list, values;
	int missing, sort, ci;
	unsigned percents;	/* of a cross table; a bit each, 0: not said */
	bool separate, wide;
	double level;
	const char *method;	/* of the intervals */
	bool cross;		/* the two columns are one table */
	bool lists;		/* some column holds lists */
	bool withholds;	/* no cumulated counts, which tell of single ones */
	struct txo_items *items; /* one for each column */
	size_t *levels;		/* wide: those of the second, as printed */
};

/* 100 part / whole; NaN of nothing. */
double txo_freq_percent(uint64_t part, uint64_t whole);

/* Three cells: the percentage and its interval. Returns notes. */
unsigned txo_freq_share(const struct txo_freq_plan *p, uint64_t part,
			uint64_t whole, struct txo_out *out);

/* The same, empty. */
void txo_freq_no_share(struct txo_out *out);

/* The last cells of a row, which has a share or not. */
void txo_freq_end(const struct txo_freq_plan *p, bool share, unsigned note,
		  struct txo_out *out);

/*
 * The n values in the order of printing: as they are, or those with most rows
 * first. `order` has room for n.
 */
TXO_NODISCARD
enum txo_status txo_freq_order(const struct txo_freq_plan *p,
			       const uint64_t *rows, size_t n, size_t *order,
			       struct txo_error *err);

/* The rows of one column of a group. */
TXO_NODISCARD
enum txo_status txo_freq_alone(const struct txo_freq_plan *p,
			       const struct txo_frame *f, struct txo_out *out,
			       struct txo_error *err);

/* The table of two columns: the names of its output columns, and its rows. */
TXO_NODISCARD
enum txo_status txo_freq_cross_name(const struct txo_freq_plan *p,
				    struct txo_needs *needs,
				    struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_freq_cross_name_wide(struct txo_freq_plan *p,
					 struct txo_frames *fs,
					 struct txo_needs *needs,
					 struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_freq_cross(const struct txo_freq_plan *p,
			       const struct txo_frame *f, struct txo_out *out,
			       struct txo_error *err);

/* See txo_command.say. */
void txo_freq_say(const void *plan, struct txo_say *s);

#endif
