#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/scale.h"
#include "near.h"

static const struct txo_scale *scale(const char *key)
{
	const struct txo_scale *s = NULL;
	struct txo_error err = { 0 };

	if (txo_scale_find(txo_text(key), &s, &err) != TXO_OK)
		fail_msg("%s: %s", key, err.text);
	return s;
}

static struct txo_decimal number(const char *text)
{
	struct txo_decimal d = { 0, 0 };

	assert_int_equal(txo_decimal_parse(text, strlen(text), &d, NULL),
			 TXO_OK);
	return d;
}

/* Is x the same binary number when it is cut behind 2^-10? */
static bool is_exact(double x)
{
	return x * 1024 == floor(x * 1024);
}

static void every_scale_makes_sense(void **state)
{
	size_t n;
	const struct txo_scale *s = txo_scales(&n);

	(void)state;
	assert_true(n >= 34);
	for (size_t i = 0; i < n; i++) {
		assert_true(*s[i].scale && *s[i].name && *s[i].concern);
		assert_true(*s[i].confidence);
		assert_true(s[i].minimum < s[i].maximum);
		assert_true(is_exact(s[i].minimum) && is_exact(s[i].maximum));
		assert_true(isnan(s[i].step) || s[i].step > 0);
		assert_true(isnan(s[i].mcid) || s[i].mcid > 0);
		assert_true(strcmp(s[i].kind, "numeric") == 0 ||
			    strcmp(s[i].kind, "ordinal") == 0);
	}
}

static void the_steps_lead_from_end_to_end(void **state)
{
	size_t n;
	const struct txo_scale *s = txo_scales(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		double steps = (s[i].maximum - s[i].minimum) / s[i].step;

		assert_true(isnan(steps) || steps == floor(steps));
	}
}

static void every_key_is_found_and_stands_once(void **state)
{
	size_t n;
	const struct txo_scale *s = txo_scales(&n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		assert_ptr_equal(scale(s[i].scale), &s[i]);
}

static void a_row_is_what_the_file_says(void **state)
{
	const struct txo_scale *s = scale("dlqi");

	(void)state;
	assert_string_equal(s->name, "Dermatology Life Quality Index");
	assert_same(s->minimum, 0.0);
	assert_same(s->maximum, 30.0);
	assert_same(s->step, 1.0);
	assert_int_equal(s->better, TXO_BETTER_LOWER);
	assert_string_equal(s->kind, "numeric");
	assert_string_equal(s->concern, "any");
	assert_same(s->mcid, 4.0);
	assert_string_equal(s->mcid_basis, "anchor");
	assert_string_equal(s->reliability, "");
	assert_string_equal(s->confidence, "seen");
	assert_string_equal(s->source, "Basra 2015");
	assert_nan(scale("masi")->step);
	assert_nan(scale("masi")->mcid);
	assert_string_equal(txo_better_name(scale("sbses")->better), "higher");
	assert_string_equal(txo_better_name(scale("fst")->better), "none");
	assert_string_equal(txo_better_name(scale("vss")->better), "lower");
}

static void keys_are_compared_folded(void **state)
{
	(void)state;
	assert_ptr_equal(scale("PHQ-9"), scale("phq9"));
	assert_ptr_equal(scale("m-masi"), scale("mmasi"));
	assert_ptr_equal(scale("Gais 4best"), scale("gais-4best"));
	assert_ptr_equal(scale("core_om"), scale("core-om"));
	assert_ptr_equal(scale(" MASI\xc2\xa0"), scale("masi"));
}

static void an_unknown_key_gets_the_nearest_and_the_list(void **state)
{
	const struct txo_scale *s;
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(txo_scale_find(txo_text("msai"), &s, &err), TXO_USAGE);
	assert_memory_equal(err.text,
			    "there is no scale 'msai'; did you mean 'masi'? "
			    "The scales are: gb-qual, gb-quant, ecca, ",
			    85);
	assert_non_null(strstr(err.text, ", gad7"));
	assert_int_equal(txo_scale_find(txo_text(""), &s, &err), TXO_USAGE);
}

static void a_family_of_scales_is_no_scale(void **state)
{
	static const char *const families[] = { "gais", "POSAS", "gb", "scar",
						"vas" };
	const struct txo_scale *s;
	struct txo_error err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(families); i++) {
		struct txo_text t = txo_text(families[i]);

		assert_int_equal(txo_scale_find(t, &s, &err), TXO_USAGE);
		assert_non_null(strstr(err.text, "alone does not say"));
	}
	assert_int_equal(txo_scale_find(txo_text("gais"), &s, &err), TXO_USAGE);
	assert_string_equal(
		err.text,
		"'gais' alone does not say which scale is meant; it could be "
		"gais-1best (Global Aesthetic Improvement Scale, 1 = very much "
		"improved: 1 to 5, lower is better); or gais-4best (Global "
		"Aesthetic Improvement Scale, 4 = marked improvement: 0 to 4, "
		"higher is better); or gais-pm (Global Aesthetic Improvement "
		"Scale, -1 to 3: -1 to 3, higher is better)");
}

static void a_scale_holds_its_ends_and_no_more(void **state)
{
	const struct txo_scale *masi = scale("masi"), *pm = scale("gais-pm");

	(void)state;
	assert_true(txo_scale_holds(masi, number("0")));
	assert_true(txo_scale_holds(masi, number("-0.0")));
	assert_true(txo_scale_holds(masi, number("48")));
	assert_true(txo_scale_holds(masi, number("4.8e1")));
	assert_true(txo_scale_holds(masi, number("1e-300")));
	assert_false(txo_scale_holds(masi, number("48.0000000000000001")));
	assert_false(txo_scale_holds(masi, number("-0.00000000000000001")));
	assert_false(txo_scale_holds(masi, number("-1e-300")));
	assert_false(txo_scale_holds(masi, number("1e300")));
	assert_false(txo_scale_holds(masi, number("-99")));
	assert_true(txo_scale_holds(pm, number("-1")));
	assert_false(txo_scale_holds(pm, number("-1.5")));
}

static void a_step_is_met_to_a_billionth(void **state)
{
	const struct txo_scale *half = scale("mfws"), *one = scale("gais-pm");

	(void)state;
	assert_true(txo_scale_on_step(half, number("2.5")));
	assert_true(txo_scale_on_step(half, number("0")));
	assert_false(txo_scale_on_step(half, number("2.4")));
	assert_true(txo_scale_on_step(one, number("-1")));
	assert_false(txo_scale_on_step(one, number("0.5")));
	assert_true(txo_scale_on_step(one, number("1.0000000001")));
	assert_false(txo_scale_on_step(one, number("1.00000001")));
	assert_false(txo_scale_on_step(one, number("0.99999999")));
	assert_true(txo_scale_on_step(scale("masi"), number("12.345")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_scale_makes_sense),
		cmocka_unit_test(the_steps_lead_from_end_to_end),
		cmocka_unit_test(every_key_is_found_and_stands_once),
		cmocka_unit_test(a_row_is_what_the_file_says),
		cmocka_unit_test(keys_are_compared_folded),
		cmocka_unit_test(an_unknown_key_gets_the_nearest_and_the_list),
		cmocka_unit_test(a_family_of_scales_is_no_scale),
		cmocka_unit_test(a_scale_holds_its_ends_and_no_more),
		cmocka_unit_test(a_step_is_met_to_a_billionth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
