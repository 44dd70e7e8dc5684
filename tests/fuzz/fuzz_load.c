/*
 * fuzz_load.c - any bytes as CSV files, by the quick reader and by libcsv.
 *
 * The first six bytes say how to read, the rest is the text; of two files the
 * second begins behind a record separator (0x1e). Whatever comes in, both
 * readers have the same records, and of an analysis the same answer: rows,
 * values, faults, account, or the same error at the same line.
 */
#include <stdint.h>

#include "outcomes.h"
#include "records.h"

#define BYTES 6
#define STRETCHED ((size_t)72 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One of so many choices, and what is left to choose by. */
static size_t pick(unsigned *from, size_t many)
{
	size_t choice = *from % many;

	*from /= (unsigned)many;
	return choice;
}

static const char *nth_scanner(size_t k)
{
	const struct txo_scanner *s = txo_scanners();
	size_t n = 0;

	while (s[n].name)
		n++;
	return s[k % n].name;
}

static void choose_table(struct reading *r, unsigned a, unsigned b)
{
	static const char delimiter[] = { 0, ';', ',', '\t' };
	static const struct txo_text names[] = { { "score", 5 },
						 { "concern", 7 },
						 { "clinic", 6 } };
	static const struct txo_text list = { "list", 4 }, asked = { "a", 1 };
	static const struct txo_box_rule box = { { "list", 4 }, { "a*", 2 } };
	static struct txo_list_rules lists;

	r->table.pad = pick(&a, 2);
	r->table.totals = (enum txo_totals)pick(&a, 3);
	r->table.delimiter = delimiter[pick(&a, 4)];
	lists = (struct txo_list_rules){ .box = &box, .asked = &list };
	lists.boxes = pick(&b, 2);
	lists.askeds = pick(&b, 2);
	lists.asked = lists.boxes ? &list : &asked;
	r->table.lists = &lists;
	r->table.name = names;
	r->table.names = pick(&b, 2) ? 3 : 0;
}

static void choose_rules(struct reading *r, unsigned a, unsigned b)
{
	static const enum txo_decimal_mark mark[] = { TXO_MARK_AUTO,
						      TXO_MARK_POINT,
						      TXO_MARK_COMMA };
	static const char thousands[] = { 0, ',', '.', ' ' };
	static const struct txo_text na[] = { { "-99", 3 }, { "x", 1 } };

	r->rules.exact_labels = pick(&a, 2);
	r->rules.redact = pick(&a, 2);
	r->weighted = pick(&a, 2);
	r->grouped = pick(&a, 2);
	r->rules.missing = (struct txo_missing){ na, pick(&a, 2) ? 2 : 0 };
	r->rules.number.decimal = mark[pick(&b, 3)];
	r->rules.number.thousands = thousands[pick(&b, 4)];
	if (pick(&b, 2))
		r->rules.date_form = txo_text("%d.%m.%Y");
	if (pick(&b, 2))
		check(txo_scale_find(txo_text("masi"), &r->scale, NULL) ==
		      TXO_OK);
}

static const char *choose_where(size_t a)
{
	static const char *const where[] = {
		NULL,
		"score >= 3",
		"concern == 'acne' or score is missing",
		"date > '2024-06-01'",
		"not (concern in ('acne', 'scars')) and score < 20",
		"clinic != 'a'",
		"n > 1",
		"concern has 'acne' or concern is empty",
	};

	return where[a % (sizeof(where) / sizeof(where[0]))];
}

/* The bits of two bytes that are in no choice yet; 0 of capital letters. */
static size_t high_bits(const uint8_t *data)
{
	return ((size_t)data[0] >> 6 ^ 1) + 4 * ((size_t)data[1] >> 6 ^ 1);
}

/* The text again and again behind its first line, in memory to be freed. */
static struct txo_text stretch(struct txo_text t, bool far)
{
	const char *end = t.n ? memchr(t.p, '\n', t.n) : NULL;
	size_t first = end ? (size_t)(end + 1 - t.p) : 0;
	struct txo_buffer b = { 0 };

	txo_buffer_add(&b, t.p, t.n);
	while (far && t.n > first && b.n < STRETCHED)
		txo_buffer_add(&b, t.p + first, t.n - first);
	txo_buffer_add_char(&b, '\0');
	check(!b.failed);
	return (struct txo_text){ b.p, b.n - 1 };
}

static void report(const char *what, const struct outcome *a,
		   const struct outcome *b)
{
	fprintf(stderr,
		"chunks of %zu, %zu threads, scanner %s: not so: %s\n"
		"libcsv: %d, line %llu: %s\n quick: %d, line %llu: %s\n",
		a->how->load.chunk, a->how->load.threads, a->how->scanner, what,
		(int)a->status, (unsigned long long)a->err.line, a->err.text,
		(int)b->status, (unsigned long long)b->err.line, b->err.text);
	abort();
}

static void check_outcomes(const struct reading *r)
{
	struct outcome slow, quick;
	const char *what;

	reading_run(r, false, &slow);
	reading_run(r, true, &quick);
	what = outcome_difference(&slow, &quick);
	if (what)
		report(what, &slow, &quick);
	outcome_release(&slow);
	outcome_release(&quick);
}

static void check_records(const struct reading *r, size_t n)
{
	struct txo_buffer slow = { 0 }, quick = { 0 };
	char delimiter = r->table.delimiter ? r->table.delimiter : ',';

	check(txo_scanner_force("words"));
	write_records(r->file[0], delimiter, 0, 0, &slow);
	check(txo_scanner_force(r->scanner));
	write_records(r->file[0], delimiter, r->load.chunk, n, &quick);
	if (slow.n != quick.n || memcmp(slow.p, quick.p, slow.n) != 0) {
		fprintf(stderr,
			"chunks of %zu: libcsv has\n%.*s\nand the quick reader"
			"\n%.*s\n",
			r->load.chunk, (int)slow.n, slow.p, (int)quick.n,
			quick.p);
		abort();
	}
	txo_buffer_release(&slow);
	txo_buffer_release(&quick);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct txo_text text = { (const char *)data + BYTES, size - BYTES };
	struct reading r = { .files = 1 };
	unsigned how[BYTES];
	const char *mark;
	bool far;

	if (size < BYTES)
		return 0;
	for (size_t i = 0; i < BYTES; i++)
		how[i] = data[i] & 0x3f;
	r.load.chunk = 1 + (size_t)how[0] * how[0] / 13;
	r.load.threads = 1 + pick(&how[1], 3);
	far = pick(&how[1], 8) == 7;
	r.scanner = nth_scanner(how[1] + 3 * (how[4] / 32));
	choose_table(&r, how[2], how[3] / 8);
	choose_rules(&r, how[4], how[5]);
	r.where = choose_where(how[3]);
	r.condition = choose_where(high_bits(data));
	r.other = choose_where(high_bits(data + 2));
	mark = text.n ? memchr(text.p, 0x1e, text.n) : NULL;
	r.file[0] = text;
	if (mark) {
		r.file[0].n = (size_t)(mark - text.p);
		r.file[1] = (struct txo_text){ mark + 1,
					       text.n - r.file[0].n - 1 };
		r.files = 2;
	}
	for (size_t i = 0; i < r.files; i++)
		r.file[i] = stretch(r.file[i], far);
	check_records(&r, how[0] % 3);
	check_outcomes(&r);
	for (size_t i = 0; i < r.files; i++)
		free((char *)r.file[i].p);
	return 0;
}
