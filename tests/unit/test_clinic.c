#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/clinic.h"
#include "near.h"

static const struct txo_clinic_rules usual = { .seed = 1,
					       .least = 3,
					       .most = 6,
					       .dropout = 644245094,
					       .side_effects = 300000 };

static void all_shares_add_up(void **state)
{
	int concerns = 0, devices = 0, risk = 0;

	(void)state;
	for (int i = 0; i < TXO_CLINIC_CONCERNS; i++) {
		const struct txo_clinic_concern *c = &txo_clinic_concern[i];
		int sets = 0;

		concerns += c->share;
		risk += c->share * c->risk;
		for (int j = 0; j < TXO_CLINIC_SETS; j++) {
			assert_true(txo_clinic_set_weight(i, j) > 0);
			sets += txo_clinic_set_weight(i, j);
		}
		assert_int_equal(sets, 256);
	}
	for (int i = 0; i < TXO_CLINIC_DEVICES; i++)
		devices += txo_clinic_device[i].share;
	assert_int_equal(concerns, 1024);
	assert_int_equal(risk, 1024 * 1024);
	assert_int_equal(devices, 256);
}

static void every_word_stands_for_a_label(void **state)
{
	struct txo_clinic c;

	(void)state;
	assert_int_equal(txo_clinic_init(&c, &usual, NULL), TXO_OK);
	assert_int_equal(c.concern_of[1023], TXO_CLINIC_CONCERNS - 1);
	assert_int_equal(c.device_of[255], TXO_CLINIC_DEVICES - 1);
	assert_int_equal(c.remark_of[255], TXO_CLINIC_REMARKS - 1);
	assert_int_equal(c.skin_of[255], TXO_CLINIC_SKINS - 1);
	for (int i = 0; i < TXO_CLINIC_CONCERNS; i++)
		assert_int_equal(c.set_of[i][255], TXO_CLINIC_SETS - 1);
	txo_clinic_release(&c);
}

static void a_bell_counts_all_its_words(void **state)
{
	uint64_t count[TXO_CLINIC_BELLS], sum = 0, squares = 0;

	(void)state;
	txo_clinic_bell_counts(count);
	for (int i = 0; i < TXO_CLINIC_BELLS; i++) {
		int64_t x = i - TXO_CLINIC_BELL;

		assert_int_equal(count[i], count[TXO_CLINIC_BELLS - 1 - i]);
		sum += count[i];
		squares += count[i] * (uint64_t)(x * x);
	}
	assert_int_equal(count[0], 1);
	assert_int_equal(count[1], 4);
	assert_int_equal(count[2], 10);
	assert_true(sum == (uint64_t)1 << 32);
	assert_true(squares == (uint64_t)21845 << 32);
	assert_int_equal(txo_clinic_bell(0), -510);
	assert_int_equal(txo_clinic_bell(0xffffffff), 510);
	assert_int_equal(txo_clinic_bell(0x01020304), -500);
}

/* The first 200 courses and all their sessions, as bytes. */
struct sample {
	struct txo_clinic_course course[200];
	struct txo_clinic_session session[1200];
	size_t sessions;
};

static struct sample *take(const struct txo_clinic_rules *rules)
{
	struct sample *s = calloc(1, sizeof(*s));
	struct txo_clinic c;

	assert_non_null(s);
	assert_int_equal(txo_clinic_init(&c, rules, NULL), TXO_OK);
	for (size_t i = 0; i < COUNT(s->course); i++) {
		txo_clinic_course(&c, 0);
		while (txo_clinic_session(&c))
			s->session[s->sessions++] = c.session;
		s->course[i] = c.course;
	}
	txo_clinic_release(&c);
	return s;
}

static void a_seed_makes_one_clinic(void **state)
{
	struct txo_clinic_rules other = usual;
	struct sample *a = take(&usual), *b = take(&usual), *c;

	(void)state;
	other.seed = 2;
	c = take(&other);
	assert_memory_equal(a, b, sizeof(*a));
	assert_memory_not_equal(a, c, sizeof(*a));
	free(a);
	free(b);
	free(c);
}

static void side_effects_change_nothing_else(void **state)
{
	struct txo_clinic_rules none = usual;
	struct sample *a = take(&usual), *b;

	(void)state;
	none.side_effects = 0;
	b = take(&none);
	assert_int_equal(a->sessions, b->sessions);
	for (size_t i = 0; i < a->sessions; i++) {
		assert_int_equal(b->session[i].effects, 0);
		a->session[i].effects = 0;
	}
	assert_memory_equal(a->session, b->session, sizeof(a->session));
	free(a);
	free(b);
}

