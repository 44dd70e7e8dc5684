/*
 * compare.h - what the parts of txo compare share.
 *
 * A test is a bit of the plan's `tests`. What it prints are terms, rows of the
 * tables below, each with the tests that bring it: one row for each level of
 * the factor, for each pair of levels, or for all of them.
 */
#ifndef TXO_CMD_COMPARE_H
#define TXO_CMD_COMPARE_H

#include "base/dd.h"
#include "cmd/command.h"
#include "cmd/levels.h"
#include "txo/dist.h"
#include "txo/estimate.h"
#include "txo/groups.h"

/* In the order of the choices of --test. */
enum txo_compare_test {
	TXO_TEST_AUTO,
	TXO_TEST_WELCH,
	TXO_TEST_STUDENT,
	TXO_TEST_RANK_SUM,
	TXO_TEST_ANOVA,
	TXO_TEST_WELCH_ANOVA,
	TXO_TEST_KRUSKAL_WALLIS,
	TXO_TEST_PERMUTATION,
	TXO_TEST_TUKEY,
	TXO_TEST_GAMES_HOWELL,
	TXO_TEST_DUNN,
	TXO_TEST_FRIEDMAN,
	TXO_TEST_QUADE,
	TXO_TEST_CHI_SQUARE,
	TXO_TEST_FISHER,
	TXO_TEST_LINEAR_BY_LINEAR
};

#define TXO_TEST(name) (1u << TXO_TEST_##name)

/* What they are about; the bootstrap over clusters has no bit. */
#define TXO_TESTS_OF_MEANS \
	(TXO_TEST(WELCH) | TXO_TEST(STUDENT) | TXO_TEST(ANOVA) | \
	 TXO_TEST(WELCH_ANOVA) | TXO_TEST(PERMUTATION) | TXO_TEST(TUKEY) | \
	 TXO_TEST(GAMES_HOWELL))
#define TXO_TESTS_OF_RANKS \
	(TXO_TEST(RANK_SUM) | TXO_TEST(KRUSKAL_WALLIS) | TXO_TEST(DUNN))
#define TXO_TESTS_OF_BLOCKS (TXO_TEST(FRIEDMAN) | TXO_TEST(QUADE))
#define TXO_TESTS_OF_COUNTS \
	(TXO_TEST(CHI_SQUARE) | TXO_TEST(FISHER) | TXO_TEST(LINEAR_BY_LINEAR))

enum txo_compare_type { TXO_TYPE_AUTO, TXO_TYPE_NUMBER, TXO_TYPE_LABEL };

enum txo_collapse {
	TXO_COLLAPSE_REFUSE,	/* the default: the unit guard */
	TXO_COLLAPSE_ROWS,
	TXO_COLLAPSE_MEAN,
	TXO_COLLAPSE_LAST,
	TXO_COLLAPSE_BEST
};

enum txo_pairs_of { TXO_PAIRS_NAMED, TXO_PAIRS_REFERENCE, TXO_PAIRS_ALL };

struct txo_compare_plan {
	struct txo_text y, between, patient, block, cluster, reference;
	struct txo_words order, levels;
	unsigned tests;
	int type, collapse, better, pairs, adjust, seed, resamples, draws;
	double level;
	/* from bind */
	bool labels;		/* y is */
	bool lower;		/* lower is better */
	size_t guard;		/* projection that is only looked at, or none */
	const char *suffix;	/* of every method */
	/* from settle */
	uint64_t repeated, most, crossed;
	bool reference_seen;
};

/* A level of the factor. */
struct txo_arm {
	struct txo_text name;
	uint64_t n, missing;	/* with a value, without */
};

#define TXO_NO_ARM ((size_t)-1)

/* One group's frame, as all terms see it. */
struct txo_comparison {
	const struct txo_compare_plan *plan;
	const struct txo_frame *frame;
	struct txo_text variable;
	bool few;	/* of labels, in a cell, for --min-cell */
	struct txo_arm *arm;		/* k, in the order of the labels */
	struct txo_sample *sample;	/* of each */
	size_t k, filled;		/* those with values */
	size_t reference;		/* an arm, or TXO_NO_ARM */
	unsigned tests;			/* without AUTO */
	struct txo_cluster *cluster;	/* with --cluster: the entries */
	size_t clusters;
	double *values;			/* of samples that were made here */
	uint64_t *weights;
	uint64_t *count;		/* by arm, then category; or NULL */
	double *score;			/* of the categories, then of the arms */
	struct txo_text *category;	/* names; NULL: y is a number */
	size_t categories;
	double *block;			/* y of complete blocks, by arm; lo */
	size_t blocks;
	struct txo_buffer method;	/* scratch */
	struct txo_out *out;
};

/* A row of output in the making. */
struct txo_compared {
	const char *term;
	size_t a, b;	/* arms; a alone is a level, none are all */
	struct txo_estimate e;
	double df_residual, p_adjusted;
	bool adjusted;		/* as --adjust says */
	size_t category;	/* of y, or TXO_NO_ARM */
	bool ratio;		/* the contrast is a / b */
	/* told behind the method, unless 0 */
	uint64_t draws, blocks;
	double p_low, p_high;	/* of the draws */
	size_t rows;	/* from this one on, with TXO_OF_PAIRS */
};

