/*
 * rate_pairs.c - two levels of the same pairs. The frame has the columns (pair,
 * level, event), so that a pair is a run of rows.
 */
#include "cmd/rate.h"
#include "txo/note.h"
#include "txo/paired_proportions.h"
#include "txo/proportion.h"

/* What is known of a pair at its two levels: the level compared, the reference. */
struct pair {
	bool yes[2], no[2];
	uint64_t rows[2];	/* with an outcome */
};

static struct pair pair_of(const struct txo_rate_plan *p,
			   const struct txo_frame *f, size_t begin, size_t end)
{
	const struct txo_vector *level = &f->column[1], *event = &f->column[2];
	struct pair k = { .rows = { 0, 0 } };

	for (size_t i = begin; i < end; i++) {
		struct txo_text name;
		int at;

		if (level->label[i] == TXO_MISSING ||
		    event->label[i] == TXO_MISSING)
			continue;
		name = level->labels[level->label[i]];
		at = p->base.p && txo_text_equal(name, p->base);
		k.yes[at] = k.yes[at] || event->label[i] == 1;
		k.no[at] = k.no[at] || event->label[i] == 0;
		k.rows[at] += f->weight[i];
	}
	return k;
}

/* The end of the run of rows of one pair. */
static size_t pair_end(const struct txo_frame *f, size_t begin)
{
	const uint32_t *label = f->column[0].label;
	size_t end = begin + 1;

	while (end < f->rows && label[end] == label[begin])
		end++;
	return end;
}

static enum txo_status contradiction(const struct txo_rate_plan *p,
				     const struct txo_frame *f, size_t row,
				     int at, bool redact, struct txo_error *err)
{
	const struct txo_vector *v = &f->column[0];
	char pair[TXO_SHOWN], level[TXO_SHOWN];

	txo_text_show(at ? p->base : p->other, level);
	if (redact)
		return txo_fail(err, TXO_DATA,
				"a pair of --pair has the event and has it not "
				"at one level; one row a pair and level can be "
				"compared");
	return txo_fail(err, TXO_DATA,
			"the pair '%s' of --pair has the event and has it not "
			"at '%s'; one row a pair and level can be compared",
			txo_text_show(v->labels[v->label[row]], pair), level);
}

enum txo_status txo_rate_look(const struct txo_rate_plan *p,
			      const struct txo_frame *f, bool redact,
			      uint64_t *repeated, struct txo_error *err)
{
	for (size_t i = 0, end; i < f->rows; i = end) {
		struct pair k = pair_of(p, f, i, end = pair_end(f, i));

		if (f->column[0].label[i] == TXO_MISSING)
			continue;
		for (int at = 0; at < 2; at++)
			if (k.yes[at] && k.no[at])
				return contradiction(p, f, i, at, redact, err);
		*repeated += k.rows[0] > 1 || k.rows[1] > 1;
	}
	return TXO_OK;
}

/* All pairs, and how many lack an outcome, rows without a pair among them. */
static struct txo_paired count(const struct txo_rate_task *t,
			       uint64_t *incomplete)
{
	const struct txo_frame *f = t->frame;
	struct txo_paired n = { 0, 0, 0, 0 };

	*incomplete = 0;
	for (size_t i = 0, end; i < f->rows; i = end) {
		struct pair k = pair_of(t->plan, f, i, end = pair_end(f, i));

		if (f->column[0].label[i] == TXO_MISSING) {
			for (size_t j = i; j < end; j++)
				*incomplete += f->weight[j];
		} else if (!k.rows[0] || !k.rows[1]) {
			(*incomplete)++;
		} else if (k.yes[0]) {
			n.both += k.yes[1];
			n.first += k.no[1];
		} else {
			n.second += k.yes[1];
			n.neither += k.no[1];
		}
	}
	return n;
}

static void print(struct txo_rate_task *t, struct txo_rate_row *r)
{
	if (r->missing)
		r->e.note |= TXO_NOTE_INCOMPLETE;
	r->about = TXO_RATE_JOINT | TXO_ABOUT_LOST;
	txo_rate_print(t, r);
}

/* How many pairs are of each kind. */
static void print_kinds(struct txo_rate_task *t, const struct txo_paired *n,
			struct txo_counts all)
{
	const struct txo_rate_plan *p = t->plan;
	const struct {
		const char *term;
		uint64_t pairs;
		struct txo_text level;
	} kind[] = {
		{ "paired_both", n->both, { NULL, 0 } },
		{ "paired_one", n->first, p->other },
		{ "paired_one", n->second, p->base },
		{ "paired_neither", n->neither, { NULL, 0 } },
	};

	for (size_t i = 0; i < sizeof(kind) / sizeof(*kind); i++) {
		struct txo_counts c = { all.yes - kind[i].pairs, kind[i].pairs,
					all.missing };
		struct txo_rate_row r = txo_rate_row(
			kind[i].term, c,
			txo_proportion(c.yes, all.yes,
				       (enum txo_proportion_ci)p->ci,
				       p->level));

		r.level = kind[i].level;
		print(t, &r);
	}
}

void txo_rate_pairs(struct txo_rate_task *t)
{
	const struct txo_rate_plan *p = t->plan;
	struct txo_counts c = { 0, 0, 0 };
	struct txo_paired n = count(t, &c.missing);
	struct txo_rate_row r[] = {
		txo_rate_row("paired_difference", c, txo_tango(&n, p->level)),
		txo_rate_row("paired_odds_ratio", c,
			     txo_paired_odds(&n, p->level)),
		txo_rate_row("mcnemar_exact", c, txo_mcnemar_exact(&n)),
		txo_rate_row("mcnemar_mid_p", c, txo_mcnemar_mid_p(&n)),
		txo_rate_row("mcnemar", c, txo_mcnemar(&n)),
	};

	c.yes = n.both + n.first + n.second + n.neither;
	print_kinds(t, &n, c);
	for (size_t i = 0; i < sizeof(r) / sizeof(*r); i++) {
		r[i].n = c.yes;
		r[i].no_events = true;
		if (p->other.p) {
			r[i].of = p->other;
			r[i].over = p->base;
			r[i].sign = i == 1 ? " / " : " - ";
		}
		print(t, &r[i]);
	}
}
