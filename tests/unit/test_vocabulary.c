#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/vocabulary.h"
#include "near.h"

static const char *const kinds[] = {
	"concern", "device",	 "side_effect",
	"adjunct", "comparator", "contraindication"
};

static struct txo_vocabulary words_of(const char *kind)
{
	struct txo_vocabulary v;

	assert_int_equal(txo_vocabulary_init(&v, kind, NULL), TXO_OK);
	return v;
}

/* The term that the label is of the kind, or "(none)". */
static const char *find(const char *kind, const char *label)
{
	struct txo_vocabulary v = words_of(kind);
	const char *term = txo_vocabulary_find(&v, txo_text(label));

	txo_vocabulary_release(&v);
	return term ? term : "(none)";
}

static void every_term_finds_itself(void **state)
{
	size_t n, of_kinds = 0;
	const struct txo_term *t = txo_terms(&n);

	(void)state;
	assert_true(n >= 44);
	for (size_t k = 0; k < COUNT(kinds); k++)
		for (size_t i = 0; i < n; i++) {
			if (strcmp(t[i].kind, kinds[k]) != 0)
				continue;
			of_kinds++;
			assert_ptr_equal(find(kinds[k], t[i].term), t[i].term);
		}
	assert_int_equal(of_kinds, n);
}

/* So a word that stands for two terms of a kind is caught as well. */
static void every_synonym_finds_its_term(void **state)
{
	size_t n;
	const struct txo_term *t = txo_terms(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		struct txo_vocabulary v = words_of(t[i].kind);
		const char *list = t[i].synonyms;

		while (*list) {
			struct txo_text word = txo_term_next_synonym(&list);

			assert_true(word.n > 0);
			assert_ptr_equal(txo_vocabulary_find(&v, word),
					 t[i].term);
		}
		txo_vocabulary_release(&v);
	}
}

static void case_blanks_dashes_and_accents_do_not_matter(void **state)
{
	(void)state;
	assert_string_equal(find("concern", "Acne  Scars "), "acne scars");
	assert_string_equal(find("concern", "ACNE_SCAR"), "acne scars");
	assert_string_equal(find("concern", "icepick-scars"), "acne scars");
	assert_string_equal(find("side_effect", "\xc3\x96"
						"dem"),
			    "(none)");
	assert_string_equal(find("side_effect", "\xc5\x93"
						"dema"),
			    "(none)");
	assert_string_equal(find("side_effect", "O\xc3\xa9"
						"dema"),
			    "swelling");
	assert_string_equal(find("adjunct", "Platelet\xe2\x80\x91rich plasma"),
			    "platelet-rich plasma");
}

static void a_remark_in_parentheses_is_no_part_of_a_word(void **state)
{
	(void)state;
	assert_string_equal(find("concern",
				 "post-inflammatory hyperpigmentation"),
			    "hyperpigmentation");
	assert_string_equal(find("concern", "post-inflammatory "
					    "hyperpigmentation (concern)"),
			    "(none)");
}

static void a_word_is_looked_up_within_its_kind(void **state)
{
	(void)state;
	assert_string_equal(find("side_effect", "erythema"), "redness");
	assert_string_equal(find("concern", "erythema"), "(none)");
	assert_string_equal(find("contraindication", "infection"),
			    "active infection");
	assert_string_equal(find("side_effect", "infection"), "infection");
}

static void what_is_no_word_finds_nothing(void **state)
{
	char word[3000];
	struct txo_vocabulary v = words_of("concern"), none = { 0 };

	(void)state;
	memset(word, 'x', sizeof(word));
	assert_null(txo_vocabulary_find(&v, (struct txo_text){ word,
							       sizeof(word) }));
	assert_null(txo_vocabulary_find(&v, txo_text("")));
	assert_null(txo_vocabulary_find(&v, txo_text(" - ")));
	assert_null(txo_vocabulary_find(&v, txo_text("scar")));
	assert_null(txo_vocabulary_find(&v, txo_text("\xff\xfe")));
	assert_null(txo_vocabulary_find(&none, txo_text("melasma")));
	txo_vocabulary_release(&v);
}

static void a_kind_that_is_none_is_wrong_use(void **state)
{
	struct txo_vocabulary v;
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(txo_vocabulary_init(&v, "weather", &err), TXO_USAGE);
	assert_string_equal(err.text, "the vocabulary has no kind 'weather'");
	txo_vocabulary_release(&v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_term_finds_itself),
		cmocka_unit_test(every_synonym_finds_its_term),
		cmocka_unit_test(case_blanks_dashes_and_accents_do_not_matter),
		cmocka_unit_test(a_remark_in_parentheses_is_no_part_of_a_word),
		cmocka_unit_test(a_word_is_looked_up_within_its_kind),
		cmocka_unit_test(what_is_no_word_finds_nothing),
		cmocka_unit_test(a_kind_that_is_none_is_wrong_use),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
