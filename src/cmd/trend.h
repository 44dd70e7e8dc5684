/*
 * trend.h - what the parts of txo trend share.
 *
 * A method is a bit of the plan's `methods`, a choice of --method and a row of
 * one of the tables below, which are parted by what they have in common. It says
 * which frame it needs, and prints one row or more. To add a method: its name
 * here and among the choices (trend.c), its row in a table; a new table stands
 * in txo_trend_tables (trend.c).
 */
#ifndef TXO_CMD_TREND_H
#define TXO_CMD_TREND_H

#include "cmd/command.h"
#include "cmd/trend_series.h"

/* In the order of the choices of --method. */
enum txo_trend_name {
	TXO_TREND_OLS,
	TXO_TREND_THEIL_SEN,
	TXO_TREND_MANN_KENDALL,
	TXO_TREND_KENDALL,
	TXO_TREND_SPEARMAN,
	TXO_TREND_JONCKHEERE,
	TXO_TREND_ARMITAGE,
	TXO_TREND_ARMITAGE_N_1,
	TXO_TREND_LINEAR,
	TXO_TREND_PAGE,
	TXO_TREND_HAMED_RAO,
	TXO_TREND_SEASONAL,
	TXO_TREND_SEASONAL_DEPENDENT,
	TXO_TREND_PETTITT,
	TXO_TREND_CUSUM,
	TXO_TREND_SEGMENTED,
	TXO_TREND_SPLINE,
	TXO_TREND_MEANS,
	TXO_TREND_COUNTS,
	TXO_TREND_DEFAULT,	/* no method, but some of them: txo_trend_choose */
	TXO_TREND_NAMES,
	TXO_TREND_WITHIN = 31	/* no choice: --within takes their place */
};

#define TXO_TREND(name) (1u << TXO_TREND_##name)

/* Those that --method has where it is not given. */
#define TXO_TREND_DEFAULTS \
	(TXO_TREND(OLS) | TXO_TREND(THEIL_SEN) | TXO_TREND(MANN_KENDALL) | \
	 TXO_TREND(KENDALL) | TXO_TREND(SPEARMAN))
#define TXO_TRENDS_OF_SHARES (TXO_TREND(ARMITAGE) | TXO_TREND(ARMITAGE_N_1))
#define TXO_TRENDS_OF_SEASONS \
	(TXO_TREND(SEASONAL) | TXO_TREND(SEASONAL_DEPENDENT))

/* The columns of a frame, in this order. */
enum txo_trend_need {
	TXO_TREND_PAIRS,	/* x, y */
	TXO_TREND_BLOCKS,	/* block, x, y */
	TXO_TREND_COURSES,	/* patient, x, y */
	TXO_TREND_NEEDS
};

enum txo_trend_scores { TXO_SCORES_VALUES, TXO_SCORES_PLACES };
enum txo_trend_slope { TXO_SLOPE_OLS, TXO_SLOPE_SEN };
enum txo_trend_collapse { TXO_TREND_REFUSE, TXO_TREND_MEAN };

struct txo_trend_plan {
	struct txo_text y, x, event, within, block;
	unsigned methods;
	int scores, slope, collapse;
	double level;
	struct txo_trend_series series;
	/* from bind */
	unsigned run;		/* the methods, or what takes their place */
	bool date;		/* x is, in days since 1970-01-01 */
	bool needed[TXO_TREND_NEEDS];
	size_t projection[TXO_TREND_NEEDS];	/* or TXO_NO_COLUMN */
	unsigned shown;		/* a bit for each of txo_trend_columns */
};

/* One group's frame, as its methods see it. */
struct txo_trend_task {
	const struct txo_trend_plan *plan;
	const struct txo_frame *frame;
	enum txo_trend_need need;
	struct txo_text x, y;		/* names */
	struct txo_pairs pairs;		/* both present, sorted by x, then y */
	uint64_t n, missing;		/* rows of them; rows without one */
	void *memory;			/* of the pairs */
	/* of --period, where x is their number and y their mean; or NULL */
	const struct txo_trend_periods *periods;
	struct txo_out *out;
};

/* A row of output in the making; txo_trend_row() fills in what is usual. */
struct txo_trend_row {
	struct txo_text y;	/* name */
	const char *term;
	unsigned about;		/* enum txo_about, or 0 */
	/* where along x, of the extra column `at`: text, or a number, or NaN */
	struct txo_text at;
	double at_number;
	bool at_withheld;	/* --min-cell: it would tell a small count */
	uint64_t n, missing;
	struct txo_estimate e;
	struct txo_text method;	/* instead of that of e, unless p is NULL */
	double level;
};

/* Prints the rows of one method, which is told by its name. */
typedef enum txo_status txo_trend_run(const struct txo_trend_task *t,
				      enum txo_trend_name name,
				      struct txo_error *err);

/* NULL as run ends a table. */
struct txo_trend_method {
	enum txo_trend_name name;
	enum txo_trend_need need;
	/* Columns marked TXO_IS_EXTRA that it fills, ended by NULL; or NULL. */
	const char *const *extra;
	txo_trend_run *run;
};

extern const struct txo_trend_method txo_trend_lines[];
extern const struct txo_trend_method txo_trend_ordered[];
extern const struct txo_trend_method txo_trend_blocks[];
extern const struct txo_trend_method txo_trend_seasons[];
extern const struct txo_trend_method txo_trend_courses[];
extern const struct txo_trend_method txo_trend_changes[];
extern const struct txo_trend_method txo_trend_curves[];
extern const struct txo_trend_method txo_trend_by_periods[];

/* The extra column `at` alone. */
extern const char *const txo_trend_at_only[];

/* All tables, ended by NULL. */
extern const struct txo_trend_method *const txo_trend_tables[];

/* Up to 32. Those marked TXO_IS_EXTRA are shown where a method fills them. */
extern const struct txo_column txo_trend_columns[];

/* A row of the task's counts and level. */
struct txo_trend_row txo_trend_row(const struct txo_trend_task *t,
				   const char *term,
				   const struct txo_estimate *e);
void txo_trend_print(const struct txo_trend_task *t,
		     const struct txo_trend_row *row);

/* Both at once. */
void txo_trend_print_term(const struct txo_trend_task *t, const char *term,
			  const struct txo_estimate *e);

/*
 * The frame's pairs; release the task in any case. y that says whether an event
 * is there is 0 or 1.
 */
TXO_NODISCARD
enum txo_status txo_trend_task_init(struct txo_trend_task *t,
				    const struct txo_trend_plan *plan,
				    const struct txo_frame *frame,
				    struct txo_error *err);
void txo_trend_task_release(struct txo_trend_task *t);

/* Can the rows of a frame be what its methods take them for? TXO_DATA if not. */
TXO_NODISCARD
enum txo_status txo_trend_check_shares(const struct txo_trend_task *t,
				       struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_trend_check_blocks(const struct txo_trend_task *t,
				       struct txo_error *err);

/* See txo_command. */
TXO_NODISCARD
enum txo_status txo_trend_bind(void *plan, struct txo_needs *needs,
			       struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_trend_settle(void *plan, struct txo_frames *frames,
				 struct txo_needs *needs,
				 struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_trend_group(const void *plan, const struct txo_frame *frame,
				struct txo_out *out, struct txo_error *err);
void txo_trend_say(const void *plan, struct txo_say *s);

#endif
