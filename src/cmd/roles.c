/*
 * txo roles - how a file and its columns are understood, and why.
 *
 * One frame a column in, one row out. Nothing is computed: what was found out
 * on reading is told.
 */
#include <string.h>

#include "cmd/command.h"
#include "data/course_rules.h"
#include "data/heading.h"
#include "data/input.h"
#include "data/scale_use.h"
#include "data/table.h"

/* What a column stands for. */
struct part {
	const struct txo_role *role;	/* that it fills, or NULL */
	const struct txo_role *other;	/* that it and another could fill */
};

struct plan {
	const struct txo_needs *needs;	/* of the only file */
	struct part *part;		/* one for each column */
};

static const struct txo_option options[] = { TXO_OPTION_END };

static const struct txo_column columns[] = {
	{ "column", "", "name in the header", NULL, false },
	{ "role", "", "what it stands for; empty if nothing known", NULL,
	  false },
	{ "why", "",
	  "name, synonym, --map or --list-columns; or that several columns "
	  "could fill it",
	  NULL, false },
	{ "type", "", "number, label or date", NULL, false },
	{ "decimal", "", "the decimal mark seen in numbers", NULL, false },
	{ "percent", "", "yes where the numbers have percent signs", NULL,
	  false },
	{ "n", "rows", "rows with a value", NULL, false },
	{ "n_missing", "rows", "rows without, or with one that cannot be read",
	  NULL, false },
	{ "n_distinct", "values", "distinct values", NULL, false },
	{ "encoding", "", "of the file", NULL, false },
	{ "delimiter", "", "of the file", NULL, false },
	{ "line_end", "", "of the file, as seen in its beginning", NULL,
	  false },
	{ "header_line", "", "on which the header stands", NULL, false },
	{ NULL, NULL, NULL, NULL, false }
};

static const struct txo_example examples[] = {
	{ "txo roles datasets/derm_toenail/data.csv",
	  "what txo makes of the columns of the toenail trial" },
	{ NULL, NULL }
};

/* Mark the columns that could fill a role, of which none does. */
static void contest(const struct txo_header *h, const struct txo_role *r,
		    struct part *part)
{
	for (size_t i = 0; i < h->n; i++)
		if (!part[i].other && (txo_role_find(h->name[i]) == r ||
				       txo_role_synonym(r, h->name[i])))
			part[i].other = r;
}

/* Find the column of each role, the first role of a column. */
static void find_roles(const struct txo_header *h, struct part *part)
{
	for (const struct txo_role *r = txo_roles(); r->name; r++) {
		size_t found;

		if (txo_header_role(h, r, &found, NULL) != TXO_OK)
			contest(h, r, part);
		else if (found != TXO_NO_COLUMN && !part[found].role)
			part[found].role = r;
	}
}

/*
 * A use and a projection for the column, of the type that its role has; of
 * numbers if --scale speaks of it.
 */
static enum txo_status bind_column(struct txo_schema *s, size_t column,
				   const struct txo_role *role,
				   struct txo_error *err)
{
	bool scale = !role && txo_schema_may_bear(s, column);
	enum txo_type type = role ? role->type : scale ? TXO_NUMBER : TXO_LABEL;
	size_t use;
	enum txo_status status = txo_schema_use_column(s, column, type, &use,
						       err);

	if (status == TXO_OK && (scale || (role && role->outcome)))
		txo_schema_outcome(s, use);
	return status == TXO_OK ? txo_schema_project(s, &use, 1, true, err) :
				  status;
}

/* How much of the name stands before the code in field___code, or 0. */
static size_t box_prefix(struct txo_text name)
{
	for (size_t i = 1; i + 3 < name.n; i++)
		if (memcmp(name.p + i, "___", 3) == 0)
			return i + 3;
	return 0;
}

/* Check boxes that stand together, where nobody makes a list of any. */
static void tell_boxes(struct txo_needs *needs)
{
	const struct txo_header *h = needs->schema.header;
	char shown[TXO_SHOWN];

	for (size_t i = 1; h->n == h->fields && i < h->n; i++) {
		struct txo_text a = h->name[i - 1], b = h->name[i];
		size_t n = box_prefix(b);

		if (!n || box_prefix(a) != n || memcmp(a.p, b.p, n) != 0)
			continue;
		a.n = n;
		txo_needs_remark(needs,
				 "--list-columns makes a list of check boxes, "
				 "as '%s*' seem to be",
				 txo_text_show(a, shown));
		return;
	}
}

