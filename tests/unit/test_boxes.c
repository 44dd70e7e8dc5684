#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/table.h"
#include "feed.h"

#define MOST 4

/* A table with lists: rules as "name=pattern", ended by NULL. */
struct reading {
	struct txo_input in;
	struct txo_table t;
	struct txo_list_rules rules;
	struct txo_box_rule box[MOST];
	struct txo_text asked[MOST];
	struct txo_error err;
};

static void say(struct reading *r, const char *const *rule,
		const char *const *asked)
{
	*r = (struct reading){ .rules = { .box = r->box, .asked = r->asked } };
	for (; *rule; rule++) {
		const char *equals = strchr(*rule, '=');
		struct txo_box_rule *to = &r->box[r->rules.boxes++];

		assert_true(r->rules.boxes <= MOST && equals);
		to->name.p = *rule;
		to->name.n = (size_t)(equals - *rule);
		to->pattern = txo_text(equals + 1);
	}
	for (; *asked; asked++)
		r->asked[r->rules.askeds++] = txo_text(*asked);
	assert_true(r->rules.askeds <= MOST);
	r->t.options.lists = &r->rules;
}

static enum txo_status open_text(struct reading *r, const char *text)
{
	r->in = (struct txo_input){ .fd = feed_text(text) };
	return txo_table_open(&r->t, &r->in, NULL, NULL, &r->err);
}

/* Open a file of a header and one row. */
static void open_row(struct reading *r, const char *header, const char *cells)
{
	char text[500];
	int n = snprintf(text, sizeof(text), "%s\n%s\n", header, cells);

	assert_true(n > 0 && (size_t)n < sizeof(text));
	if (open_text(r, text) != TXO_OK)
		fail_msg("%s", r->err.text);
}

static const struct txo_record *next(struct reading *r)
{
	const struct txo_record *row;

	assert_int_equal(txo_table_next(&r->t, &row, &r->err), TXO_OK);
	return row;
}

static void close_table(struct reading *r)
{
	txo_table_release(&r->t);
	txo_input_release(&r->in);
	close(r->in.fd);
}

static const char *const nothing[] = { NULL };
static const char *const ae[] = { "list=ae_*", NULL };

/* The list in the last column of a row with these cells. */
static void check_list(const char *header, const char *cells,
		       const char *const *asked, const char *list)
{
	struct reading r;
	const struct txo_record *row;

	say(&r, ae, asked);
	open_row(&r, header, cells);
	row = next(&r);
	assert_non_null(row);
	assert_int_equal(row->n, r.t.header.n);
	assert_null(row->bad);
	if (!txo_text_equal(txo_record_field(row, row->n - 1), txo_text(list)))
		fail_msg("%s is '%.*s', not '%s'", cells,
			 (int)row->span[row->n - 1].n,
			 txo_record_field(row, row->n - 1).p, list);
	assert_null(next(&r));
	close_table(&r);
}

/* The list of such a row cannot be made: because of this column. */
static void check_bad(const char *header, const char *cells, size_t column,
		      const char *sentence)
{
	struct reading r;
	const struct txo_record *row;
	size_t at;

	say(&r, ae, nothing);
	open_row(&r, header, cells);
	row = next(&r);
	at = txo_boxes_first_failed(&r.t.header, row);
	assert_int_equal(at, r.t.header.fields);
	assert_true(txo_boxes_failed(&r.t.header, row, at));
	assert_false(txo_boxes_failed(&r.t.header, row, at - 1));
	assert_int_equal(row->span[at].n, 0);
	assert_int_equal(txo_boxes_blame(&r.t.header, row, false, &at, &r.err),
			 TXO_DATA);
	assert_int_equal(at, column);
	assert_string_equal(r.err.text, sentence);
	close_table(&r);
}

static void ticked_boxes_make_a_list(void **state)
{
	const char *header = "id,ae_redness,ae_pain,ae_mild_itch";

	(void)state;
	check_list(header, "7,1,0,0", nothing, "redness");
	check_list(header, "7,1,1,1", nothing, "mild itch;pain;redness");
	check_list(header, "7,0,0,0", nothing, "none");
	check_list(header, "7,,,", nothing, "");
	check_list(header, "7,NA,.,-", nothing, "");
	check_list(header, "7,,0,", nothing, "none");
	check_list(header, "7,,1,NA", nothing, "pain");
	check_list("ae_a", "1", nothing, "a");
}

static void boxes_are_ticked_in_many_ways(void **state)
{
	static const char *const yes[] = { "1",	   "yes",     "Y",  "true",
					   "TRUE", "Checked", "ja", "x",
					   " 1 ",  "1.0",     "X" };
	static const char *const no[] = { "0",	   "no",	"N",	"False",
					  "false", "UNCHECKED", "nein", "0.0",
					  "\"0\"", " 0" };
	char cells[40];

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++) {
		snprintf(cells, sizeof(cells), "7,%s", yes[i]);
		check_list("id,ae_a", cells, nothing, "a");
	}
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
		snprintf(cells, sizeof(cells), "7,%s", no[i]);
		check_list("id,ae_a", cells, nothing, "none");
	}
}

