/*
 * profile_row.c - the columns of txo profile, and how a row is written.
 */
#include <math.h>

#include "cmd/profile.h"
#include "txo/note.h"

static const char *const readings[] = {
	[TXO_PROFILE_DOSE] = "dose-effect",
	[TXO_PROFILE_LEVEL] = "good-enough-level",
	[TXO_PROFILE_NAIVE] = "naive",
	[TXO_PROFILE_HONEST] = "honest",
};

#define VALUE(name, field) \
	static double name(const void *facts) \
	{ \
		return ((const struct txo_profile_row *)facts)->e.field; \
	}

VALUE(get_estimate, estimate)
VALUE(get_std_error, std_error)
VALUE(get_statistic, statistic)
VALUE(get_df, df)
VALUE(get_p_value, p_value)
VALUE(get_conf_low, conf_low)
VALUE(get_conf_high, conf_high)

const struct txo_column txo_profile_columns[] = {
	{ "session", "",
	  "number of the session, or visit; empty in rows about whole courses",
	  NULL, TXO_IS_SUBJECT },
	{ "reading", "",
	  "dose-effect: all courses together, as if each session added its "
	  "dose to the same people; good-enough-level: courses of one length, "
	  "as patients stay until they are well enough; naive: responders "
	  "among those seen; honest: responders among all who began, where "
	  "those who left count as they left",
	  NULL, TXO_IS_SUBJECT },
	{ "term", "",
	  "mean of the scores (n_missing: seen without a score); "
	  "mean_completers (completers without a score there); mean_carried, "
	  "of all who began, the last score carried forward (no score yet); "
	  "step, the score less that of the session before, of those who had "
	  "both (seen without both); responders_of_seen, responders_of_all "
	  "(nobody knows by then); of whole courses: responders at the end, "
	  "change from the baseline to the last score behind it, and trend, "
	  "the linear-by-linear association of length and response",
	  NULL, TXO_IS_SUBJECT },
	{ "level", "", "level of --between", NULL, TXO_IS_EXTRA | TXO_IS_KEY },
	{ "contrast", "", "two of them, A - B", NULL,
	  TXO_IS_EXTRA | TXO_IS_SUBJECT },
	{ "length", "sessions",
	  "of the courses that the row is about, see --length; empty: all",
	  NULL, TXO_IS_KEY },
	{ "n_in", "courses", "that began", NULL, TXO_IS_COUNT },
	{ "seen", "courses", "that had this session", NULL, TXO_IS_PART },
	{ "absent", "courses", "that had not, but a later one", NULL,
	  TXO_IS_PART },
	{ "ongoing", "courses",
	  "with --as-of: that go on, and are not so far yet", NULL,
	  TXO_IS_EXTRA | TXO_IS_PART },
	{ "left", "courses", "whose last session was before", NULL,
	  TXO_IS_PART },
	{ "left_responders", "courses",
	  "of those who left: responders; empty if it is not said who is one",
	  NULL, TXO_IS_REST },
	{ "left_unknown", "courses",
	  "of those who left: nobody knows, as values are missing", NULL,
	  TXO_IS_REST },
	{ "n", "courses", "that the estimate is made of", NULL, TXO_IS_COUNT },
	{ "n_missing", "courses",
	  "that it is about, but that lack the value; see the terms", NULL,
	  TXO_IS_REST },
	{ "responders", "courses", "of n, in rows of shares", NULL,
	  TXO_IS_PART },
	{ "estimate", "score, or a share from 0 to 1", "see the term",
	  get_estimate, 0 },
	{ "std_error", "as estimate", "standard error", get_std_error, 0 },
	{ "statistic", "", "t of a step, a change or a contrast, z of trend",
	  get_statistic, 0 },
	{ "df", "", "degrees of freedom of t", get_df, 0 },
	{ "p_value", "",
	  "two-sided; the hypothesis is no change, no trend, no difference",
	  get_p_value, 0 },
	{ "conf_low", "as estimate", "interval, low end", get_conf_low, 0 },
	{ "conf_high", "as estimate", "interval, high end", get_conf_high, 0 },
	{ "conf_level", "", "level of the interval", NULL, TXO_IS_PLAIN },
	{ "method", "", "the procedure in words", NULL, 0 },
	{ "note", "", "why a cell is empty, or what to know", NULL, 0 },
	{ NULL, NULL, NULL, NULL, 0 }
};

bool txo_profile_shows(const struct txo_profile_plan *p,
		       const struct txo_column *c)
{
	if (!(c->marks & TXO_IS_EXTRA))
		return true;
	return c->marks & TXO_IS_PART ? p->c.as_of.p != NULL :
					p->between.p != NULL;
}

static void print_count(struct txo_out *out, bool known, bool hidden,
			uint64_t n)
{
	if (!known)
		txo_out_empty(out);
	else if (hidden)
		txo_out_withheld(out);
	else
		txo_out_count(out, n);
}

static void print_counts(const struct txo_profile_task *t,
			 const struct txo_profile_row *r)
{
	bool left = r->counted && t->p->responds;
	bool hidden = r->hidden || r->left_hidden;
	struct txo_out *out = t->out;

	print_count(out, true, r->in_hidden, r->in);
	print_count(out, r->counted, r->hidden, r->seen);
	print_count(out, r->counted, r->hidden,
		    r->in - r->seen - r->left - r->ongoing);
	if (t->p->c.as_of.p)
		print_count(out, r->counted, r->hidden, r->ongoing);
	print_count(out, r->counted, r->hidden, r->left);
	print_count(out, left, hidden, r->left_yes);
	print_count(out, left, hidden, r->left_unknown);
	print_count(out, true, r->hidden, r->n);
	print_count(out, true, r->hidden, r->missing);
	print_count(out, r->shares, r->hidden, r->yes);
}

/* Those without the value follow from counts that stand in other rows. */
static struct txo_profile_row withhold(const struct txo_profile_task *t,
				       const struct txo_profile_row *row)
{
	struct txo_profile_row r = *row;

	r.hidden = r.hidden || txo_profile_is_few(t, r.missing);
	return r;
}

void txo_profile_row(const struct txo_profile_task *t,
		     const struct txo_profile_row *row)
{
	const struct txo_profile_row copy = withhold(t, row), *r = &copy;
	unsigned note = r->e.note | (r->missing ? TXO_NOTE_INCOMPLETE : 0);
	bool between = t->p->between.p != NULL;
	struct txo_out *out = t->out;

	if (!(t->p->readings & 1u << r->reading))
		return;
	if (r->hidden)
		note = 0;	/* the sink tells that cells are withheld */
	txo_out_number(out, r->session);
	txo_out_text(out, txo_text(readings[r->reading]));
	txo_out_about(out, r->term, r->about);
	if (between) {
		txo_out_text(out, r->level);
		txo_out_text(out, r->contrast);
	}
	txo_out_number(out, r->length);
	print_counts(t, r);
	for (const struct txo_column *c = txo_profile_columns; c->name; c++)
		if (c->value)
			txo_out_number(out, r->hidden ? NAN : c->value(r));
	txo_out_number(out, t->p->level);
	if (r->hidden)
		txo_out_empty(out);
	else
		txo_out_text(out, txo_text(r->e.method));
	txo_out_note(out, note);
	txo_out_end_row(out);
}
