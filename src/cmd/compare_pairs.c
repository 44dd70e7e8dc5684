/*
 * compare_pairs.c - terms that all pairs of groups have together, as their
 * p-values and intervals hold for all of them at once. Formulas:
 * stats/{pairwise,studentized_range}.c.
 */
#include <math.h>
#include <stdlib.h>

#include "cmd/compare.h"
#include "txo/note.h"
#include "txo/pairwise.h"

typedef enum txo_status compare_all(const struct txo_comparison *c,
				    struct txo_pair *pair, size_t n,
				    struct txo_error *err);

static enum txo_status tukey(const struct txo_comparison *c,
			     struct txo_pair *pair, size_t n,
			     struct txo_error *err)
{
	struct txo_groups g = { c->sample, c->k };

	return txo_tukey(&g, c->plan->level, pair, n, err);
}

static enum txo_status games_howell(const struct txo_comparison *c,
				    struct txo_pair *pair, size_t n,
				    struct txo_error *err)
{
	struct txo_groups g = { c->sample, c->k };

	return txo_games_howell(&g, c->plan->level, pair, n, err);
}

static enum txo_status dunn(const struct txo_comparison *c,
			    struct txo_pair *pair, size_t n,
			    struct txo_error *err)
{
	struct txo_groups g = { c->sample, c->k };

	return txo_dunn(&g, pair, n, err);
}

/* Without a pair the row says why. */
static void no_pair(const struct txo_comparison *c, struct txo_compared *r,
		    const char *method)
{
	r->e = txo_estimate_none(method);
	r->e.note = c->filled ? TXO_NOTE_FEWGROUPS : TXO_NOTE_NODATA;
}

static enum txo_status run_all(const struct txo_comparison *c,
			       struct txo_compared *r, compare_all *compare,
			       struct txo_error *err)
{
	struct txo_pair *pair = calloc(r->rows + 1, sizeof(*pair));
	enum txo_status status;

	if (!pair)
		return txo_fail_memory(err);
	for (size_t i = 0; i < r->rows; i++) {
		pair[i].a = r[i].a;
		pair[i].b = r[i].b;
	}
	status = compare(c, pair, r->rows, err);
	for (size_t i = 0; i < r->rows && status == TXO_OK; i++) {
		r[i].e = pair[i].e;
		r[i].p_adjusted = pair[i].p_adjusted;
	}
	free(pair);
	return status;
}

#define OF_PAIRS(name, compare, method) \
	static enum txo_status name(const struct txo_comparison *c, \
				    struct txo_compared *r, \
				    struct txo_error *err) \
	{ \
		if (r->b != TXO_NO_ARM) \
			return run_all(c, r, compare, err); \
		no_pair(c, r, method); \
		return TXO_OK; \
	}

OF_PAIRS(run_tukey, tukey, "tukey-kramer")
OF_PAIRS(run_games_howell, games_howell, "games-howell")
OF_PAIRS(run_dunn, dunn, "dunn")

const struct txo_compare_term txo_compare_pairs[] = {
	{ "mean_difference", TXO_OF_PAIRS, TXO_TEST(TUKEY), run_tukey },
	{ "mean_difference", TXO_OF_PAIRS, TXO_TEST(GAMES_HOWELL),
	  run_games_howell },
	{ "rank_difference", TXO_OF_PAIRS, TXO_TEST(DUNN), run_dunn },
	{ NULL, TXO_OF_PAIRS, 0, NULL }
};