static void other_cells_are_unreadable(void **state)
{
	(void)state;
	check_bad("id,ae_a,ae_b", "7,1,2", 2, "'2' is neither 0 nor 1");
	check_bad("id,ae_a,ae_b", "7,mild,1", 1, "'mild' is neither 0 nor 1");
	check_bad("id,ae_a,ae_b", "7,10,1", 1, "'10' is neither 0 nor 1");
}

static void a_box_may_say_none(void **state)
{
	const char *header = "id,ae_none,ae_pain";

	(void)state;
	check_list(header, "7,1,0", nothing, "none");
	check_list(header, "7,1,", nothing, "none");
	check_list(header, "7,0,1", nothing, "pain");
	check_list(header, "7,0,0", nothing, "");
	check_list(header, "7,,0", nothing, "none");
	check_bad(header, "7,1,1", 1,
		  "it says that there is none, but 'ae_pain' is ticked as "
		  "well");
}

static void asked_lists_are_never_missing_unless_they_say_so(void **state)
{
	static const char *const list[] = { "list", NULL };

	(void)state;
	check_list("id,ae_a,ae_b", "7,,", list, "none");
	check_list("id,ae_a,ae_b", "7, ,", list, "none");
	check_list("id,ae_a,ae_b", "7,NA,", list, "");
	check_list("id,ae_a,ae_b", "7,,1", list, "b");
	check_list("id,ae_none,ae_b", "7,0,0", list, "none");
}

static void items_are_what_the_star_stands_for(void **state)
{
	static const char *const label[] = { "list=Effects (choice=*)", NULL };
	static const char *const names[] = { "list=b_x", "list=a*",
					     "list=q___r_s", NULL };
	struct reading r;

	(void)state;
	say(&r, label, nothing);
	assert_int_equal(open_text(&r, "id,Effects (choice=Mild; pain),"
				       "effects (choice=itch),Effects\n"
				       "1,Checked,checked,none\n"),
			 TXO_OK);
	assert_text(r.t.header.name[4], "list");
	assert_text(txo_record_field(next(&r), 4), "itch;Mild pain");
	close_table(&r);
	say(&r, names, nothing);
	assert_int_equal(open_text(&r, "b_x,a,AB,a__c_,q___r_s\n1,7,1,1,1\n"),
			 TXO_OK);
	assert_text(txo_record_field(next(&r), 5), "B;b x;c;r s");
	close_table(&r);
}

static void several_patterns_may_name_an_item(void **state)
{
	static const char *const both[] = { "list=day1_*", "list=day7_*",
					    "other=day7_*", NULL };
	struct reading r;
	const struct txo_record *row;

	(void)state;
	say(&r, both, nothing);
	assert_int_equal(open_text(&r, "day1_pain,day7_Pain,day7_itch\n"
				       "1,1,0\n0,1,1\n0,0,NA\n"),
			 TXO_OK);
	assert_int_equal(r.t.header.fields, 3);
	assert_int_equal(r.t.header.n, 5);
	row = next(&r);
	assert_text(txo_record_field(row, 3), "Pain");
	assert_text(txo_record_field(row, 4), "Pain");
	row = next(&r);
	assert_text(txo_record_field(row, 3), "itch;Pain");
	row = next(&r);
	assert_text(txo_record_field(row, 3), "none");
	close_table(&r);
}

