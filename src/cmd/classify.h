/*
 * classify.h - what the parts of txo classify share.
 *
 * classify.c has the options and the columns, classify_numbers.c what numbers
 * among them must be. classify_bind.c and classify_carry.c find the columns of a
 * file. classify_settle.c looks at all groups before anything is written,
 * classify_rule.c makes the thresholds, classify_judge.c says what becomes of a
 * course. classify_print.c writes the classes, classify_rows.c the courses.
 */
#ifndef TXO_CMD_CLASSIFY_H
#define TXO_CMD_CLASSIFY_H

#include "base/buffer.h"
#include "cmd/command.h"
#include "txo/reliable_change.h"

enum txo_classify_estimand {
	TXO_CLASSIFY_ASK,
	TXO_CLASSIFY_COMPLETERS,
	TXO_CLASSIFY_ALL_STARTED,
	TXO_CLASSIFY_WHILE_TREATED
};

enum txo_classify_better {
	TXO_CLASSIFY_BY_SCALE,
	TXO_CLASSIFY_LOWER,
	TXO_CLASSIFY_HIGHER
};

/* In the order of the option's choices. */
enum txo_classify_kind {
	TXO_CLASSIFY_UNSAID,
	TXO_CLASSIFY_RETEST,
	TXO_CLASSIFY_ALPHA,
	TXO_CLASSIFY_RATERS
};

/* Options that are numbers, in the order of the table in classify_numbers.c. */
enum txo_classify_number_name {
	TXO_CLASSIFY_RELIABILITY,
	TXO_CLASSIFY_SEM,
	TXO_CLASSIFY_SD,
	TXO_CLASSIFY_MCID,
	TXO_CLASSIFY_PERCENT_LEAST,
	TXO_CLASSIFY_CUT,
	TXO_CLASSIFY_FUNCTIONAL_MEAN,
	TXO_CLASSIFY_FUNCTIONAL_SD,
	TXO_CLASSIFY_CLINICAL_MEAN,
	TXO_CLASSIFY_NUMBERS
};

struct txo_classify_number {
	struct txo_value value;
	bool given;
};

/* Thresholds, and what they were made of. */
struct txo_classify_rule {
	struct txo_class_rule rule;
	struct txo_estimate sd, reliability, change, cutoff;
	uint64_t n, n_missing;	/* baselines */
	uint64_t n_retest;	/* pairs behind the reliability */
	unsigned note;		/* why no course can be classified, or 0 */
};

struct txo_classify {
	/* options */
	struct txo_text pre, post, retest, status;
	struct txo_words last, completed, keep;
	struct txo_text text[TXO_CLASSIFY_NUMBERS];
	int method, better, kind, percent_of, baselines, estimand, ci;
	bool rows;

	/* what bind finds out; arrays in the arenas of the files' schemas */
	const struct txo_needs *first;	/* the first file */
	double level;
	uint64_t least;		/* --min-cell, or 0 */
	bool higher_better;
	struct txo_classify_number number[TXO_CLASSIFY_NUMBERS];
	int cutoff_kind;	/* enum txo_cutoff, or -1: a number */
	const struct txo_scale *scale;
	const char *reliability_word;	/* of the scale's, such as "ICC" */
	bool scale_mcid;
	/* places in the frame, TXO_NO_COLUMN for none */
	size_t at_pre, at_post, at_retest, at_status, at_note;
	size_t *at_last, lasts;	/* in the order in which they are tried */
	size_t *carried, carries;	/* of --rows */

	/* what all the rows settle */
	bool status_told;	/* of some course */
	struct txo_classify_rule rule;	/* unless each group has its own */
};

/* Is it one of the two that look at reliable change, or at the cutoff? */
static inline bool txo_classify_uses_rci(const struct txo_classify *p)
{
	return p->method == TXO_CLASS_RCI || p->method == TXO_CLASS_COMBINED;
}

static inline bool txo_classify_uses_cutoff(const struct txo_classify *p)
{
	return p->method == TXO_CLASS_CUTOFF || p->method == TXO_CLASS_COMBINED;
}

/* The choice of --method. */
const char *txo_classify_method_name(const struct txo_classify *p);

/* Read the options that are numbers. TXO_USAGE for one that cannot be used. */
TXO_NODISCARD
enum txo_status txo_classify_read_numbers(struct txo_classify *p,
					  struct txo_error *err);

/*
 * Now that the scale is known: what it says where the options do not, and
 * TXO_USAGE, with what would settle it, if that is not enough for the method.
 */
TXO_NODISCARD
enum txo_status txo_classify_complete(struct txo_classify *p,
				      struct txo_error *err);

/* Uses on their way into the projection. */
struct txo_classify_places {
	struct txo_schema *schema;
	size_t *use, n;
};

