#include "data/decode.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include <utf8proc.h>

#include "base/text.h"
#include "data/scan.h"

/* Room that any one character takes. */
#define CHARACTER 4

typedef enum txo_status step(struct txo_decoder *d, struct txo_piece *p,
			     struct txo_error *err);

static unsigned byte(const char *p, size_t i)
{
	return (unsigned char)p[i];
}

/* in bytes were taken, out bytes written. */
static void move(struct txo_decoder *d, struct txo_piece *p, size_t in,
		 size_t out)
{
	p->in += in;
	p->n -= in;
	d->bytes += in;
	p->out += out;
	p->room -= out;
	p->written += out;
}

static void put(struct txo_decoder *d, struct txo_piece *p, size_t in,
		int32_t point)
{
	utf8proc_ssize_t n = utf8proc_encode_char(point, (void *)p->out);

	move(d, p, in, (size_t)n);
}

/* The byte that comes next is at fault. */
static enum txo_status invalid(const struct txo_decoder *d, const char *why,
			       struct txo_error *err)
{
	if (err)
		err->line = d->line;
	return txo_fail(err, TXO_DATA, "not valid %s at byte %llu%s",
			d->encoding, (unsigned long long)d->bytes + 1, why);
}

static size_t ascii_length(const char *p, size_t n)
{
	const uint64_t high = 0x8080808080808080u;
	size_t i = 0;
	uint64_t a, b;

	for (; i + 16 <= n; i += 16) {
		memcpy(&a, p + i, 8);
		memcpy(&b, p + i + 8, 8);
		if ((a | b) & high)
			break;
	}
	while (i < n && byte(p, i) < 0x80)
		i++;
	return i;
}

/* Copies what is ASCII; is there a byte that is not, and room for it? */
static bool copy_ascii(struct txo_decoder *d, struct txo_piece *p)
{
	size_t n = ascii_length(p->in, p->n < p->room ? p->n : p->room);

	if (n)
		memcpy(p->out, p->in, n);
	move(d, p, n, n);
	return p->n && p->room >= CHARACTER;
}

/* Could the n bytes, which are no character, be the first of one? */
static bool begins_utf8(const char *p, size_t n)
{
	static const char tail[] = "\x80\x80\x80";
	char whole[CHARACTER];
	unsigned lead = byte(p, 0);
	size_t length = lead < 0xc2 ? 0 :
			lead < 0xe0 ? 2 :
			lead < 0xf0 ? 3 :
			lead < 0xf5 ? 4 :
				      0;

	if (n >= length)
		return false;
	memcpy(whole, p, n);
	memcpy(whole + n, tail, length - n);
	/* The second byte of some characters begins later than 0x80. */
	if (n == 1 && (lead == 0xe0 || lead == 0xf0))
		whole[1] = lead == 0xe0 ? '\xa0' : '\x90';
	return txo_utf8_length(whole, length) == length;
}

/* Bytes of the UTF-8 character that comes next, 0: none; or more is needed. */
static bool see_utf8(const struct txo_piece *p, size_t *n)
{
	*n = txo_utf8_length(p->in, p->n);
	return *n || p->last || !begins_utf8(p->in, p->n);
}

/* UTF-8, or only ASCII so far: the first other bytes decide. */
static enum txo_status step_utf8(struct txo_decoder *d, struct txo_piece *p,
				 struct txo_error *err)
{
	size_t n;

	while (copy_ascii(d, p)) {
		if (byte(p->in, 0) < 0x80)
			continue;
		if (!see_utf8(p, &n))
			return TXO_OK;
		if (n == 0)
			break;
		d->form = TXO_UTF8;
		memcpy(p->out, p->in, n);
		move(d, p, n, n);
	}
	if (!p->n || p->room < CHARACTER || p->written)
		return TXO_OK;
	if (d->form == TXO_OPEN) {
		d->form = TXO_WINDOWS;
		d->encoding = txo_encoding_name(d->form);
		d->assumed_1252 = true;
		d->assumed_at = d->bytes + 1;
		d->assumed_line = d->line;
		return TXO_OK;
	}
	return invalid(d,
		       d->marked ? ", which its byte order mark says it is" :
		       d->said	 ? "" :
				   "; say --encoding",
		       err);
}

