#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "feed.h"
#include "near.h"
#include "rows.h"

/* The column that `name` finds in a header of these cells, from 1; 0: none. */
static size_t find(const char *cells, const char *name, struct txo_error *err)
{
	struct txo_header h;
	size_t column;
	enum txo_status status;

	header_of(&h, cells);
	status = txo_header_find(&h, txo_text(name), &column, err);
	txo_header_release(&h);
	return status == TXO_OK ? column + 1 : 0;
}

/* The column that fills a role, from 1; 0 for none. */
static size_t fills(const char *cells, const char *role)
{
	const struct txo_role *r = txo_role_find(txo_text(role));
	struct txo_header h;
	size_t column;

	assert_non_null(r);
	header_of(&h, cells);
	assert_int_equal(txo_header_role(&h, r, &column, NULL), TXO_OK);
	txo_header_release(&h);
	return column + 1;
}

static void names_are_cut_at_their_blanks(void **state)
{
	struct txo_header h;

	(void)state;
	header_of(&h, "patient, score ,,\tskin type");
	assert_int_equal(h.n, 4);
	assert_int_equal(h.line, 1);
	assert_text(h.name[0], "patient");
	assert_text(h.name[1], "score");
	assert_text(h.name[2], "");
	assert_text(h.name[3], "skin type");
	txo_header_release(&h);
	assert_int_equal(h.n, 0);
}

static void each_role_is_found_by_its_name_and_synonyms(void **state)
{
	(void)state;
	for (const struct txo_role *r = txo_roles(); r->name; r++) {
		char cells[256];
		const char *list = r->synonyms;

		snprintf(cells, sizeof(cells), "x1,%s,x2", r->name);
		assert_int_equal(fills(cells, r->name), 2);
		while (*list) {
			struct txo_text t = txo_text_next_word(&list);

			snprintf(cells, sizeof(cells), "x1,x2,%.*s", (int)t.n,
				 t.p);
			assert_int_equal(fills(cells, r->name), 3);
		}
	}
}

static void no_name_stands_for_two_roles(void **state)
{
	(void)state;
	for (const struct txo_role *a = txo_roles(); a->name; a++) {
		assert_non_null(a->meaning);
		for (const struct txo_role *b = txo_roles(); b->name; b++) {
			const char *list = b->synonyms;

			if (a == b)
				continue;
			assert_false(txo_role_synonym(a, txo_text(b->name)));
			while (*list) {
				struct txo_text t = txo_text_next_word(&list);

				assert_false(txo_role_synonym(a, t));
				assert_ptr_equal(txo_role_find(t), NULL);
			}
		}
	}
}

static void no_role_has_a_synonym_twice(void **state)
{
	(void)state;
	for (const struct txo_role *r = txo_roles(); r->name; r++) {
		const char *list = r->synonyms;

		while (*list) {
			struct txo_text t = txo_text_next_word(&list);
			struct txo_role rest = { .synonyms = list };

			assert_true(t.n > 0);
			assert_false(txo_role_synonym(&rest, t));
			assert_ptr_equal(txo_role_find(t), NULL);
		}
	}
}

static void exports_of_clinics_are_understood(void **state)
{
	(void)state;
	assert_int_equal(fills("x,record_id", "patient"), 2);
	assert_int_equal(fills("redcap_data_access_group", "clinic"), 1);
	assert_int_equal(fills("Patienten-Nr,Behandlungsdatum", "date"), 2);
	assert_int_equal(fills("Ger\xc3\xa4t", "device"), 1);
	assert_int_equal(fills("GERAET", "device"), 1);
	assert_int_equal(fills("H\xc3\xa4ufigkeit", "weight"), 1);
	assert_int_equal(fills("Verbesserung in %", "improvement"), 1);
	assert_int_equal(fills("Anzahl Sitzungen", "sessions"), 1);
	assert_int_equal(fills("Sitzung Nr", "session"), 1);
}

static void a_synonym_is_a_whole_word(void **state)
{
	const struct txo_role *r = txo_role_find(txo_text("patient"));

	(void)state;
	assert_true(txo_role_synonym(r, txo_text("Patient-ID")));
	assert_true(txo_role_synonym(r, txo_text("subject_id")));
	assert_false(txo_role_synonym(r, txo_text("subj")));
	assert_false(txo_role_synonym(r, txo_text("tid")));
	assert_false(txo_role_synonym(r, txo_text("id")));
	assert_false(txo_role_synonym(r, txo_text("")));
	assert_false(txo_role_synonym(r, txo_text(" ")));
	assert_null(txo_role_find(txo_text("")));
}

static void case_blanks_dashes_and_accents_do_not_count(void **state)
{
	(void)state;
	assert_int_equal(fills("a,Skin-Type", "skin_type"), 2);
	assert_int_equal(fills("SCORE", "score"), 1);
	assert_int_equal(fills("Fitzpatrick Skin Type", "skin_type"), 1);
	assert_int_equal(fills("Improvement (%)", "improvement"), 0);
	assert_int_equal(fills("Improvement %", "improvement"), 1);
	assert_int_equal(find("a,Pr\xc3\xa9 Score", "pre_score", NULL), 2);
	assert_int_equal(find("Session Count", "session-count", NULL), 1);
}

static void the_exact_name_comes_before_all_else(void **state)
{
	(void)state;
	assert_int_equal(find("Score,score,SCORE", "score", NULL), 2);
	assert_int_equal(find("Score,score,SCORE", "SCORE", NULL), 3);
	assert_int_equal(find("total_score,score", "score", NULL), 2);
	assert_int_equal(find("score,total_score", "total_score", NULL), 2);
	assert_int_equal(fills("Score,total_score,score", "score"), 3);
	assert_int_equal(fills("total_score,Score", "score"), 2);
}