/* Use the column; *at is its place in the frame. */
TXO_NODISCARD
enum txo_status txo_classify_place(struct txo_classify_places *ps,
				   size_t column, enum txo_type type,
				   size_t *at, struct txo_error *err);

/* Place and name the columns of --rows. */
TXO_NODISCARD
enum txo_status txo_classify_carry(struct txo_classify *p,
				   struct txo_classify_places *ps,
				   struct txo_needs *needs,
				   struct txo_error *err);

/* Ask for the columns. */
TXO_NODISCARD
enum txo_status txo_classify_bind(void *plan, struct txo_needs *needs,
				  struct txo_error *err);

/* The scores before treatment from which thresholds are made. */
struct txo_classify_baseline {
	double x, x_lo, y, y_lo; /* y is the retest, or NaN */
	uint64_t w;
};

struct txo_classify_baselines {
	struct txo_classify_baseline *all;
	size_t n, room;
	uint64_t n_missing;
};

/* Add those of a frame. */
TXO_NODISCARD
enum txo_status txo_classify_baselines_add(struct txo_classify_baselines *bs,
					   const struct txo_classify *p,
					   const struct txo_frame *f,
					   struct txo_error *err);
void txo_classify_baselines_release(struct txo_classify_baselines *bs);

/* The thresholds from options and baselines, which are sorted. */
TXO_NODISCARD
enum txo_status txo_classify_rule_make(const struct txo_classify *p,
				       struct txo_classify_baselines *bs,
				       struct txo_classify_rule *r,
				       struct txo_error *err);

/* Append what the threshold is made of, in words. */
void txo_classify_say_change(const struct txo_classify *p,
			     struct txo_buffer *b);
void txo_classify_say_cutoff(const struct txo_classify *p,
			     struct txo_buffer *b);

/* What becomes of a course. */
struct txo_classify_verdict {
	enum txo_class class;	/* by its scores alone */
	bool counts;	/* in the rate; if so with class NONE, as not improved */
	struct txo_value pre, post;	/* as used */
	unsigned note;
};

/* The courses of one group, in weights. */
struct txo_classify_count {
	uint64_t started;	/* all of them */
	uint64_t total;		/* those that the rates are of */
	uint64_t class[TXO_CLASSES];	/* of these */
	uint64_t known;		/* of all: those with a class that counts */
	uint64_t completed;	/* with a class, and not stopped early */
	uint64_t treated;	/* with a class by the last value */
	uint64_t ongoing;
	uint64_t lacking;	/* without a score, or not completed */
	unsigned note;
};

/* One group on its way to output rows. */
struct txo_classify_task {
	const struct txo_classify *plan;
	const struct txo_frame *frame;
	struct txo_out *out;
	struct txo_classify_rule rule;
	struct txo_classify_count count;
	uint32_t status_label;	/* seen last, and what it means */
	int status_state;
	bool status_seen;
};

/* Row i of the frame. TXO_DATA for a status that is not known. */
TXO_NODISCARD
enum txo_status txo_classify_judge(struct txo_classify_task *t, size_t i,
				   struct txo_classify_verdict *v,
				   struct txo_error *err);

/* The thresholds of the frame's group. */
TXO_NODISCARD
enum txo_status txo_classify_begin(struct txo_classify_task *t,
				   struct txo_error *err);

/* Judge and count all rows of the frame. */
TXO_NODISCARD
enum txo_status txo_classify_count(struct txo_classify_task *t,
				   struct txo_error *err);

/*
 * All rows are read: make the thresholds that all groups share. TXO_USAGE if the
 * estimand must be chosen, with the numbers that depend on it.
 */
TXO_NODISCARD
enum txo_status txo_classify_settle(void *plan, struct txo_frames *frames,
				    struct txo_needs *needs,
				    struct txo_error *err);

/* Append the estimand in words. */
void txo_classify_say_estimand(const struct txo_classify_task *t,
			       struct txo_buffer *b);

/* Without --rows: the numbers found, the thresholds, the classes. */
TXO_NODISCARD
enum txo_status txo_classify_print(const struct txo_classify_task *t,
				   struct txo_error *err);

/* --rows: all courses, each as often as it stands. */
TXO_NODISCARD
enum txo_status txo_classify_write_rows(struct txo_classify_task *t,
					struct txo_error *err);

/* Name the columns of --rows behind those carried. */
TXO_NODISCARD
enum txo_status txo_classify_name_rows(struct txo_needs *needs,
				       struct txo_error *err);

/* Is it one of those that --rows writes anew? */
bool txo_classify_is_new(struct txo_text name);

/* See txo_command.say. */
void txo_classify_say(const void *plan, struct txo_say *s);

#endif