/*
 * Of each level, of each category of y in each level, and so on; TXO_OF_PAIRS is
 * of each pair, but all at once.
 */
enum txo_term_of {
	TXO_OF_LEVEL,
	TXO_OF_CELL,
	TXO_OF_PAIR,
	TXO_OF_PAIRS,
	TXO_OF_ALL
};

/*
 * Fills in r->e, and df_residual where there is one; a, b and category are
 * there. A test of all may find that it is one of a pair, and change them. One of
 * TXO_OF_PAIRS fills in r->rows of them, and p_adjusted where it is its own.
 */
typedef enum txo_status txo_compare_run(const struct txo_comparison *c,
					struct txo_compared *r,
					struct txo_error *err);

/* NULL as name ends a table. */
struct txo_compare_term {
	const char *term;
	enum txo_term_of of;
	unsigned tests;		/* that bring it */
	txo_compare_run *run;
};

extern const struct txo_compare_term txo_compare_levels[];
extern const struct txo_compare_term txo_compare_two[];
extern const struct txo_compare_term txo_compare_many[];
extern const struct txo_compare_term txo_compare_pairs[];
extern const struct txo_compare_term txo_compare_counts[];
extern const struct txo_compare_term txo_compare_blocks[];

/* Rows of the bootstrap over clusters, which takes the place of all tests. */
extern const struct txo_compare_term txo_compare_clusters[];

/* Where the list has the label, or how many words it has. */
size_t txo_compare_place(const struct txo_words *list, struct txo_text label);

/* The number that a label is, or NaN. */
double txo_compare_number(struct txo_text label);

/* The sample of an arm; an empty one for TXO_NO_ARM. */
const struct txo_sample *txo_compare_sample(const struct txo_comparison *c,
					    size_t arm);

/*
 * Part the frame of plain rows, of rows to be collapsed, or of clusters into
 * arms. Release it in any case.
 */
TXO_NODISCARD
enum txo_status txo_comparison_init(struct txo_comparison *c,
				    struct txo_error *err);
void txo_comparison_release(struct txo_comparison *c);

/* What a patient, or block, has in one arm: NaN in value.hi if nothing. */
struct txo_unit {
	uint32_t id;
	size_t arm;
	struct txo_dd value;
};

/* A value for each unit and arm, by arm; *unit is free()d by the caller. */
TXO_NODISCARD
enum txo_status txo_compare_units(const struct txo_comparison *c,
				  const struct txo_levels *ls,
				  struct txo_unit **unit, size_t *n,
				  struct txo_error *err);

/* One value for each patient and arm, as --collapse says. */
TXO_NODISCARD
enum txo_status txo_compare_collapse(struct txo_comparison *c,
				     const struct txo_levels *ls,
				     struct txo_error *err);

/* The blocks that have a value in each arm with values, and samples of them. */
TXO_NODISCARD
enum txo_status txo_compare_align(struct txo_comparison *c,
				  const struct txo_levels *ls,
				  struct txo_error *err);

/* The table of arms and categories of y. */
TXO_NODISCARD
enum txo_status txo_compare_count(struct txo_comparison *c,
				  const struct txo_levels *ls,
				  struct txo_error *err);

/* The sample of an arm from n of the values, as many as fit from place `at` on. */
void txo_compare_make_sample(struct txo_comparison *c, size_t arm,
			     struct txo_dd *value, size_t n, size_t at);

/* Room for the values of all samples: as many as the frame has rows. */
TXO_NODISCARD
enum txo_status txo_compare_make_room(struct txo_comparison *c,
				      struct txo_error *err);

/* What each cluster has in each arm. */
TXO_NODISCARD
enum txo_status txo_compare_gather(struct txo_comparison *c,
				   const struct txo_levels *ls,
				   struct txo_error *err);

/* The rows of all terms of a table that the tests bring. */
TXO_NODISCARD
enum txo_status txo_compare_print(struct txo_comparison *c,
				  const struct txo_compare_term *table,
				  struct txo_error *err);

/* Are some expected counts below 5, where chi-square is rough? */
bool txo_compare_is_sparse(const struct txo_comparison *c);

/* `category` is printed only where y is labels. */
extern const struct txo_column txo_compare_columns[];

/* See txo_command.bind. */
TXO_NODISCARD
enum txo_status txo_compare_bind(void *plan, struct txo_needs *needs,
				 struct txo_error *err);

/* The unit guard, and is there a row of --reference? See txo_command.settle. */
TXO_NODISCARD
enum txo_status txo_compare_settle(void *plan, struct txo_frames *frames,
				   struct txo_needs *needs,
				   struct txo_error *err);

/* See txo_command.say. */
void txo_compare_say(const void *plan, struct txo_say *s);

#endif