static void a_role_finds_its_column(void **state)
{
	(void)state;
	assert_int_equal(find("id,subject,total score", "patient", NULL), 2);
	assert_int_equal(find("id,subject,total score", "score", NULL), 3);
	assert_int_equal(fills("a,b", "clinic"), 0);
}

static void two_columns_that_could_be_meant_are_an_error(void **state)
{
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(find("subject,participant", "patient", &err), 0);
	assert_string_equal(err.text,
			    "two columns could be meant, 'subject' and "
			    "'participant'; say which with its exact name or "
			    "--map role=column");
	assert_int_equal(find("Score,SCORE", "score", &err), 0);
	assert_non_null(strstr(err.text, "'Score' and 'SCORE'"));
	assert_int_equal(find("my x,my_x", "My-X", &err), 0);
	assert_non_null(strstr(err.text, "'my x' and 'my_x'"));
}

static void a_name_that_stands_twice_is_an_error(void **state)
{
	struct txo_error err = { 0 };
	struct txo_header h;
	size_t column;

	(void)state;
	header_of(&h, "a,score,b,score");
	assert_int_equal(txo_header_find(&h, txo_text("score"), &column, &err),
			 TXO_DATA);
	assert_string_equal(err.text, "the header names column 'score' twice "
				      "(columns 2 and 4): rename one of them");
	assert_int_equal(txo_header_find(&h, txo_text("b"), &column, &err),
			 TXO_OK);
	assert_int_equal(column, 2);
	txo_header_release(&h);
}

static void an_unknown_name_gets_the_nearest_and_the_list(void **state)
{
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(find("patient,concern,score", "scoer", &err), 0);
	assert_string_equal(err.text,
			    "there is no column 'scoer'; did you mean "
			    "'score'? The columns are: patient, concern, "
			    "score");
	assert_int_equal(find("a,b", "xyz", &err), 0);
	assert_string_equal(err.text, "there is no column 'xyz'. The columns "
				      "are: a, b");
	assert_int_equal(find("a,b", "score", &err), 0);
	assert_int_equal(find(",b", "", &err), 1);
	assert_int_equal(find("a,b", "", &err), 0);
}

static void a_map_says_which_column_fills_a_role(void **state)
{
	const struct txo_role *score = txo_role_find(txo_text("score"));
	struct txo_role_map map[] = { { score, txo_text("outcome") },
				      { score, txo_text("masi") } };
	struct txo_error err = { 0 };
	struct txo_header h;
	size_t column;

	(void)state;
	header_of(&h, "score,outcome,masi");
	h.map = map;
	h.maps = 1;
	assert_int_equal(txo_header_role(&h, score, &column, &err), TXO_OK);
	assert_int_equal(column, 1);
	assert_int_equal(txo_header_find(&h, txo_text("score"), &column, &err),
			 TXO_OK);
	assert_int_equal(column, 1);
	h.maps = 2;	/* the last word counts */
	assert_int_equal(txo_header_role(&h, score, &column, &err), TXO_OK);
	assert_int_equal(column, 2);
	assert_ptr_equal(txo_header_role_of(&h, 2), score);
	assert_null(txo_header_role_of(&h, 0));
	map[1].column = txo_text("Masi");
	assert_int_equal(txo_header_role(&h, score, &column, &err), TXO_USAGE);
	assert_non_null(strstr(err.text, "no column 'Masi'; did you mean "
					 "'masi'?"));
	txo_header_release(&h);
}

static void a_column_knows_its_role(void **state)
{
	struct txo_header h;

	(void)state;
	header_of(&h, "subject,fee,Total score,outcome score");
	assert_string_equal(txo_header_role_of(&h, 0)->name, "patient");
	assert_null(txo_header_role_of(&h, 1));
	assert_null(txo_header_role_of(&h, 2));	/* which of two? */
	txo_header_release(&h);
}

static void a_failure_can_list_the_columns(void **state)
{
	struct txo_error err = { 0 };
	struct txo_header h;

	(void)state;
	header_of(&h, "a,b");
	assert_int_equal(txo_header_fail(&h, &err, "name a column"), TXO_USAGE);
	assert_string_equal(err.text, "name a column. The columns are: a, b");
	txo_header_release(&h);
}

static void names_with_strange_bytes_are_shown_safely(void **state)
{
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(find("a\x1b[31m,b\xff", "c\n\xfe", &err), 0);
	assert_string_equal(err.text,
			    "there is no column 'c\\x0a\\xfe'. The columns "
			    "are: a\\x1b[31m, b\\xff");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_cut_at_their_blanks),
		cmocka_unit_test(each_role_is_found_by_its_name_and_synonyms),
		cmocka_unit_test(no_name_stands_for_two_roles),
		cmocka_unit_test(no_role_has_a_synonym_twice),
		cmocka_unit_test(exports_of_clinics_are_understood),
		cmocka_unit_test(a_synonym_is_a_whole_word),
		cmocka_unit_test(case_blanks_dashes_and_accents_do_not_count),
		cmocka_unit_test(the_exact_name_comes_before_all_else),
		cmocka_unit_test(a_role_finds_its_column),
		cmocka_unit_test(two_columns_that_could_be_meant_are_an_error),
		cmocka_unit_test(a_name_that_stands_twice_is_an_error),
		cmocka_unit_test(an_unknown_name_gets_the_nearest_and_the_list),
		cmocka_unit_test(a_map_says_which_column_fills_a_role),
		cmocka_unit_test(a_column_knows_its_role),
		cmocka_unit_test(a_failure_can_list_the_columns),
		cmocka_unit_test(names_with_strange_bytes_are_shown_safely),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
