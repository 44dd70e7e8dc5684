/*
 * txo scales - the rating scales that txo knows.
 *
 * No frame: the rows of the registry, data/scale.c.
 */
#include <string.h>

#include "base/nearest.h"
#include "cmd/command.h"
#include "data/scale.h"
#include "data/vocabulary.h"

#define ANY "any"	/* the concern of scales for all of them */
#define MOST_CONCERNS 128

struct plan {
	struct txo_text concern;
};

static const struct txo_option options[] = {
	TXO_OPTION(
		"concern", TXO_WORD, struct plan, concern, "WORD", NULL,
		"only scales for this concern, as 'acne scars', and for any; "
		"other words for it will do"),
	TXO_OPTION_END
};

static const struct txo_column columns[] = {
	{ "scale", "", "key, as written after --scale", NULL, false },
	{ "name", "", "full name", NULL, false },
	{ "minimum", "points", "one end of the scale", NULL, false },
	{ "maximum", "points", "the other end", NULL, false },
	{ "step", "points", "smallest step; empty where none is fixed", NULL,
	  false },
	{ "better", "", "lower, higher, or none where neither end is better",
	  NULL, false },
	{ "kind", "", "numeric, or ordinal where steps are not equal", NULL,
	  false },
	{ "concern", "", "what the scale is for; any if not tied to one", NULL,
	  false },
	{ "mcid", "points",
	  "smallest difference that matters to patients; empty if none is "
	  "known",
	  NULL, false },
	{ "mcid_basis", "", "where that comes from, or another threshold", NULL,
	  false },
	{ "reliability", "", "published agreement or consistency", NULL,
	  false },
	{ "confidence", "",
	  "seen in print, recalled from memory, or what sources disagree about",
	  NULL, false },
	{ "source", "", "where the row was taken from", NULL, false },
	{ NULL, NULL, NULL, NULL, false }
};

static const struct txo_example examples[] = {
	{ "txo scales", "all scales" },
	{ "txo scales --concern 'acne scars' --format table",
	  "what acne scars can be rated by, aligned" },
	{ NULL, NULL }
};

static bool same(const char *concern, struct txo_text word)
{
	char a[128], b[128];

	txo_text_fold(word, a, sizeof(a));
	return *a &&
	       strcmp(a, txo_text_fold(txo_text(concern), b, sizeof(b))) == 0;
}

static void add_name(struct txo_text *names, size_t *n, const char *name)
{
	for (size_t i = 0; i < *n; i++)
		if (txo_text_equal(names[i], txo_text(name)))
			return;
	if (*n < MOST_CONCERNS)
		names[(*n)++] = txo_text(name);
}

/* TXO_USAGE with the nearest of all concerns: of scales, and of the words. */
static enum txo_status unknown(struct txo_text word, struct txo_error *err)
{
	struct txo_text names[MOST_CONCERNS];
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	size_t scales, terms, n = 0;
	const struct txo_scale *s = txo_scales(&scales);
	const struct txo_term *t = txo_terms(&terms);
	enum txo_status status;

	for (size_t i = 0; i < scales; i++)
		add_name(names, &n, s[i].concern);
	for (size_t i = 0; i < terms; i++)
		if (strcmp(t[i].kind, "concern") == 0)
			add_name(names, &n, t[i].term);
	txo_nearest_say(&b, word, "concerns", names, n);
	status = txo_fail(err, TXO_USAGE, "--concern: there is no '%s'%s",
			  txo_text_show(word, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

/* What the word means: a concern of the registry, else a term. */
static enum txo_status find_concern(struct txo_text word, const char **concern,
				    struct txo_error *err)
{
	struct txo_vocabulary v;
	size_t n;
	const struct txo_scale *s = txo_scales(&n);
	enum txo_status status;

	*concern = NULL;
	for (size_t i = 0; i < n && !*concern; i++)
		if (same(s[i].concern, word))
			*concern = s[i].concern;
	if (*concern)
		return TXO_OK;
	status = txo_vocabulary_init(&v, "concern", err);
	if (status == TXO_OK)
		*concern = txo_vocabulary_find(&v, word);
	txo_vocabulary_release(&v);
	if (status == TXO_OK && !*concern)
		status = unknown(word, err);
	return status;
}

static void print_word(struct txo_out *out, const char *word)
{
	if (*word)
		txo_out_text(out, txo_text(word));
	else
		txo_out_empty(out);
}

static void print_scale(const struct txo_scale *s, struct txo_out *out)
{
	print_word(out, s->scale);
	print_word(out, s->name);
	txo_out_number(out, s->minimum);
	txo_out_number(out, s->maximum);
	txo_out_number(out, s->step);
	print_word(out, txo_better_name(s->better));
	print_word(out, s->kind);
	print_word(out, s->concern);
	txo_out_number(out, s->mcid);
	print_word(out, s->mcid_basis);
	print_word(out, s->reliability);
	print_word(out, s->confidence);
	print_word(out, s->source);
	txo_out_end_row(out);
}

static enum txo_status scales_list(void *plan, struct txo_out *out,
				   struct txo_error *err)
{
	const struct plan *p = plan;
	const char *concern = NULL;
	size_t n;
	const struct txo_scale *s = txo_scales(&n);
	enum txo_status status = TXO_OK;

	if (p->concern.p)
		status = find_concern(p->concern, &concern, err);
	for (size_t i = 0; i < n && status == TXO_OK; i++)
		if (!concern || strcmp(s[i].concern, concern) == 0 ||
		    strcmp(s[i].concern, ANY) == 0)
			print_scale(&s[i], out);
	return status;
}

const struct txo_command txo_cmd_scales = {
	.name = "scales",
	.brief = "the rating scales that txo knows, with their ends",
	.about = "Prints one row for each scale of the registry: its ends, its "
		 "steps, which direction is better, and how sure that is. "
		 "--scale of other verbs takes the key in the first column.",
	.examples = examples,
	.options = options,
	.columns = columns,
	.plan_size = sizeof(struct plan),
	.list = scales_list,
};
