/*
 * Which columns txo table1 describes, and as what its options name them.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/table1.h"
#include "data/canon.h"
#include "data/scale_use.h"

/* Columns that the options name; those of --variables come first. */
struct named {
	size_t *column;
	size_t variables, numeric, labels, n; /* where the parts end */
};

static enum txo_status find_words(const struct txo_header *h,
				  const struct txo_words *words,
				  struct named *named, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < words->n && status == TXO_OK; i++)
		status = txo_header_find(h, words->item[i],
					 &named->column[named->n++], err);
	return status;
}

static enum txo_status find_named(const struct txo_table1_plan *p,
				  struct txo_schema *s, struct named *named,
				  struct txo_error *err)
{
	size_t all = p->variables.n + p->numeric.n + p->labels.n + p->list.n;
	enum txo_status status;

	*named = (struct named){ .n = 0 };
	named->column = txo_arena_take(&s->arena,
				       (all + 1) * sizeof(*named->column));
	if (!named->column)
		return txo_fail_memory(err);
	status = find_words(s->header, &p->variables, named, err);
	named->variables = named->n;
	if (status == TXO_OK)
		status = find_words(s->header, &p->numeric, named, err);
	named->numeric = named->n;
	if (status == TXO_OK)
		status = find_words(s->header, &p->labels, named, err);
	named->labels = named->n;
	if (status == TXO_OK)
		status = find_words(s->header, &p->list, named, err);
	return status;
}

static bool among(const struct named *named, size_t column, size_t from,
		  size_t to)
{
	for (size_t i = from; i < to; i++)
		if (named->column[i] == column)
			return true;
	return false;
}

/* What the options make of the column. */
static enum txo_status add_variable(struct txo_table1_plan *p,
				    const struct txo_header *h,
				    const struct named *named, size_t column,
				    struct txo_error *err)
{
	bool numeric = among(named, column, named->variables, named->numeric);
	bool labels = among(named, column, named->numeric, named->labels);
	bool list = among(named, column, named->labels, named->n);
	const struct txo_role *role = txo_header_role_of(h, column);
	struct txo_table1_variable *v = &p->variable[p->n++];
	char shown[TXO_SHOWN];

	if (numeric + labels + list > 1)
		return txo_fail(err, TXO_USAGE,
				"column '%s' is named in two of --numeric, "
				"--labels and --list",
				txo_text_show(h->name[column], shown));
	*v = (struct txo_table1_variable){
		.column = column,
		.name = h->name[column],
		.named = among(named, column, 0, named->n),
		.kind = numeric ? TXO_TABLE1_NUMBER : TXO_TABLE1_FOUND,
		.list = list ||
			(!numeric && !labels && txo_canon_is_list(h, column)),
	};
	if (labels || v->list || (!numeric && role && role->type == TXO_LABEL))
		v->kind = TXO_TABLE1_LABELS;
	return TXO_OK;
}

/* Those named with --variables; the other options may name no further ones. */
static enum txo_status take_named(struct txo_table1_plan *p,
				  const struct txo_schema *s, size_t between,
				  const struct named *named,
				  struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < named->n && status == TXO_OK; i++) {
		size_t column = named->column[i];

		txo_text_show(s->header->name[column], shown);
		if (column == between)
			return txo_fail(err, TXO_USAGE,
					"column '%s' is --between and a "
					"variable as well",
					shown);
		if (i >= named->variables) {
			if (!among(named, column, 0, named->variables))
				return txo_fail(err, TXO_USAGE,
						"column '%s' is not among "
						"--variables",
						shown);
			continue;
		}
		if (among(named, column, 0, i))
			return txo_fail(err, TXO_USAGE,
					"--variables names '%s' twice", shown);
		status = add_variable(p, s->header, named, column, err);
	}
	return status;
}

