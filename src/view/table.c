/*
 * table.c - tables for people: aligned for a terminal, or as a pipe table.
 *
 * How wide a column is shows only at the end, so both keep their rows until
 * then. Kept are the texts as they will be shown, the header first.
 */
#include <stdlib.h>

#include "view/writer.h"

struct held {
	size_t at, n;		/* the text: bytes in state.text */
	size_t width;
	bool right;		/* stands at the right edge of its column */
};

struct column {
	size_t width;
	bool text, number;	/* what there is in it */
};

struct state {
	struct txo_buffer text;
	struct held *cells;	/* row by row */
	size_t n, room;
	struct column *columns;
	size_t n_columns;
};

/* Adds the first character of t, takes it off t. */
typedef void show_fn(struct txo_buffer *b, struct txo_text *t);

static void show_plain(struct txo_buffer *b, struct txo_text *t)
{
	char shown[TXO_SHOWN_CHAR];
	size_t n;

	switch (t->p[0]) {
	case '\n':
		txo_buffer_add_text(b, "\\n");
		break;
	case '\r':
		txo_buffer_add_text(b, "\\r");
		break;
	case '\t':
		txo_buffer_add_text(b, "\\t");
		break;
	default:
		n = txo_text_show_char(t, shown);
		txo_buffer_add(b, shown, n);
		return;
	}
	t->p++;
	t->n--;
}

static void show_markdown(struct txo_buffer *b, struct txo_text *t)
{
	char c = t->p[0];

	if (c == '\n' || c == '\r') {
		txo_buffer_add_text(b, "<br>");
		if (c == '\r' && t->n > 1 && t->p[1] == '\n') {
			t->p++;
			t->n--;
		}
		t->p++;
		t->n--;
		return;
	}
	if (c == '|' || c == '\\' || c == '`' || c == '*' || c == '<')
		txo_buffer_add_char(b, '\\');
	show_plain(b, t);
}

/* Keeps the cell of column c; the caller made room. */
static void hold(struct state *s, size_t c, const struct txo_sink_cell *cell,
		 show_fn *show)
{
	struct held *h = &s->cells[s->n++];
	struct column *column = &s->columns[c];
	struct txo_text t = cell->text;

	*h = (struct held){ .at = s->text.n };
	while (t.n && !s->text.failed)
		show(&s->text, &t);
	h->n = s->text.n - h->at;
	if (h->n)
		h->width = txo_text_width(
			(struct txo_text){ s->text.p + h->at, h->n });
	h->right = cell->kind == TXO_CELL_NUMBER ||
		   cell->kind == TXO_CELL_COUNT;
	if (h->width > column->width)
		column->width = h->width;
	column->number = column->number || h->right;
	column->text = column->text || cell->kind == TXO_CELL_TEXT;
}

static bool hold_row(struct state *s, const struct txo_sink_cell *cells,
		     size_t n, show_fn *show)
{
	struct held *more = txo_grow(s->cells, &s->room, s->n + n,
				     sizeof(*more));

	if (!more)
		return false;
	s->cells = more;
	for (size_t i = 0; i < n; i++)
		hold(s, i, &cells[i], show);
	return !s->text.failed;
}

static bool hold_header(struct state *s, const struct txo_sink_cell *cells,
			size_t n, show_fn *show)
{
	s->columns = calloc(n, sizeof(*s->columns));
	if (!s->columns)
		return false;
	s->n_columns = n;
	if (!hold_row(s, cells, n, show))
		return false;
	for (size_t i = 0; i < n; i++)
		s->columns[i].text = false;
	return true;
}

/* Does the column hold numbers only? Then its name stands at the right, too. */
static bool is_numeric(const struct column *column)
{
	return column->number && !column->text;
}

static void align_header(struct state *s, size_t least)
{
	for (size_t i = 0; i < s->n_columns; i++) {
		s->cells[i].right = is_numeric(&s->columns[i]);
		if (s->columns[i].width < least)
			s->columns[i].width = least;
	}
}

static void repeat(struct txo_buffer *b, char c, size_t n)
{
	while (n-- > 0)
		txo_buffer_add_char(b, c);
}