static enum txo_status mixed(const struct txo_decoder *d, struct txo_error *err)
{
	if (err)
		err->line = d->line;
	return txo_fail(err, TXO_DATA,
			"UTF-8 at byte %llu, but not at byte %llu (line %llu): "
			"two encodings in one file; say --encoding",
			(unsigned long long)d->bytes + 1,
			(unsigned long long)d->assumed_at,
			(unsigned long long)d->assumed_line);
}

static enum txo_status undefined(const struct txo_decoder *d, unsigned b,
				 struct txo_error *err)
{
	if (err)
		err->line = d->line;
	return txo_fail(err, TXO_DATA, "byte %llu is 0x%02x, which %s",
			(unsigned long long)d->bytes + 1, b,
			d->assumed_1252 ? "is neither UTF-8 nor Windows-1252; "
					  "say --encoding" :
					  "Windows-1252 does not have");
}

static enum txo_status step_windows(struct txo_decoder *d, struct txo_piece *p,
				    struct txo_error *err)
{
	while (copy_ascii(d, p)) {
		unsigned b = byte(p->in, 0);
		int32_t point = txo_windows_point((unsigned char)b);
		size_t n = 0;

		if (b < 0x80)
			continue;
		if (d->assumed_1252 && !see_utf8(p, &n))
			return TXO_OK;
		if ((n || point < 0) && p->written)
			return TXO_OK;
		if (n)
			return mixed(d, err);
		if (point < 0)
			return undefined(d, b, err);
		put(d, p, 1, point);
	}
	return TXO_OK;
}

static int32_t unit(const struct txo_decoder *d, const char *p)
{
	size_t high = d->form == TXO_UTF16LE;

	return (int32_t)(byte(p, high) << 8 | byte(p, 1 - high));
}

static enum txo_status step_utf16(struct txo_decoder *d, struct txo_piece *p,
				  struct txo_error *err)
{
	while (p->n >= 2 && p->room >= CHARACTER) {
		int32_t high = unit(d, p->in), low = 0;

		if ((high & 0xf800) != 0xd800) {
			put(d, p, 2, high);
			continue;
		}
		if (high < 0xdc00 && p->n < 4 && !p->last)
			return TXO_OK;
		if (high < 0xdc00 && p->n >= 4)
			low = unit(d, p->in + 2);
		if ((low & 0xfc00) != 0xdc00)
			return p->written ?
				       TXO_OK :
				       invalid(d, ": half of a surrogate pair",
					       err);
		put(d, p, 4, 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff));
	}
	if (p->n == 1 && p->last && !p->written)
		return invalid(d, ": the text ends within a character", err);
	return TXO_OK;
}

static enum txo_status step_other(struct txo_decoder *d, struct txo_piece *p,
				  struct txo_error *err)
{
	char *in = (char *)p->in, *out = p->out;
	size_t n = p->n, room = p->room, result = 0;
	int why;

	if (n)
		result = iconv(d->other, &in, &n, &out, &room);
	if (n == 0 && p->last && !d->flushed && result != (size_t)-1) {
		result = iconv(d->other, NULL, NULL, &out, &room);
		d->flushed = result != (size_t)-1;
	}
	why = result == (size_t)-1 ? errno : 0;
	move(d, p, p->n - n, p->room - room);
	if (!why || p->written || (why == EINVAL && !p->last))
		return TXO_OK;
	return invalid(
		d, why == EINVAL ? ": the text ends within a character" : "",
		err);
}

/* What came out: its quotes and line ends, which are LF, CRLF or CR. */
static void count(struct txo_decoder *d, const struct txo_survey *s)
{
	d->quotes += s->quotes;
	d->line += s->line_ends;
	d->after_cr = s->after_cr;
}

