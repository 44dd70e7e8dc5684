/*
 * outcome.h - what came of a course: its sessions, and the score before and
 * after them.
 *
 *	struct txo_outcome o = { .baseline = { NAN, 0 } };
 *	size_t placed = txo_sessions_order(&s, place);
 *	txo_outcome_find(&s, place, placed, &rules, &o);
 *	txo_outcome_change(&rules, &o);
 *	printf("%llu sessions, %g\n", o.sessions, o.change);
 *
 * A row with a session number above 0, or with none, is of a session; 0 and less
 * are visits before the first one. Rows with the same number and date are one
 * session; rows without a number are one each, as often as they stand.
 *
 * Undefined is NaN, and the note says why: INCOMPLETE (a session has no score
 * or no date where others could have one, or cannot be placed; or there is no
 * baseline or final score), TIES (rows that differ in date or score have one
 * session number; or rows of one day and no number share the place of baseline
 * or final, and differ in score), ZEROBASE (no percentage of a baseline of 0,
 * or of one that is the best possible score already), OVERFLOW.
 */
#ifndef TXO_OUTCOME_H
#define TXO_OUTCOME_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The distinct rows of one course, sorted by date, then number, then score, NaN
 * last. An array is NULL where nothing of the kind is known at all.
 */
struct txo_sessions {
	const double *date;	/* days since 1970-01-01; NaN when missing */
	const double *number;	/* the same */
	const double *score;	/* the same */
	const double *score_lo;	/* what score lost of its decimal; or NULL */
	const uint64_t *w;	/* how often the row stands, 1 or more */
	size_t m;
};

/* A row and where it stands in the course. */
struct txo_place {
	double number;	/* what it is sorted by, in parts of the work */
	size_t row;
};

enum txo_baseline {
	TXO_BASELINE_NONE,	/* there is none, and none is missed */
	TXO_BASELINE_FIRST,	/* the first score of the course */
	TXO_BASELINE_NUMBER,	/* the score of a session by its number */
	TXO_BASELINE_GIVEN	/* the caller knows it */
};

enum txo_final {
	TXO_FINAL_LAST,		/* the last score behind the baseline */
	TXO_FINAL_BEST,		/* the best of these */
	TXO_FINAL_NUMBER	/* of these, that of a session by its number */
};

struct txo_outcome_rules {
	enum txo_baseline baseline;
	double baseline_number;
	enum txo_final final;
	double final_number;
	int better;		/* -1 lower, 1 higher, 0 not known */
	double best_possible;	/* the better end of the scale, or NaN */
};

/* A decimal, hi + lo; hi is NaN when there is none. */
struct txo_exact {
	double hi, lo;
};

struct txo_outcome {
	uint64_t sessions;
	double first_date, last_date;	/* of sessions, in days */
	struct txo_exact baseline, final, best;
	double change;		/* final - baseline */
	double percent_change;	/* 100 change / |baseline| */
	double percent_possible; /* 100 change / (best possible - baseline) */
	double improvement;	/* change, above 0 for the better */
	unsigned note;
};

/*
 * Put the rows in the order of the course: place has room for 2 * s->m of them,
 * the upper half of which is for work.
 * They are ordered by date, then number, then score, if all have a date; else by
 * number, then date, then score, if all have a number; else in that of the two
 * ways that places more of them, by date if both place as many. Returns how many
 * are placed; behind these in place[] are those that are not. A single row is
 * always placed. O(m log m).
 */
size_t txo_sessions_order(const struct txo_sessions *s,
			  struct txo_place *place);

/*
 * Find sessions, dates, baseline (unless the rules leave it to the caller, who has
 * put it into o), final and best; nothing else of o is needed before. Only rows
 * that are placed have a baseline or a final. The final is of a later place and
 * another session than the baseline. Best needs a direction.
 */
void txo_outcome_find(const struct txo_sessions *s, struct txo_place *place,
		      size_t placed, const struct txo_outcome_rules *rules,
		      struct txo_outcome *o);

/*
 * The change from o->baseline to o->final, in double-double [dekker1971], so
 * that a difference of decimals is the double nearest to it. o->note grows.
 */
void txo_outcome_change(const struct txo_outcome_rules *rules,
			struct txo_outcome *o);

#ifdef __cplusplus
}
#endif
#endif
