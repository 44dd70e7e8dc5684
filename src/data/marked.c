#include "data/marked.h"

#include <stdlib.h>
#include <string.h>

#define MOST ((size_t)1 << 31) /* bytes, so that a place is 32 bits */

/* Room for marks, and one before them. */
static bool make_room(struct txo_marked *m, size_t size)
{
	uint32_t *all;

	if (m->size >= size)
		return true;
	if (m->at)
		free(m->at - 1);
	m->at = NULL;
	m->size = 0;
	all = malloc(size * sizeof(*all));
	if (!all)
		return false;
	all[0] = UINT32_MAX;
	m->at = all + 1;
	m->size = size;
	return true;
}

enum txo_status txo_marked_begin(struct txo_marked *m,
				 const struct txo_chunk *k, char delimiter,
				 struct txo_error *err)
{
	char *p = k->p;
	size_t n = k->n;

	m->p = p;
	m->n = n;
	m->next = 0;
	m->row = 0;
	m->first_line = k->line;
	m->lines = (struct txo_line_count){ 0, 0, false };
	m->marks = (struct txo_marks){ .odd = n >= MOST };
	if (m->marks.odd)
		return TXO_OK;
	if (n && p[n - 1] != '\n')
		p[m->n++] = '\n';
	memset(p + m->n, 0, TXO_SLACK - 1);
	if (!make_room(m, m->n + TXO_SCAN_MARGIN + 1))
		return txo_fail_memory(err);
	m->marks.at = m->at;
	txo_scanner()->index(p, m->n, delimiter, &m->marks);
	return TXO_OK;
}

/* Does each record have one line? */
static bool is_flat(const struct txo_marks *k)
{
	return k->line_ends == k->rows && !(k->quotes && k->returns);
}

void txo_marked_go(struct txo_marked *m, size_t mark, uint64_t row)
{
	m->next = mark;
	m->row = row;
	if (txo_marked_from(m, mark) < m->lines.at)
		m->lines = (struct txo_line_count){ 0, 0, false };
}

uint64_t txo_marked_line(const struct txo_marked *m, size_t mark, uint64_t row)
{
	if (is_flat(&m->marks))
		return m->first_line + row;
	return m->first_line +
	       txo_line_ends(m->p, txo_marked_from(m, mark), false);
}

/* The same for the next record, counted from the one before. */
static uint64_t next_line(struct txo_marked *m, size_t from)
{
	if (is_flat(&m->marks))
		return m->first_line + m->row;
	return m->first_line - 1 + txo_line_of(&m->lines, m->p, from);
}

/* Take the quotes off; are there doubled ones within? */
static bool take_quotes(const char *p, struct txo_span *s)
{
	s->from++;
	s->n -= 2;
	return s->n && memchr(p + s->from, '"', s->n);
}

/* The fields of the next record; *doubled: one has doubled quotes. */
static bool find_fields(struct txo_marked *m, size_t *fields, bool *doubled)
{
	size_t k = m->next;
	bool last = false;

	*doubled = false;
	for (*fields = 0; !last; k++, ++*fields) {
		size_t end = m->at[k];
		struct txo_span s = { txo_marked_from(m, k), 0 };
		struct txo_span *all = txo_grow(m->span, &m->span_room,
						*fields + 1, sizeof(*all));

		if (!all)
			return false;
		m->span = all;
		last = m->p[end] == '\n';
		if (last && end > s.from && m->p[end - 1] == '\r')
			end--;
		s.n = end - s.from;
		if (s.n && m->p[s.from] == '"' && take_quotes(m->p, &s))
			*doubled = true;
		all[*fields] = s;
	}
	if (*fields == 1 && m->span[0].n == 0 &&
	    (m->span[0].from == m->at[k - 1] || m->p[m->span[0].from] == '\r'))
		*fields = 0;
	m->next = k;
	return true;
}

/* Append what is quoted, each doubled quote once. */
static void add_halved(struct txo_text t, struct txo_buffer *b)
{
	const char *end = t.p + t.n, *q;

	while (t.p < end &&
	       (q = memchr(t.p, '"', (size_t)(end - t.p))) != NULL) {
		txo_buffer_add(b, t.p, (size_t)(q + 1 - t.p));
		t.p = q + 2;
	}
	if (t.p < end)
		txo_buffer_add(b, t.p, (size_t)(end - t.p));
}

struct txo_text txo_marked_halve(struct txo_text quoted, struct txo_buffer *b)
{
	static const char slack[TXO_SLACK];
	size_t n;

	txo_buffer_clear(b);
	add_halved(quoted, b);
	n = b->n;
	txo_buffer_add(b, slack, TXO_SLACK);
	return b->failed ? (struct txo_text){ slack, 0 } :
			   (struct txo_text){ b->p, n };
}

/* The fields again, in a buffer, with each doubled quote once. */
static bool halve_quotes(struct txo_marked *m, size_t fields)
{
	txo_buffer_clear(&m->bytes);
	for (size_t i = 0; i < fields; i++) {
		struct txo_span *s = &m->span[i];
		struct txo_text t = { m->p + s->from, s->n };

		s->from = m->bytes.n;
		if (t.p > m->p && t.p[-1] == '"')
			add_halved(t, &m->bytes);
		else
			txo_buffer_add(&m->bytes, t.p, t.n);
		s->n = m->bytes.n - s->from;
	}
	return !m->bytes.failed;
}

enum txo_status txo_marked_next(struct txo_marked *m,
				const struct txo_record **record,
				struct txo_error *err)
{
	size_t from = txo_marked_from(m, m->next), fields;
	bool doubled;

	*record = NULL;
	if (m->next >= m->marks.n)
		return TXO_OK;
	if (!find_fields(m, &fields, &doubled) ||
	    (doubled && !halve_quotes(m, fields)))
		return txo_fail_memory(err);
	m->record = (struct txo_record){
		.bytes = !doubled   ? m->p :
			 m->bytes.p ? m->bytes.p :
				      "",
		.span = fields ? m->span : NULL,
		.n = fields,
		.line = next_line(m, from),
	};
	m->row++;
	*record = &m->record;
	return TXO_OK;
}

void txo_marked_release(struct txo_marked *m)
{
	if (m->at)
		free(m->at - 1);
	free(m->span);
	txo_buffer_release(&m->bytes);
	*m = (struct txo_marked){ .p = NULL };
}
