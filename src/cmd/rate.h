/*
 * rate.h - what the files of txo rate share.
 *
 * rate.c asks for columns and settles the reference; rate_levels.c has the
 * rows of levels, their contrasts and the tests, rate_strata.c those over
 * strata, rate_pairs.c those of pairs; rate_print.c writes a row.
 */
#ifndef TXO_CMD_RATE_H
#define TXO_CMD_RATE_H

#include "cmd/command.h"
#include "cmd/condition.h"
#include "txo/two_proportions.h"

enum { TXO_RATE_NEWCOMBE, TXO_RATE_MIETTINEN_NURMINEN };
enum { TXO_RATE_KOOPMAN, TXO_RATE_KATZ };

struct txo_rate_plan {
	struct txo_text event, between, pair, reference;
	struct txo_words strata;
	int ci, diff, ratio;
	double level;
	/*
	 * Settled when all is read: the reference and, of pairs, the other
	 * level; p is NULL where there is none.
	 */
	struct txo_text base, other;
};

/* What the rows of one frame share. */
struct txo_rate_task {
	const struct txo_rate_plan *plan;
	const struct txo_frame *frame;
	struct txo_out *out;
	struct txo_text event;
	struct txo_buffer contrast;	/* to write one into */
};

#define TXO_RATE_JOINT (TXO_ABOUT_COUNTS | TXO_ABOUT_PARTS | TXO_ABOUT_REST)

/* A row. Texts without p are empty cells. */
struct txo_rate_row {
	const char *term;
	struct txo_text level;
	struct txo_text of, over;	/* the levels of a contrast */
	const char *sign;		/* between them */
	uint64_t n, missing, events;
	unsigned about;			/* of enum txo_about */
	bool no_events;			/* an empty cell */
	bool bounds;			/* of the rate, by what is missing */
	struct txo_estimate e;
	double conf_level;		/* set when it is written */
};

extern const struct txo_column txo_rate_columns[];

/* Rows with a known outcome, and those of them with the event. */
struct txo_rate_row txo_rate_row(const char *term, struct txo_counts c,
				 struct txo_estimate e);

void txo_rate_print(struct txo_rate_task *t, const struct txo_rate_row *r);

/* The answer of a frame of all rows; of strata; of pairs. */
TXO_NODISCARD
enum txo_status txo_rate_levels(struct txo_rate_task *t, struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_rate_strata(struct txo_rate_task *t, struct txo_error *err);
void txo_rate_pairs(struct txo_rate_task *t);

/*
 * Look at the pairs of all groups: TXO_DATA if one has the event and has it not
 * at one level. *repeated is how many stand several times at a level.
 */
TXO_NODISCARD
enum txo_status txo_rate_look(const struct txo_rate_plan *p,
			      const struct txo_frame *f, bool redact,
			      uint64_t *repeated, struct txo_error *err);

/* See txo_command.say. */
void txo_rate_say(const void *plan, struct txo_say *s);

#endif