/* Is the column there for something else than to be described? */
static bool serves(const struct txo_needs *needs, size_t column)
{
	static const char *const roles[] = { "patient", "course", "date",
					     "weight", NULL };
	const struct txo_schema *s = &needs->schema;
	const struct txo_role *role = txo_header_role_of(s->header, column);
	const struct txo_boxes *boxes = &needs->table->boxes;

	for (size_t i = 0; i < s->by; i++)
		if (s->use[i].column == column)
			return true;
	for (size_t i = 0; i < boxes->n; i++)
		if (boxes->box[i].column == column)
			return true; /* its list stands for it */
	for (size_t i = 0; roles[i] && role; i++)
		if (strcmp(roles[i], role->name) == 0)
			return true;
	return column == s->weight || !s->header->name[column].n;
}

/* A column by its name. */
struct candidate {
	struct txo_text name;
	size_t column;
};

static int compare_candidates(const void *pa, const void *pb)
{
	const struct candidate *a = pa, *b = pb;

	return txo_text_compare(a->name, b->name);
}

/* All columns that serve nothing else, or are named, in the order of names. */
static enum txo_status take_all(struct txo_table1_plan *p,
				struct txo_needs *needs, size_t between,
				const struct named *named,
				struct txo_error *err)
{
	const struct txo_header *h = needs->schema.header;
	struct candidate *all = txo_arena_take(&needs->schema.arena,
					       (h->n + 1) * sizeof(*all));
	enum txo_status status = TXO_OK;
	char shown[TXO_SHOWN];
	size_t n = 0;

	if (!all)
		return txo_fail_memory(err);
	for (size_t c = 0; c < h->n; c++)
		if (c != between &&
		    (among(named, c, 0, named->n) || !serves(needs, c)))
			all[n++] = (struct candidate){ h->name[c], c };
	qsort(all, n, sizeof(*all), compare_candidates);
	for (size_t i = 0; i < n && status == TXO_OK; i++) {
		if (i && compare_candidates(&all[i - 1], &all[i]) == 0)
			return txo_fail(err, TXO_DATA,
					"the header names column '%s' twice; "
					"say which columns with --variables",
					txo_text_show(all[i].name, shown));
		status = add_variable(p, h, named, all[i].column, err);
	}
	if (status == TXO_OK && !n)
		return txo_header_fail(h, err,
				       "no column is left to describe; name "
				       "some with --variables");
	return status;
}

/* Use the variable beside the levels, and count both together. */
static enum txo_status use_variable(const struct txo_table1_variable *v,
				    struct txo_schema *s, size_t *use,
				    bool parted, struct txo_error *err)
{
	bool number = v->kind == TXO_TABLE1_NUMBER;
	enum txo_status status;

	status = txo_schema_use_column(s, v->column,
				       number ? TXO_NUMBER : TXO_LABEL,
				       &use[parted], err);
	if (status == TXO_OK && number)
		txo_schema_outcome(s, use[parted]);
	if (status == TXO_OK)
		status = txo_schema_project(s, use, parted ? 2 : 1, true, err);
	return status;
}

enum txo_status txo_table1_find(struct txo_table1_plan *p,
				struct txo_needs *needs, struct txo_error *err)
{
	struct txo_schema *s = &needs->schema;
	size_t use[2] = { 0, 0 }, between = TXO_NO_COLUMN;
	struct named named;
	enum txo_status status;

	p->n = 0;
	p->parted = p->between.p != NULL;
	p->variable = txo_arena_take(&s->arena,
				     (s->header->n + 1) * sizeof(*p->variable));
	if (!p->variable)
		return txo_fail_memory(err);
	status = find_named(p, s, &named, err);
	if (status == TXO_OK && p->parted)
		status = txo_header_find(s->header, p->between, &between, err);
	if (status == TXO_OK && p->parted)
		status = txo_schema_use_column(s, between, TXO_LABEL, &use[0],
					       err);
	if (status == TXO_OK && p->parted)
		txo_schema_need(s, use[0]);
	if (status == TXO_OK)
		status = p->variables.n ?
				 take_named(p, s, between, &named, err) :
				 take_all(p, needs, between, &named, err);
	for (size_t i = 0; i < p->n && status == TXO_OK; i++)
		status = use_variable(&p->variable[i], s, use, p->parted, err);
	for (size_t i = 0; i < p->n && status == TXO_OK; i++)
		status = txo_schema_use_if_scaled(s, p->variable[i].column,
						  err);
	return status;
}