static void add_padded(const struct state *s, struct txo_buffer *b,
		       const struct held *h, size_t width)
{
	if (h->right)
		repeat(b, ' ', width - h->width);
	if (h->n)
		txo_buffer_add(b, s->text.p + h->at, h->n);
	if (!h->right)
		repeat(b, ' ', width - h->width);
}

/* Ends the line that began at `from`, without blanks before its end. */
static void end_line(struct txo_buffer *b, size_t from)
{
	while (b->n > from && b->p[b->n - 1] == ' ')
		b->n--;
	txo_buffer_add_char(b, '\n');
}

static void table_line(const struct state *s, struct txo_buffer *b,
		       const struct held *cells)
{
	size_t from = b->n;

	for (size_t i = 0; i < s->n_columns; i++) {
		if (i)
			repeat(b, ' ', 2);
		add_padded(s, b, &cells[i], s->columns[i].width);
	}
	end_line(b, from);
}

static void table_rule(const struct state *s, struct txo_buffer *b)
{
	for (size_t i = 0; i < s->n_columns; i++) {
		if (i)
			repeat(b, ' ', 2);
		repeat(b, '-', s->columns[i].width);
	}
	txo_buffer_add_char(b, '\n');
}

static void markdown_line(const struct state *s, struct txo_buffer *b,
			  const struct held *cells)
{
	for (size_t i = 0; i < s->n_columns; i++) {
		txo_buffer_add_text(b, i ? " | " : "| ");
		add_padded(s, b, &cells[i], s->columns[i].width);
	}
	txo_buffer_add_text(b, " |\n");
}

static void markdown_rule(const struct state *s, struct txo_buffer *b)
{
	for (size_t i = 0; i < s->n_columns; i++) {
		txo_buffer_add_text(b, i ? " | " : "| ");
		repeat(b, '-', s->columns[i].width - 1);
		txo_buffer_add_char(b, is_numeric(&s->columns[i]) ? ':' : '-');
	}
	txo_buffer_add_text(b, " |\n");
}

static void table_header(void *state, struct txo_out *out,
			 const struct txo_sink_cell *cells, size_t n)
{
	if (!hold_header(state, cells, n, show_plain))
		txo_out_fail_memory(out);
}

static void table_row(void *state, struct txo_out *out,
		      const struct txo_sink_cell *cells, size_t n)
{
	if (!hold_row(state, cells, n, show_plain))
		txo_out_fail_memory(out);
}

static void table_finish(void *state, struct txo_out *out)
{
	struct state *s = state;

	align_header(s, 1);
	for (size_t i = 0; i < s->n; i += s->n_columns) {
		table_line(s, &out->bytes, s->cells + i);
		if (i == 0)
			table_rule(s, &out->bytes);
		txo_out_piece(out);
	}
}

static void markdown_header(void *state, struct txo_out *out,
			    const struct txo_sink_cell *cells, size_t n)
{
	if (!hold_header(state, cells, n, show_markdown))
		txo_out_fail_memory(out);
}

static void markdown_row(void *state, struct txo_out *out,
			 const struct txo_sink_cell *cells, size_t n)
{
	if (!hold_row(state, cells, n, show_markdown))
		txo_out_fail_memory(out);
}

static void markdown_finish(void *state, struct txo_out *out)
{
	struct state *s = state;

	align_header(s, 4);
	for (size_t i = 0; i < s->n; i += s->n_columns) {
		markdown_line(s, &out->bytes, s->cells + i);
		if (i == 0)
			markdown_rule(s, &out->bytes);
		txo_out_piece(out);
	}
}

static void release(void *state)
{
	struct state *s = state;

	txo_buffer_release(&s->text);
	free(s->cells);
	free(s->columns);
}

const struct txo_writer txo_writer_table = {
	.for_people = true,
	.state_size = sizeof(struct state),
	.header = table_header,
	.row = table_row,
	.finish = table_finish,
	.release = release,
};

const struct txo_writer txo_writer_markdown = {
	.for_people = true,
	.state_size = sizeof(struct state),
	.header = markdown_header,
	.row = markdown_row,
	.finish = markdown_finish,
	.release = release,
};