static void courses_are_within_their_bounds(void **state)
{
	struct txo_clinic_rules all = usual, none = usual;
	struct sample *a = take(&usual), *b, *c;
	bool length[TXO_CLINIC_MOST + 1] = { false };

	(void)state;
	all.dropout = 0;
	none.dropout = (uint64_t)1 << 32;
	b = take(&all);
	c = take(&none);
	for (size_t i = 0; i < COUNT(a->course); i++) {
		length[a->course[i].sessions] = true;
		assert_int_equal(b->course[i].sessions, 6);
		assert_int_equal(c->course[i].sessions, 3);
	}
	for (int i = 0; i <= TXO_CLINIC_MOST; i++)
		assert_true(length[i] == (i >= 3 && i <= 6));
	free(a);
	free(b);
	free(c);
}

static void days_and_scores_make_sense(void **state)
{
	struct txo_clinic_rules long_ones = usual;
	struct txo_clinic c;
	int day = 0;

	(void)state;
	long_ones.most = TXO_CLINIC_MOST;
	long_ones.dropout = 0;
	assert_int_equal(txo_clinic_init(&c, &long_ones, NULL), TXO_OK);
	for (int i = 0; i < 20000; i++) {
		txo_clinic_course(&c, 0);
		assert_in_range(c.course.depth, 2, 9);
		assert_in_range(c.course.baseline, 1, TXO_CLINIC_TOP);
		while (txo_clinic_session(&c)) {
			assert_in_range(c.session.day, 0, TXO_CLINIC_DAYS - 1);
			assert_in_range(c.session.day % 7, 0, 4);
			if (c.session.number > 1)
				assert_in_range(c.session.day - day, 21, 56);
			day = c.session.day;
			assert_in_range(c.session.score, 0, c.course.baseline);
			assert_in_range(c.session.improvement, 0,
					TXO_CLINIC_TOP);
			assert_in_range(c.session.satisfaction, 0, 10);
			assert_in_range(c.session.pain, 0, 10);
		}
		assert_int_equal(c.session.number, TXO_CLINIC_MOST);
	}
	txo_clinic_release(&c);
}

/* Can courses of these lengths have so many sessions in all? */
static bool can_fill(const struct txo_clinic_rules *r, int room)
{
	for (int n = 1; n * r->least <= room; n++)
		if (n * r->most >= room)
			return true;
	return false;
}

static void try_room(const struct txo_clinic_rules *r, int room)
{
	struct txo_clinic c;
	int left = room, misfits = 0;

	assert_int_equal(txo_clinic_init(&c, r, NULL), TXO_OK);
	while (left > 0) {
		txo_clinic_course(&c, (uint64_t)left);
		misfits += c.course.sessions < r->least;
		assert_in_range(c.course.sessions, 1, r->most);
		left -= c.course.sessions;
	}
	assert_int_equal(left, 0);
	assert_true(misfits <= 1);
	if (r->most >= 2 * r->least - 1)
		assert_int_equal(misfits, !can_fill(r, room));
	txo_clinic_release(&c);
}

static void the_last_courses_fill_the_room(void **state)
{
	struct txo_clinic_rules r = usual;

	(void)state;
	for (r.seed = 1; r.seed <= 20; r.seed++)
		for (r.most = 1; r.most <= 8; r.most++)
			for (r.least = 1; r.least <= r.most; r.least++)
				for (int room = 1; room <= 30; room++)
					try_room(&r, room);
}

static void a_larger_clinic_begins_with_the_smaller_one(void **state)
{
	struct txo_clinic a, b;

	(void)state;
	assert_int_equal(txo_clinic_init(&a, &usual, NULL), TXO_OK);
	assert_int_equal(txo_clinic_init(&b, &usual, NULL), TXO_OK);
	for (uint64_t left = 1000; left >= 12;
	     left -= (uint64_t)a.course.sessions) {
		txo_clinic_course(&a, left);
		txo_clinic_course(&b, left + 50000);
		assert_memory_equal(&a.course, &b.course, sizeof(a.course));
		while (txo_clinic_session(&a))
			assert_true(txo_clinic_session(&b));
		assert_false(txo_clinic_session(&b));
	}
	txo_clinic_release(&a);
	txo_clinic_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_shares_add_up),
		cmocka_unit_test(every_word_stands_for_a_label),
		cmocka_unit_test(a_bell_counts_all_its_words),
		cmocka_unit_test(a_seed_makes_one_clinic),
		cmocka_unit_test(side_effects_change_nothing_else),
		cmocka_unit_test(courses_are_within_their_bounds),
		cmocka_unit_test(days_and_scores_make_sense),
		cmocka_unit_test(the_last_courses_fill_the_room),
		cmocka_unit_test(a_larger_clinic_begins_with_the_smaller_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
