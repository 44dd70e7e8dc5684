#include "data/chunk.h"

#include <stdlib.h>
#include <string.h>

#include "data/memory.h"
#include "data/scan.h"

#define SIZE ((size_t)256 * 1024)
#define LEAST ((size_t)64) /* bytes that are read at once */
#define PATIENCE \
	((size_t)1 << 20) /* bytes of a record that are taken on trust */

void txo_chunk_release(struct txo_chunk *c)
{
	free(c->p);
	*c = (struct txo_chunk){ .p = NULL };
}

/* Room for n bytes and some more; what is there stays. */
static bool make_room(struct txo_chunk *c, size_t n)
{
	char *p;

	if (n + TXO_SLACK <= c->room)
		return true;
	p = realloc(c->p, n + TXO_SLACK);
	if (!p)
		return false;
	c->p = p;
	c->room = n + TXO_SLACK;
	return true;
}

enum txo_status txo_cutter_begin(struct txo_cutter *c,
				 const struct txo_csv_rest *rest,
				 struct txo_input *in, char delimiter,
				 struct txo_error *err)
{
	*c = (struct txo_cutter){
		.in = in,
		.delimiter = delimiter,
		.size = SIZE,
		.line = rest->line,
		.after_cr = rest->after_cr,
		.ended = rest->ended,
		.failed = rest->failed,
		.error = *rest->error,
	};
	txo_buffer_add(&c->left, rest->bytes.p, rest->bytes.n);
	return c->left.failed ? txo_fail_memory(err) : TXO_OK;
}

void txo_cutter_release(struct txo_cutter *c)
{
	txo_buffer_release(&c->left);
}

/* Have as many bytes as are wanted, of those that are left. */
static void take_left(struct txo_cutter *c, struct txo_chunk *k, size_t want)
{
	size_t n = c->left.n - c->at;

	if (k->n >= want)
		return;
	n = n < want - k->n ? n : want - k->n;
	if (n)
		memcpy(k->p + k->n, c->left.p + c->at, n);
	k->n += n;
	c->at += n;
}

/* Is all that could be read in the chunk, or in one before? */
static bool is_dry(const struct txo_cutter *c)
{
	return c->at == c->left.n && (c->ended || c->failed != TXO_OK);
}

/* Bytes looked at, from the beginning of the chunk. */
struct seen {
	size_t n;
	struct txo_survey survey;
};

static void see(struct seen *s, const struct txo_chunk *k)
{
	txo_scanner()->survey(k->p + s->n, k->n - s->n, &s->survey);
	s->n = k->n;
}

/* More bytes of the input, which knows what there is in them. */
static void read_on(struct txo_cutter *c, struct txo_chunk *k, size_t want,
		    struct seen *s)
{
	uint64_t quotes = c->in->quotes, line_ends = c->in->line_ends;
	size_t n;

	c->failed = txo_input_read(c->in, k->p + k->n, want - k->n, &n,
				   &c->error);
	c->ended = c->failed == TXO_OK && n == 0;
	k->n += n;
	s->survey.quotes += c->in->quotes - quotes;
	s->survey.line_ends += c->in->line_ends - line_ends;
	s->n = k->n;
}

/* Have that many bytes in the chunk, or almost. */
static enum txo_status fill(struct txo_cutter *c, struct txo_chunk *k,
			    size_t want, struct seen *s, struct txo_error *err)
{
	if (c->limit && want > c->size && want > c->limit / 2) {
		want = c->limit / 2;
		if (k->n + LEAST > want)
			return txo_memory_fail_record(c->line, c->limit, err);
	}
	if (!make_room(k, want))
		return txo_fail_memory(err);
	take_left(c, k, want);
	see(s, k);
	while (want >= k->n + LEAST && c->at == c->left.n && !is_dry(c))
		read_on(c, k, want, s);
	if (c->after_cr && k->n && *k->p == '\n') {
		memmove(k->p, k->p + 1, --k->n);
		s->n--;
	}
	c->after_cr = c->after_cr && !k->n;
	return TXO_OK;
}

/*
 * The byte behind the last line end outside quotes that is not before `from`;
 * 0 if there is none. A CR at the very end may be half of one, unless nothing
 * comes behind it (`dry`).
 */
static size_t last_end(const char *p, size_t from, size_t n, bool inside,
		       bool dry)
{
	for (size_t i = n; i > from; i--) {
		char ch = p[i - 1];

		inside ^= ch == '"';
		if (!inside && (ch == '\n' ||
				(ch == '\r' && (i < n ? p[i] != '\n' : dry))))
			return i;
	}
	return 0;
}

/* Keep what is behind the cut for the next chunk. */
static enum txo_status cut(struct txo_cutter *c, struct txo_chunk *k, size_t at,
			   const struct seen *all, struct txo_error *err)
{
	struct txo_survey behind = { 0 };

	if (c->at < c->left.n) {
		c->at -= k->n - at;
	} else {
		txo_buffer_clear(&c->left);
		txo_buffer_add(&c->left, k->p + at, k->n - at);
		c->at = 0;
	}
	if (c->left.failed)
		return txo_fail_memory(err);
	txo_scanner()->survey(k->p + at, k->n - at, &behind);
	k->n = at;
	k->line = c->line;
	k->number = c->number++;
	c->line += all->survey.line_ends - behind.line_ends;
	return TXO_OK;
}

static bool is_sound(const struct txo_cutter *c, const struct txo_chunk *k)
{
	return txo_csv_sound((struct txo_text){ k->p, k->n }, c->delimiter);
}

/*
 * Fill the chunk until it holds a record at least; *at is its end, or 0. Text
 * that is at fault goes to whoever parses it, who will tell.
 */
static enum txo_status find_cut(struct txo_cutter *c, struct txo_chunk *k,
				size_t *at, struct seen *s,
				struct txo_error *err)
{
	bool dry = false;

	*at = 0;
	for (size_t want = c->size; !*at && !dry; want *= 2) {
		size_t from = s->n ? s->n - 1 : 0;
		enum txo_status status = fill(c, k, want, s, err);

		if (status != TXO_OK)
			return status;
		dry = is_dry(c);
		*at = dry && c->failed == TXO_OK ?
			      k->n :
			      last_end(k->p, from, k->n, s->survey.quotes % 2,
				       dry);
		if (!*at && (dry || k->n >= PATIENCE) && !is_sound(c, k))
			*at = k->n;
	}
	return TXO_OK;
}

enum txo_status txo_cutter_next(struct txo_cutter *c, struct txo_chunk *k,
				struct txo_error *err)
{
	struct seen seen = { .n = 0 };
	enum txo_status status;
	size_t at;

	k->n = 0;
	status = find_cut(c, k, &at, &seen, err);
	if (status == TXO_OK)
		status = cut(c, k, at, &seen, err);
	if (status != TXO_OK || at || c->failed == TXO_OK)
		return status;
	if (err)
		*err = c->error;
	return c->failed;
}
