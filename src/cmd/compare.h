/*
 * compare.h - what the parts of txo compare share.
 *
 * A test is a bit of the plan's `tests`. What it prints are terms, rows of the
 * tables below, each with the tests that bring it: one row for each level of
 * the factor, for each pair of levels, or for all of them.
 */
#ifndef TXO_CMD_COMPARE_H
#define TXO_CMD_COMPARE_H

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
	TXO_TESTS
};

#define TXO_TEST(name) (1u << TXO_TEST_##name)

/* Because each row counts as independent; the bootstrap has no bit. */
#define TXO_TESTS_OF_MEANS \
	(TXO_TEST(WELCH) | TXO_TEST(STUDENT) | TXO_TEST(ANOVA) | \
	 TXO_TEST(WELCH_ANOVA))
#define TXO_TESTS_OF_RANKS (TXO_TEST(RANK_SUM) | TXO_TEST(KRUSKAL_WALLIS))

enum txo_collapse {
	TXO_COLLAPSE_REFUSE,	/* the default: the unit guard */
	TXO_COLLAPSE_ROWS,
	TXO_COLLAPSE_MEAN,
	TXO_COLLAPSE_LAST,
	TXO_COLLAPSE_BEST
};

enum txo_pairs_of { TXO_PAIRS_NAMED, TXO_PAIRS_REFERENCE, TXO_PAIRS_ALL };

struct txo_compare_plan {
	struct txo_text y, between, patient, cluster, reference;
	unsigned tests;
	int collapse, better, pairs, adjust, seed, resamples;
	double level;
	/* from bind */
	bool key;		/* frames have when, between patient and y */
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
	struct txo_arm *arm;		/* k, in the order of the labels */
	struct txo_sample *sample;	/* of each */
	size_t k, filled;		/* those with values */
	size_t reference;		/* an arm, or TXO_NO_ARM */
	unsigned tests;			/* without AUTO */
	struct txo_cluster *cluster;	/* with --cluster: the entries */
	size_t clusters;
	double *values;			/* of samples that were made here */
	uint64_t *weights;
	struct txo_buffer method;	/* scratch */
	struct txo_out *out;
};

/* A row of output in the making. */
struct txo_compared {
	const char *term;
	size_t a, b;	/* arms; a alone is a level, none are all */
	struct txo_estimate e;
	double df_residual, p_adjusted;
};

enum txo_term_of { TXO_OF_LEVEL, TXO_OF_PAIR, TXO_OF_ALL };

/* Fills in r->e, and df_residual where there is one; a and b are there. */
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

extern const struct txo_compare_term txo_compare_levels[], txo_compare_two[],
	txo_compare_many[];

/* Rows of the bootstrap over clusters, which takes the place of all tests. */
extern const struct txo_compare_term txo_compare_clusters[];

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

/* One value for each patient and arm, as --collapse says. */
TXO_NODISCARD
enum txo_status txo_compare_collapse(struct txo_comparison *c,
				     const struct txo_levels *ls,
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
