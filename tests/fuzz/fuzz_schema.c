/*
 * fuzz_schema.c - any bytes as a Table Schema, and cells to judge by it.
 *
 * Up to a line "---" they are the schema, then each line is a cell. Whatever it
 * is: a clean status with a sentence; what was read and written is read again as
 * the same; cells are judged the same by both, with a reason or none; and the
 * schema that is found out of the cells themselves finds all of them good.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "data/inference.h"
#include "data/table_schema.h"

#define MOST_CELLS 32
#define MOST_FIELDS 8

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_sentence(const char *text)
{
	check(*text && !strpbrk(text, "\r\n"));
}

static void check_verdict(enum txo_cell_fault fault, const char *constraint,
			  const struct txo_error *why)
{
	bool named = fault == TXO_CELL_REQUIRED || fault == TXO_CELL_CONSTRAINT;

	check(named == (constraint != NULL));
	if (fault > TXO_CELL_MISSING)
		check_sentence(why->text);
	else
		check(!why->text[0]);
}

static void judge(const struct txo_field *f, const struct txo_field *again,
		  struct txo_text cell)
{
	struct txo_error why = { 0 }, other = { 0 };
	struct txo_key a = TXO_KEY, b = TXO_KEY;
	const char *constraint, *broken;
	enum txo_cell_fault fault;

	fault = txo_field_judge(f, cell, &constraint, &why);
	check_verdict(fault, constraint, &why);
	check(txo_field_judge(again, cell, &broken, &other) == fault);
	check(strcmp(why.text, other.text) == 0);
	check(!constraint == !broken);
	check(!constraint || strcmp(constraint, broken) == 0);
	txo_field_key(f, cell, &a);
	txo_field_key(again, cell, &b);
	check(a.a == b.a && a.b == b.b);
}

static void read_again(const struct txo_table_schema *s,
		       struct txo_table_schema *again)
{
	struct txo_buffer first = { 0 }, second = { 0 };
	struct txo_text json;

	check(txo_table_schema_write(s, &first, NULL) == TXO_OK);
	json = (struct txo_text){ first.p, first.n };
	check(txo_table_schema_read(again, json, NULL) == TXO_OK);
	check(txo_table_schema_write(again, &second, NULL) == TXO_OK);
	check(first.n == second.n && !memcmp(first.p, second.p, first.n));
	txo_buffer_release(&first);
	txo_buffer_release(&second);
}

static void try_schema(struct txo_text json, const struct txo_text *cell,
		       size_t n)
{
	struct txo_table_schema s = { 0 }, again = { 0 };
	struct txo_error err = { 0 };
	enum txo_status status = txo_table_schema_read(&s, json, &err);

	check(status == TXO_OK || status == TXO_DATA);
	if (status == TXO_OK)
		read_again(&s, &again);
	else
		check_sentence(err.text);
	for (size_t i = 0; i < again.fields && i < MOST_FIELDS; i++)
		for (size_t k = 0; k < n; k++)
			judge(&s.field[i], &again.field[i], cell[k]);
	txo_table_schema_release(&s);
	txo_table_schema_release(&again);
}

/* A column of the cells is good by what is found out of it. */
static void try_inference(const struct txo_cell_rules *rules, const char *name,
			  const struct txo_text *cell, size_t n)
{
	struct txo_text names = txo_text(name);
	const struct txo_header h = { .name = &names, .n = 1 };
	struct txo_table_schema s = { 0 }, again = { 0 };
	struct txo_inference in = { 0 };
	const char *constraint;
	struct txo_error why = { 0 };

	check(txo_inference_init(&in, &h, rules, true, NULL) == TXO_OK);
	for (size_t i = 0; i < n; i++) {
		const struct txo_span span = { 0, cell[i].n };
		const struct txo_record r = {
			.bytes = cell[i].p, .span = &span, .n = 1, .line = i + 2
		};

		check(txo_inference_row(&in, &r, NULL) == TXO_OK);
	}
	check(txo_inference_schema(&in, &s, NULL) == TXO_OK);
	read_again(&s, &again);
	for (size_t i = 0; i < n; i++)
		if (txo_field_judge(&again.field[0], cell[i], &constraint,
				    &why) > TXO_CELL_MISSING)
			check_failed(why.text, __FILE__, __LINE__);
	txo_inference_release(&in);
	txo_table_schema_release(&s);
	txo_table_schema_release(&again);
}

static size_t split(struct txo_text rest, struct txo_text *cell)
{
	size_t n = 0;

	while (rest.n && n < MOST_CELLS) {
		const char *end = memchr(rest.p, '\n', rest.n);
		size_t length = end ? (size_t)(end - rest.p) : rest.n;

		cell[n++] = (struct txo_text){ rest.p, length };
		length += end != NULL;
		rest.p += length;
		rest.n -= length;
	}
	return n;
}

static bool is_utf8(struct txo_text t)
{
	for (size_t i = 0, n; i < t.n; i += n)
		if (!(n = txo_utf8_length(t.p + i, t.n - i)) || !t.p[i])
			return false;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char marks[] = { 0, ',', '.', ' ', '\'' };
	static const char *const names[] = { "x", "session", "date" };
	char *bytes = malloc(size + 1);
	struct txo_cell_rules rules = { .number = { .comma_parts = size % 2 } };
	struct txo_text json = { bytes, size }, cell[MOST_CELLS];
	const char *end;
	size_t n = 0;

	check(bytes);
	memcpy(bytes, data, size);
	bytes[size] = '\0';
	end = strstr(bytes, "\n---\n");
	if (end) {
		json.n = (size_t)(end - bytes);
		n = split((struct txo_text){ end + 5, size - json.n - 5 },
			  cell);
	}
	try_schema(json, cell, n);
	rules.number.thousands = marks[size % 5];
	if (rules.number.thousands == '.')
		rules.number.decimal = TXO_MARK_COMMA;
	else if (rules.number.thousands == ',')
		rules.number.decimal = TXO_MARK_POINT;
	if (end && is_utf8((struct txo_text){ end, size - json.n }))
		try_inference(&rules, names[size % 3], cell, n);
	free(bytes);
	return 0;
}
