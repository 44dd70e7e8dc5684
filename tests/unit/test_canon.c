#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/canon.h"
#include "feed.h"
#include "near.h"
#include "rows.h"

#define HEADER "diagnosis,device,adverse events,Adjuncts,comparator,note"

struct canon {
	struct txo_header h;
	struct txo_canon c;
	struct txo_buffer out;
};

static void begin(struct canon *k)
{
	*k = (struct canon){ 0 };
	header_of(&k->h, HEADER);
	assert_int_equal(txo_canon_init(&k->c, &k->h, NULL), TXO_OK);
}

static void end(struct canon *k)
{
	txo_canon_release(&k->c);
	txo_buffer_release(&k->out);
	txo_header_release(&k->h);
}

/* The label of the column as it will be written. */
static const char *label(struct canon *k, size_t column, const char *text)
{
	txo_buffer_clear(&k->out);
	if (!txo_canon_label(&k->c, column, txo_text(text), &k->out))
		return text;
	return k->out.p;
}

static void columns_are_known_by_role_or_name(void **state)
{
	struct canon k;

	(void)state;
	begin(&k);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(txo_canon_has(&k.c, i), i < 5);
	assert_false(txo_canon_has(&k.c, 99));
	end(&k);
}

static void columns_of_lists_are_known_by_role_or_name(void **state)
{
	struct canon k;

	(void)state;
	begin(&k);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(txo_canon_is_list(&k.h, i), i == 2 || i == 3);
	assert_int_equal(txo_header_add(&k.h, txo_text("boxes"), NULL), TXO_OK);
	assert_true(txo_canon_is_list(&k.h, 6));
	end(&k);
}

static void synonyms_become_terms(void **state)
{
	struct canon k;

	(void)state;
	begin(&k);
	assert_string_equal(label(&k, 0, "Atrophic Acne-Scars"), "acne scars");
	assert_string_equal(label(&k, 0, "Melasma"), "melasma");
	assert_string_equal(label(&k, 0, "melasma"), "melasma");
	assert_string_equal(label(&k, 0, "warts"), "warts");
	assert_string_equal(label(&k, 0, "striae;chloasma"), "striae;chloasma");
	assert_string_equal(label(&k, 1, "Dermapen"), "motorized");
	assert_string_equal(label(&k, 4, "laser"), "laser resurfacing");
	assert_string_equal(label(&k, 5, "striae"), "striae");
	end(&k);
}

static void lists_are_looked_up_item_by_item(void **state)
{
	struct canon k;

	(void)state;
	begin(&k);
	assert_string_equal(label(&k, 2, "erythema | Oedema,fever"),
			    "redness;swelling;fever");
	assert_string_equal(label(&k, 2, ";; redness ;"), "redness");
	assert_string_equal(label(&k, 2, "no, fine"), "no, fine");
	assert_string_equal(label(&k, 2, ",;"), ",;");
	assert_string_equal(label(&k, 2, "redness;pain"), "redness;pain");
	assert_string_equal(label(&k, 3, "PRP, peptides"),
			    "platelet-rich plasma;peptides");
	end(&k);
}

static void changes_are_counted_if_they_are_written(void **state)
{
	struct canon k;

	(void)state;
	begin(&k);
	(void)label(&k, 0, "striae");
	txo_canon_count(&k.c, false);
	(void)label(&k, 0, "chloasma");
	(void)label(&k, 2, "erythema, erythema");
	(void)label(&k, 2, "redness, pain");
	txo_canon_count(&k.c, true);
	(void)label(&k, 0, "chloasma");
	txo_canon_count(&k.c, true);
	assert_int_equal(k.c.changes, 3);
	assert_int_equal(k.c.change[0].n, 0);
	assert_string_equal(k.c.change[1].from, "chloasma");
	assert_string_equal(k.c.change[1].to, "melasma");
	assert_int_equal(k.c.change[1].n, 2);
	assert_int_equal(k.c.change[2].column, 2);
	assert_int_equal(k.c.change[2].n, 2);
	assert_int_equal(k.c.lists, 1);
	assert_int_equal(k.c.others, 0);
	end(&k);
}

static void what_is_remembered_has_an_end(void **state)
{
	char text[64] = "striae";
	struct canon k;

	(void)state;
	begin(&k);
	for (size_t i = 0; i < 30; i++) {
		(void)label(&k, 0, text);
		text[6 + i] = '-'; /* the same word */
		text[7 + i] = '\0';
	}
	txo_canon_count(&k.c, true);
	assert_int_equal(k.c.changes, TXO_CANON_CHANGES);
	assert_int_equal(k.c.others, 30 - TXO_CANON_CHANGES);
	end(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_known_by_role_or_name),
		cmocka_unit_test(columns_of_lists_are_known_by_role_or_name),
		cmocka_unit_test(synonyms_become_terms),
		cmocka_unit_test(lists_are_looked_up_item_by_item),
		cmocka_unit_test(changes_are_counted_if_they_are_written),
		cmocka_unit_test(what_is_remembered_has_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