static void what_is_not_there_or_there_twice_is_refused(void **state)
{
	static const struct {
		const char *rule, *header, *text;
	} c[] = {
		{ "list=ae_*", "id,af_x", "--list-columns: no column fits" },
		{ "list=ae_*", "id,ae_", "--list-columns: no column fits" },
		{ "list=pian", "id,pain", "there is no column 'pian'; did" },
		{ "list=ae_*", "List,ae_x",
		  "there is a column 'List' already; name the list otherwise: "
		  "--list-columns NAME=ae_*" },
		{ "list=ae_*", "ae_a_b,x,ae_a b",
		  "--list-columns: 'ae_a_b' and 'ae_a b' (columns 1 and 3) "
		  "would both be item 'a b'; name the columns one by one" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		const char *const rule[] = { c[i].rule, NULL };
		struct reading r;

		say(&r, rule, nothing);
		assert_int_equal(open_text(&r, c[i].header), TXO_USAGE);
		if (strncmp(r.err.text, c[i].text, strlen(c[i].text)) != 0)
			fail_msg("%s", r.err.text);
		close_table(&r);
	}
}

static void empty_means_none_where_it_was_asked(void **state)
{
	static const char *const asked[] = { "effects", NULL };
	struct reading r;
	const struct txo_record *row;

	(void)state;
	say(&r, nothing, asked);
	r.t.options.pad = true;
	assert_int_equal(open_text(&r, "id,effects,note\n1,,\n2,NA,a\n3,\t,b\n"
				       ",,\n4,pain,\n5\n"),
			 TXO_OK);
	assert_int_equal(r.t.header.n, 3);
	assert_text(txo_record_field(next(&r), 1), "none");
	assert_text(txo_record_field(next(&r), 1), "NA");
	row = next(&r);
	assert_text(txo_record_field(row, 0), "3");
	assert_text(txo_record_field(row, 1), "none");
	assert_text(txo_record_field(row, 2), "b");
	assert_text(txo_record_field(next(&r), 1), "pain");
	assert_text(txo_record_field(next(&r), 1), "none");
	assert_null(next(&r));
	assert_int_equal(r.t.blank_rows, 1);
	close_table(&r);
}

static void a_box_is_not_asked_for_itself(void **state)
{
	static const char *const asked[] = { "ae_a", NULL };
	struct reading r;

	(void)state;
	say(&r, ae, asked);
	assert_int_equal(open_text(&r, "id,ae_a\n"), TXO_USAGE);
	assert_string_equal(r.err.text,
			    "--asked: 'ae_a' is a part of the list 'list'; "
			    "say --asked list");
	close_table(&r);
}

/* A row that is short or long stays as it is, even where it would then fit. */
static void every_row_keeps_its_kind(void **state)
{
	static const char *const asked[] = { "list", NULL };
	struct reading r;
	const struct txo_record *row;

	(void)state;
	say(&r, ae, asked);
	r.t.options.every_row = true;
	assert_int_equal(open_text(&r, "id,ae_a\n1,1\n2\n3,0,1\n,\nTotal,9\n"),
			 TXO_OK);
	row = next(&r);
	assert_int_equal(r.t.kind, TXO_ROW_PLAIN);
	assert_text(txo_record_field(row, 2), "a");
	row = next(&r);
	assert_int_equal(r.t.kind, TXO_ROW_SHORT);
	assert_int_equal(row->n, 1);
	row = next(&r);
	assert_int_equal(r.t.kind, TXO_ROW_LONG);
	assert_int_equal(row->n, 3);
	assert_text(txo_record_field(row, 2), "1");
	assert_int_equal(txo_table_ragged(&r.t, row, &r.err), TXO_DATA);
	assert_string_equal(r.err.text,
			    "3 fields where the header (line 1) has 2: field 3 "
			    "has no column");
	row = next(&r);
	assert_int_equal(r.t.kind, TXO_ROW_BLANK);
	assert_int_equal(row->n, 3);
	assert_text(txo_record_field(row, 2), "");
	row = next(&r);
	assert_int_equal(r.t.kind, TXO_ROW_TOTAL);
	assert_text(txo_record_field(row, 2), "");
	assert_null(row->bad);
	assert_null(next(&r));
	close_table(&r);
}

static void a_row_keeps_all_its_cells(void **state)
{
	struct reading r;
	const struct txo_record *row;

	(void)state;
	say(&r, ae, nothing);
	assert_int_equal(open_text(&r, "ae_a,note,ae_b\n"
				       "1,\"two\nlines; \"\"quoted\"\"\",1\n"
				       "0,,0\n,x,\n"),
			 TXO_OK);
	row = next(&r);
	assert_text(txo_record_field(row, 1), "two\nlines; \"quoted\"");
	assert_text(txo_record_field(row, 2), "1");
	assert_text(txo_record_field(row, 3), "a;b");
	row = next(&r);
	assert_int_equal(row->line, 4);
	assert_text(txo_record_field(row, 1), "");
	assert_text(txo_record_field(row, 3), "none");
	assert_text(txo_record_field(next(&r), 1), "x");
	close_table(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ticked_boxes_make_a_list),
		cmocka_unit_test(boxes_are_ticked_in_many_ways),
		cmocka_unit_test(other_cells_are_unreadable),
		cmocka_unit_test(a_box_may_say_none),
		cmocka_unit_test(
			asked_lists_are_never_missing_unless_they_say_so),
		cmocka_unit_test(items_are_what_the_star_stands_for),
		cmocka_unit_test(several_patterns_may_name_an_item),
		cmocka_unit_test(what_is_not_there_or_there_twice_is_refused),
		cmocka_unit_test(empty_means_none_where_it_was_asked),
		cmocka_unit_test(a_box_is_not_asked_for_itself),
		cmocka_unit_test(every_row_keeps_its_kind),
		cmocka_unit_test(a_row_keeps_all_its_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
