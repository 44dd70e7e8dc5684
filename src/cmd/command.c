#include "cmd/command.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "txo/note.h"

enum txo_status txo_needs_marked(struct txo_needs *needs, struct txo_text name,
				 unsigned marks, struct txo_error *err)
{
	size_t n = needs->outputs;
	struct txo_text *all = txo_grow(needs->output, &needs->output_room,
					n + 1, sizeof(*all));
	unsigned *mark = txo_grow(needs->marks, &needs->marks_room, n + 1,
				  sizeof(*mark));

	needs->output = all ? all : needs->output;
	needs->marks = mark ? mark : needs->marks;
	if (!all || !mark)
		return txo_fail_memory(err);
	all[n] = name;
	mark[n] = marks;
	needs->outputs++;
	return TXO_OK;
}

enum txo_status txo_needs_output(struct txo_needs *needs, struct txo_text name,
				 struct txo_error *err)
{
	return txo_needs_marked(needs, name, 0, err);
}

enum txo_status txo_needs_columns(struct txo_needs *needs,
				  const struct txo_column *columns,
				  struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (; columns->name && status == TXO_OK; columns++)
		if (!(columns->marks & TXO_IS_EXTRA))
			status = txo_needs_output(needs,
						  txo_text(columns->name), err);
	return status;
}

void txo_needs_remark(struct txo_needs *needs, const char *format, ...)
{
	char text[200];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	txo_buffer_printf(&needs->remark, "%s%s", needs->remark.n ? "; " : "",
			  text);
}

void txo_needs_line(struct txo_needs *needs, struct txo_text line)
{
	if (needs->remark.n)
		txo_buffer_add_char(&needs->remark, '\n');
	txo_buffer_add(&needs->remark, line.p, line.n);
}

const struct txo_scale *txo_needs_scale(const struct txo_needs *needs,
					size_t column)
{
	const struct txo_schema *s = &needs->schema;

	for (size_t i = 0; i < s->uses; i++)
		if (s->use[i].column == column && s->use[i].scale)
			return s->use[i].scale;
	return NULL;
}

void txo_needs_release(struct txo_needs *needs)
{
	txo_schema_release(&needs->schema);
	txo_buffer_release(&needs->remark);
	free(needs->output);
	free(needs->marks);
	needs->output = NULL;
	needs->marks = NULL;
	needs->outputs = needs->output_room = needs->marks_room = 0;
	needs->value_from = needs->value_to = 0;
}

/* The group's labels, before the first cell of a row. */
static void begin_row(struct txo_out *out)
{
	if (out->in_row)
		return;
	out->in_row = true;
	for (size_t i = 0; i < out->by; i++)
		txo_sink_text(out->sink,
			      txo_frames_group(out->frames, out->group, i));
}

void txo_out_text(struct txo_out *out, struct txo_text t)
{
	begin_row(out);
	if (t.p)
		txo_sink_text(out->sink, t);
	else
		txo_sink_empty(out->sink);
}

void txo_out_contrast(struct txo_out *out, struct txo_buffer *room,
		      struct txo_text of, const char *sign,
		      struct txo_text over)
{
	txo_buffer_clear(room);
	if (sign) {
		txo_buffer_add(room, of.p, of.n);
		txo_buffer_add_text(room, sign);
		txo_buffer_add(room, over.p, over.n);
	}
	txo_out_text(out, (struct txo_text){ sign ? room->p : NULL, room->n });
}

void txo_out_number(struct txo_out *out, double x)
{
	begin_row(out);
	txo_sink_number(out->sink, x);
}

void txo_out_count(struct txo_out *out, uint64_t n)
{
	begin_row(out);
	txo_sink_count(out->sink, n);
}

void txo_out_empty(struct txo_out *out)
{
	begin_row(out);
	txo_sink_empty(out->sink);
}

void txo_out_told(struct txo_out *out, struct txo_text t, uint64_t n)
{
	begin_row(out);
	txo_sink_told(out->sink, t, n);
}

void txo_out_about(struct txo_out *out, const char *term, unsigned about)
{
	txo_out_told(out, txo_text(term), about);
}

void txo_out_withheld(struct txo_out *out)
{
	begin_row(out);
	txo_sink_withheld(out->sink);
}

void txo_out_note(struct txo_out *out, unsigned notes)
{
	char text[TXO_NOTE_SIZE];

	out->withheld += (notes & TXO_NOTE_WITHHELD) != 0;
	begin_row(out);
	if (notes)
		txo_sink_text(out->sink, txo_text(txo_note_text(notes, text,
								sizeof(text))));
	else
		txo_sink_empty(out->sink);
}

void txo_out_end_row(struct txo_out *out)
{
	txo_sink_end_row(out->sink);
	out->in_row = false;
}

struct txo_sample txo_frame_sample(const struct txo_frame *f, size_t c,
				   uint64_t *missing)
{
	const struct txo_vector *v = &f->column[c];
	struct txo_sample s = { .x = v->x, .lo = v->lo, .w = f->weight };

	while (s.m < f->rows && !isnan(v->x[s.m]))
		s.m++;
	*missing = 0;
	for (size_t i = s.m; i < f->rows; i++)
		*missing += f->weight[i];
	return s;
}

enum txo_status txo_frame_pairs(const struct txo_frame *f, size_t x, size_t y,
				struct txo_pairs *p, uint64_t *missing,
				struct txo_error *err)
{
	const struct txo_vector *vx = &f->column[x], *vy = &f->column[y];
	size_t room = f->rows + 1;
	double *a = malloc(room * (4 * sizeof(double) + sizeof(uint64_t)));
	uint64_t *w;

	if (!a)
		return txo_fail_memory(err);
	w = (uint64_t *)(void *)(a + 4 * room);
	*p = (struct txo_pairs){
		a, a + room, a + 2 * room, a + 3 * room, w, 0
	};
	*missing = 0;
	for (size_t i = 0; i < f->rows; i++) {
		if (isnan(vx->x[i]) || isnan(vy->x[i])) {
			*missing += f->weight[i];
			continue;
		}
		a[p->m] = vx->x[i];
		a[room + p->m] = vx->lo[i];
		a[2 * room + p->m] = vy->x[i];
		a[3 * room + p->m] = vy->lo[i];
		w[p->m++] = f->weight[i];
	}
	return TXO_OK;
}
