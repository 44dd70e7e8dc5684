/*
 * change.h - what the parts of txo change share.
 *
 * change.c has the options, change_bind.c asks for columns, change_pairs.c makes pairs of a value before and one after of a frame, change_terms.c prints
 * what they tell.
 */
#ifndef TXO_CMD_CHANGE_H
#define TXO_CMD_CHANGE_H

#include "cmd/command.h"
#include "data/items.h"
#include "txo/ancova.h"
#include "txo/pre_post.h"

/* In the order of the choices of --test. */
enum txo_change_test {
	TXO_CHANGE_T,
	TXO_CHANGE_SIGNED_RANK,
	TXO_CHANGE_SIGN,
	TXO_CHANGE_EFFECT_SIZE,
	TXO_CHANGE_CORRELATION,
	TXO_CHANGE_REGRESSION,
	TXO_CHANGE_PERCENT,
	TXO_CHANGE_ANCOVA,
	TXO_CHANGE_TESTS
};

/* Which of several scores of a patient at one visit counts. */
enum txo_take {
	TXO_TAKE_ONE,	/* there must not be several */
	TXO_TAKE_MEAN,
	TXO_TAKE_LOWEST,
	TXO_TAKE_HIGHEST,
	TXO_TAKE_BEST,
	TXO_TAKE_WORST
};

/* In the order of the choices of --better. */
enum { TXO_CHANGE_AS_SCALE, TXO_CHANGE_LOWER, TXO_CHANGE_HIGHER };

struct txo_change_plan {
	struct txo_text pre, post, score, patient, between, reference;
	struct txo_words at;
	unsigned tests;
	int zeros, take, better;
	double level;
	/* from bind */
	bool is_long;		/* a row has the score of one visit */
	struct txo_text visit[2];	/* the values of the visit column */
	enum txo_better direction;
	size_t guard;	/* projection with the patients alone, or none */
	/* from settle */
	struct txo_items levels;	/* of --between, the reference first */
	uint8_t *visit_of;	/* of each label: 1 before, 2 after, 0 neither */
	bool withholds;		/* --min-cell */
	bool redact;
};

#define TXO_CHANGE_NO_LEVEL UINT32_MAX

/*
 * The columns of a frame: wide (level), pre, post; long patient, (level),
 * visit, score.
 */
enum { TXO_CHANGE_PATIENT };

/* The pairs of one level, or of all where there is no --between. */
struct txo_change_level {
	struct txo_text name;
	struct txo_pairs pairs;		/* x before, y after */
	uint64_t missing;		/* without one of the two, or both */
};

struct txo_change_levels {
	struct txo_change_level *level;
	size_t n;
	void *memory;
};

/* The verb's bind. */
TXO_NODISCARD
enum txo_status txo_change_bind(void *plan, struct txo_needs *needs,
				struct txo_error *err);

/* All levels of the frame, as settled. Release it in any case. */
TXO_NODISCARD
enum txo_status txo_change_levels_init(struct txo_change_levels *ls,
				       const struct txo_change_plan *p,
				       const struct txo_frame *f,
				       struct txo_error *err);
void txo_change_levels_release(struct txo_change_levels *ls);

/* Look which labels are the visits; TXO_USAGE if one is none. */
TXO_NODISCARD
enum txo_status txo_change_find_visits(struct txo_change_plan *p,
				       struct txo_frames *fs,
				       struct txo_arena *arena,
				       struct txo_error *err);

/* A row of output. */
struct txo_change_row {
	const char *term;
	struct txo_text level;	/* p is NULL for none */
	struct txo_text contrast;
	uint64_t n, missing, zero, positive, negative;
	struct txo_estimate e;
	double df_residual;
	unsigned about;		/* of enum txo_about */
};

extern const struct txo_column txo_change_columns[];

/* All rows of a frame. */
TXO_NODISCARD
enum txo_status txo_change_print(const struct txo_change_plan *p,
				 const struct txo_frame *f,
				 const struct txo_change_levels *ls,
				 struct txo_out *out, struct txo_error *err);

/* See txo_command.say. */
void txo_change_say(const void *plan, struct txo_say *s);

#endif
