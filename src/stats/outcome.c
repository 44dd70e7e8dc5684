/*
 * METHOD
 *	change = final - baseline
 *	percent_change = 100 change / |baseline|
 *	percent_possible = 100 change / (best possible - baseline)
 *	improvement = change where higher is better, else -change
 * in double-double [dekker1971]: 0.7 - 0.4 is the double nearest to 0.3. The
 * other way to define a percentage, by the baseline with its sign, tells the
 * wrong direction below 0.
 */
#include "txo/outcome.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/dd.h"
#include "txo/note.h"

static double value(const double *x, size_t i)
{
	return x ? x[i] : NAN;
}

/* Equal numbers, or both missing. */
static bool same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

static bool is_session(const struct txo_sessions *s, size_t i)
{
	return !(value(s->number, i) <= 0);
}

static struct txo_exact score(const struct txo_sessions *s, size_t i)
{
	return (struct txo_exact){ s->score[i],
				   s->score_lo ? s->score_lo[i] : 0 };
}

static bool is_scored(const struct txo_sessions *s, size_t i)
{
	return s->score && !isnan(s->score[i]);
}

static struct txo_dd dd(struct txo_exact x)
{
	return (struct txo_dd){ x.hi, x.lo };
}

static bool scores_differ(const struct txo_sessions *s, size_t i, size_t j)
{
	return is_scored(s, i) && is_scored(s, j) &&
	       txo_dd_compare(dd(score(s, i)), dd(score(s, j))) != 0;
}

static size_t count(const double *x, size_t m)
{
	size_t n = 0;

	for (size_t i = 0; x && i < m; i++)
		n += isnan(x[i]) ? 0 : 1;
	return n;
}

/* By number, those without last; then as the rows stand. */
static int by_number(const void *p, const void *q)
{
	const struct txo_place *a = p, *b = q;

	if (!same(a->number, b->number)) {
		if (isnan(a->number) || isnan(b->number))
			return isnan(a->number) ? 1 : -1;
		return a->number < b->number ? -1 : 1;
	}
	return (a->row > b->row) - (a->row < b->row);
}

static bool rises(const struct txo_place *place, size_t m)
{
	for (size_t i = 1; i < m; i++)
		if (by_number(&place[i - 1], &place[i]) > 0)
			return false;
	return true;
}

static void sort_by_number(struct txo_place *place, size_t m)
{
	if (!rises(place, m))
		qsort(place, m, sizeof(*place), by_number);
}

size_t txo_sessions_order(const struct txo_sessions *s, struct txo_place *place)
{
	size_t dated = count(s->date, s->m), numbered = 0;

	for (size_t i = 0; i < s->m; i++)
		place[i] = (struct txo_place){ value(s->number, i), i };
	if (s->m == 1 || dated == s->m)
		return s->m;
	numbered = count(s->number, s->m);
	if (numbered <= dated)
		return dated;
	sort_by_number(place, s->m);
	return numbered;
}

static void find_dates(const struct txo_sessions *s, struct txo_outcome *o)
{
	o->first_date = o->last_date = NAN;
	for (size_t i = 0; s->date && i < s->m; i++) {
		if (!is_session(s, i))
			continue;
		if (isnan(s->date[i])) {
			o->note |= TXO_NOTE_INCOMPLETE;
			continue;
		}
		o->first_date = fmin(o->first_date, s->date[i]);
		o->last_date = fmax(o->last_date, s->date[i]);
	}
}

/* Rows of one number and date stand side by side. */
static void count_sessions(const struct txo_sessions *s, struct txo_outcome *o)
{
	bool scored = false;

	o->sessions = 0;
	for (size_t i = 0; i < s->m; i++) {
		double number = value(s->number, i);
		bool again = i > 0 && number == value(s->number, i - 1) &&
			     same(value(s->date, i), value(s->date, i - 1));

		if (!is_session(s, i))
			continue;
		/* of rows of one session those that are scored come first */
		scored = is_scored(s, i) || (again && scored);
		if (s->score && !scored)
			o->note |= TXO_NOTE_INCOMPLETE;
		if (isnan(number))
			o->sessions += s->w[i];
		else if (!again)
			o->sessions++;
	}
}

/* Do rows that differ in date or score have one number? */
static bool numbers_tie(const struct txo_sessions *s,
			const struct txo_place *place)
{
	for (size_t i = 1; i < s->m; i++) {
		size_t a = place[i - 1].row, b = place[i].row;

		if (place[i].number == place[i - 1].number &&
		    (!same(value(s->date, a), value(s->date, b)) ||
		     scores_differ(s, a, b)))
			return true;
	}
	return false;
}

/* Does a row of the same day, without a number as this one, differ in score? */
static bool day_ties(const struct txo_sessions *s, size_t i)
{
	size_t beside[] = { i - 1, i + 1 };

	if (!isnan(value(s->number, i)) || isnan(value(s->date, i)))
		return false;
	for (int k = 0; k < 2; k++) {
		size_t j = beside[k];

		if (j < s->m && isnan(value(s->number, j)) &&
		    s->date[j] == s->date[i] && scores_differ(s, i, j))
			return true;
	}
	return false;
}

/* Are they rows of one session, or of one visit before the first? */
static bool one_session(const struct txo_sessions *s, size_t i, size_t j)
{
	if (i == j)
		return !isnan(value(s->number, i)) || s->w[i] == 1;
	return value(s->number, i) == value(s->number, j) &&
	       same(value(s->date, i), value(s->date, j));
}