bool txo_decoder_is_plain(const struct txo_decoder *d)
{
	return d->form == TXO_OPEN || d->form == TXO_UTF8;
}

size_t txo_decoder_take(struct txo_decoder *d, const char *p, size_t n)
{
	struct txo_survey s = { .after_cr = d->after_cr };
	size_t good = n;

	txo_scanner()->survey(p, n, &s);
	if (s.high)
		good = txo_scanner()->utf8(p, n);
	if (good < n) {
		s = (struct txo_survey){ .after_cr = d->after_cr };
		txo_scanner()->survey(p, good, &s);
	}
	d->bytes += good;
	count(d, &s);
	if (s.high)
		d->form = TXO_UTF8;
	return good;
}

enum txo_status txo_decoder_run(struct txo_decoder *d, struct txo_piece *p,
				struct txo_error *err)
{
	static step *const steps[] = {
		[TXO_OPEN] = step_utf8,	      [TXO_UTF8] = step_utf8,
		[TXO_UTF16LE] = step_utf16,   [TXO_UTF16BE] = step_utf16,
		[TXO_WINDOWS] = step_windows, [TXO_OTHER] = step_other,
	};
	const char *out = p->out;
	struct txo_survey s = { .quotes = 0 };
	enum txo_status status;
	enum txo_encoding form;

	do {
		form = d->form;
		status = steps[form](d, p, err);
	} while (status == TXO_OK && form == TXO_OPEN &&
		 d->form == TXO_WINDOWS);
	s.after_cr = d->after_cr;
	txo_scanner()->survey(out, p->written, &s);
	count(d, &s);
	return status;
}

/*
 * iconv leaves out what it does not know in a name, and takes an empty one for
 * that of the locale; behind a slash are orders to drop characters.
 */
static enum txo_status init_other(struct txo_decoder *d, struct txo_error *err)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-_.:";
	const char *name = d->encoding;
	iconv_t other = (iconv_t)-1;

	if (name[0] && name[strspn(name, letters)] == '\0')
		other = iconv_open("UTF-8", name);
	else
		errno = EINVAL;
	if (other == (iconv_t)-1)
		return errno == EINVAL ? txo_encoding_unknown(name, err) :
					 txo_fail_memory(err);
	d->form = TXO_OTHER;
	d->other = other;
	return TXO_OK;
}

/* Take the encoding that the user says, unless a mark contradicts. */
static enum txo_status init_said(struct txo_decoder *d, enum txo_encoding mark,
				 struct txo_error *err)
{
	bool known = d->form != TXO_OTHER;

	if (known)
		d->encoding = txo_encoding_name(d->form);
	if (mark != TXO_OPEN && mark != d->form && (known || mark == TXO_UTF8))
		return txo_fail(err, TXO_DATA,
				"it begins with the byte order mark of %s, "
				"which contradicts --encoding %s",
				txo_encoding_name(mark), d->encoding);
	return known ? TXO_OK : init_other(d, err);
}

enum txo_status txo_decoder_init(struct txo_decoder *d, const char *encoding,
				 const char *start, size_t n,
				 struct txo_error *err)
{
	enum txo_encoding mark = txo_encoding_marked(start, n);

	*d = (struct txo_decoder){ .encoding = encoding, .line = 1 };
	d->marked = mark != TXO_OPEN;
	d->said = encoding != NULL;
	d->form = d->said ? txo_encoding_named(encoding) : TXO_OPEN;
	if (d->said && d->form != TXO_UTF16)
		return init_said(d, mark, err);
	d->form = mark != TXO_OPEN ? mark : txo_encoding_guess(start, n);
	d->encoding = txo_encoding_name(d->form);
	if (d->said && n && d->form != TXO_UTF16LE && d->form != TXO_UTF16BE)
		return txo_fail(err, TXO_DATA,
				"it does not look like UTF-16; if it is, say "
				"--encoding UTF-16LE or UTF-16BE");
	return TXO_OK;
}

void txo_decoder_release(struct txo_decoder *d)
{
	if (d->other)
		iconv_close(d->other);
	d->other = NULL;
}