/* What a row of the file stands for, if the roles say so. */
static void tell_grain(struct txo_needs *needs)
{
	size_t column[TXO_COURSE_PARTS];
	enum txo_grain grain;

	if (txo_course_columns(needs->schema.header, column, NULL) != TXO_OK)
		return;
	grain = txo_course_grain(needs->schema.header, column, true);
	if (grain == TXO_GRAIN_SESSIONS)
		txo_needs_remark(needs, "a row is a session of a patient");
	else if (grain == TXO_GRAIN_COURSES)
		txo_needs_remark(needs, "a row is a course of a patient");
}

static enum txo_status roles_bind(void *plan, struct txo_needs *needs,
				  struct txo_error *err)
{
	struct plan *p = plan;
	struct txo_schema *s = &needs->schema;
	enum txo_status status;

	if (p->needs && p->needs != needs)
		return txo_fail(err, TXO_USAGE, "name one file at a time");
	p->needs = needs;
	p->part = txo_arena_take(&s->arena, s->header->n * sizeof(*p->part));
	if (!p->part)
		return txo_fail_memory(err);
	find_roles(s->header, p->part);
	needs->tolerant = true;
	status = txo_heading_plausible(needs->table, err);
	if (status == TXO_OK)
		status = txo_needs_columns(needs, columns, err);
	for (size_t i = 0; i < s->header->n && status == TXO_OK; i++)
		status = bind_column(s, i, p->part[i].role, err);
	if (status != TXO_OK)
		return status;
	tell_grain(needs);
	tell_boxes(needs);
	return TXO_OK;
}

/* Why the column fills the role. */
static const char *reason(const struct txo_header *h, size_t column,
			  const struct txo_role *role)
{
	if (column >= h->fields)
		return "--list-columns";
	for (size_t i = 0; i < h->maps; i++)
		if (h->map[i].role == role)
			return "--map";
	return txo_role_find(h->name[column]) == role ? "name" : "synonym";
}

static void print_word(struct txo_out *out, const char *word)
{
	if (word && *word)
		txo_out_text(out, txo_text(word));
	else
		txo_out_empty(out);
}

static const char *decimal_mark(const struct txo_number_style *s)
{
	if (s->either && !s->comma)
		return "in doubt: say --decimal";
	return s->point ? "point" : s->comma ? "comma" : NULL;
}

static void print_values(const struct txo_frame *f, struct txo_out *out)
{
	const struct txo_vector *v = &f->column[0];
	uint64_t n = 0, missing = 0, distinct = f->rows;

	for (size_t i = 0; i < f->rows; i++) {
		bool absent = v->type == TXO_LABEL ?
				      v->label[i] == TXO_MISSING :
				      v->x[i] != v->x[i];

		n += absent ? 0 : f->weight[i];
		missing += absent ? f->weight[i] : 0;
		distinct -= absent;
	}
	txo_out_count(out, n);
	txo_out_count(out, missing);
	txo_out_count(out, distinct);
}

static void print_file(const struct txo_needs *needs, struct txo_out *out)
{
	const struct txo_table *t = needs->table;
	char name[TXO_SHOWN];

	print_word(out, needs->input->encoding_found);
	print_word(out, txo_delimiter_name(t->dialect.delimiter, name));
	print_word(out, txo_line_end_name(t->dialect.line_end));
	if (t->header.line)
		txo_out_count(out, t->header.line);
	else
		txo_out_empty(out);
}

static enum txo_status roles_group(const void *plan, const struct txo_frame *f,
				   struct txo_out *out, struct txo_error *err)
{
	static const char *const types[] = { "number", "label", "date" };
	const struct plan *p = plan;
	const struct txo_header *h = p->needs->schema.header;
	const struct txo_vector *v = &f->column[0];
	const struct txo_role *role = p->part[f->projection].role;
	const struct txo_role *other = p->part[f->projection].other;

	(void)err;
	txo_out_text(out, h->name[f->projection]);
	if (!role && other) {
		print_word(out, other->name);
		print_word(out, "one of several: say --map");
	} else {
		print_word(out, role ? role->name : NULL);
		print_word(out, role ? reason(h, f->projection, role) : NULL);
	}
	print_word(out, types[v->type]);
	print_word(out, v->type == TXO_NUMBER ? decimal_mark(v->style) : NULL);
	print_word(out,
		   v->type == TXO_NUMBER && v->style->percent ? "yes" : NULL);
	print_values(f, out);
	print_file(p->needs, out);
	txo_out_end_row(out);
	return TXO_OK;
}

const struct txo_command txo_cmd_roles = {
	.name = "roles",
	.brief = "how a file and its columns are understood, and why",
	.about = "Prints one row for each column of one file: the role that it "
		 "fills and why, its type, how its numbers are written, and "
		 "how the file itself is written. Rows with cells that "
		 "cannot be read are counted on stderr.",
	.examples = examples,
	.options = options,
	.columns = columns,
	.plan_size = sizeof(struct plan),
	.about_file = true,
	.bind = roles_bind,
	.group = roles_group,
};