/* The place of the baseline, or `placed`. */
static size_t find_baseline(const struct txo_sessions *s,
			    const struct txo_place *place, size_t placed,
			    const struct txo_outcome_rules *rules)
{
	for (size_t k = 0; k < placed; k++) {
		size_t i = place[k].row;

		if (is_scored(s, i) &&
		    (rules->baseline == TXO_BASELINE_FIRST ||
		     value(s->number, i) == rules->baseline_number))
			return k;
	}
	return placed;
}

/* What the final is sought among: places from `from` on, but for one session. */
struct search {
	const struct txo_sessions *s;
	const struct txo_place *place;
	size_t from, placed;
	size_t base;		/* row of the baseline, or s->m */
};

static bool may_be_final(const struct search *f, size_t k)
{
	size_t i = f->place[k].row;

	return is_session(f->s, i) && is_scored(f->s, i) &&
	       (f->base == f->s->m || !one_session(f->s, f->base, i));
}

static void find_final(const struct search *f,
		       const struct txo_outcome_rules *rules,
		       struct txo_outcome *o)
{
	const struct txo_sessions *s = f->s;
	size_t final = s->m, best = s->m;

	for (size_t k = f->from; k < f->placed; k++) {
		size_t i = f->place[k].row;

		if (!may_be_final(f, k))
			continue;
		if (best == s->m ||
		    rules->better * txo_dd_compare(dd(score(s, i)),
						   dd(score(s, best))) >
			    0)
			best = i;
		if (rules->final == TXO_FINAL_LAST ||
		    value(s->number, i) == rules->final_number)
			final = i;
	}
	if (rules->final == TXO_FINAL_BEST)
		final = rules->better ? best : s->m;
	else if (final < s->m && day_ties(s, final))
		o->note |= TXO_NOTE_TIES;
	if (rules->better && best < s->m)
		o->best = score(s, best);
	if (final < s->m)
		o->final = score(s, final);
	else if (s->score)
		o->note |= TXO_NOTE_INCOMPLETE;
}

/* The same; places that are not by number are put so in the upper half. */
static bool ties_of_numbers(const struct txo_sessions *s,
			    struct txo_place *place)
{
	struct txo_place *copy = place + s->m;

	if (!s->number)
		return false;
	if (rises(place, s->m))
		return numbers_tie(s, place);
	memcpy(copy, place, s->m * sizeof(*copy));
	sort_by_number(copy, s->m);
	return numbers_tie(s, copy);
}

void txo_outcome_find(const struct txo_sessions *s, struct txo_place *place,
		      size_t placed, const struct txo_outcome_rules *rules,
		      struct txo_outcome *o)
{
	const struct txo_exact none = { NAN, 0 };
	struct search f = { s, place, 0, placed, s->m };

	o->note = 0;
	o->final = o->best = none;
	find_dates(s, o);
	count_sessions(s, o);
	if (placed < s->m)
		o->note |= TXO_NOTE_INCOMPLETE;
	if (ties_of_numbers(s, place))
		o->note |= TXO_NOTE_TIES;
	if (rules->baseline == TXO_BASELINE_FIRST ||
	    rules->baseline == TXO_BASELINE_NUMBER) {
		o->baseline = none;
		f.from = find_baseline(s, place, placed, rules);
		if (f.from < placed) {
			f.base = place[f.from].row;
			o->baseline = score(s, f.base);
			if (day_ties(s, f.base))
				o->note |= TXO_NOTE_TIES;
		} else if (rules->baseline == TXO_BASELINE_NUMBER) {
			f.from = 0;
		}
	}
	if (rules->baseline != TXO_BASELINE_NONE && isnan(o->baseline.hi))
		o->note |= TXO_NOTE_INCOMPLETE;
	find_final(&f, rules, o);
}

/* A number that is printed; NaN, and a note, beyond the range of a double. */
static double settle(struct txo_dd x, struct txo_outcome *o)
{
	if (isfinite(x.hi))
		return x.hi + 0.0;	/* never -0 */
	o->note |= TXO_NOTE_OVERFLOW;
	return NAN;
}

/* 100 part / whole; NaN, and a note, where the whole is zero. */
static double percent(struct txo_dd part, struct txo_dd whole,
		      struct txo_outcome *o)
{
	if (whole.hi == 0) {
		o->note |= TXO_NOTE_ZEROBASE;
		return NAN;
	}
	return settle(txo_dd_mul(txo_dd_div(part, whole), txo_dd_from(100)), o);
}

void txo_outcome_change(const struct txo_outcome_rules *rules,
			struct txo_outcome *o)
{
	struct txo_dd base = dd(o->baseline), change;

	o->change = o->percent_change = o->percent_possible = o->improvement =
		NAN;
	if (isnan(o->baseline.hi) || isnan(o->final.hi))
		return;
	change = txo_dd_sub(dd(o->final), base);
	o->change = settle(change, o);
	if (rules->better)
		o->improvement = settle(
			rules->better > 0 ? change : txo_dd_neg(change), o);
	o->percent_change = percent(change,
				    base.hi < 0 ? txo_dd_neg(base) : base, o);
	if (!isnan(rules->best_possible))
		o->percent_possible = percent(
			change,
			txo_dd_sub(txo_dd_from(rules->best_possible), base), o);
}
