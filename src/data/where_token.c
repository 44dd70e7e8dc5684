/*
 * where_token.c - the words, values and signs of a row filter.
 */
#include <string.h>

#include "data/date.h"
#include "data/where_tree.h"

enum txo_status txo_where_blame(const struct txo_where *w, size_t at,
				enum txo_status status, struct txo_error *err)
{
	struct txo_text expr = w->expr;
	size_t place = 1;

	if (!err || status == TXO_OK || status == TXO_IO)
		return status;
	for (size_t i = 0; i < at && i < expr.n; i++)
		place += ((unsigned char)expr.p[i] & 0xc0) != 0x80;
	return txo_fail(err, status, "--%s: at %zu: %s", w->option, place,
			err->text);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool begins(struct txo_text t, const char *sign)
{
	size_t n = strlen(sign);

	return t.n >= n && memcmp(t.p, sign, n) == 0;
}

static struct txo_text from(struct txo_text t, size_t i)
{
	return (struct txo_text){ t.p + i, t.n - i };
}

/* Bytes of the blank that t begins with: ASCII, or a no-break space. */
static size_t blank(struct txo_text t)
{
	if (t.n && (t.p[0] == ' ' || (t.p[0] >= '\t' && t.p[0] <= '\r')))
		return 1;
	return begins(t, "\xc2\xa0") ? 2 : 0;
}

/* Quotes as word processors set them, U+2018 to U+201F. */
static bool is_typographic(struct txo_text t)
{
	return t.n >= 3 && begins(t, "\xe2\x80") &&
	       (unsigned char)t.p[2] >= 0x98 && (unsigned char)t.p[2] <= 0x9f;
}

/* Length of the bare word that t begins with, or 0. */
static size_t word(struct txo_text t)
{
	size_t i = 0;

	if (t.n && (is_digit(t.p[0]) || t.p[0] == '.'))
		return 0;
	while (i < t.n) {
		struct txo_text rest = from(t, i);

		if (is_letter(t.p[i]) || is_digit(t.p[i]) || t.p[i] == '.')
			i++;
		else if ((unsigned char)t.p[i] >= 0x80 && !blank(rest) &&
			 !is_typographic(rest))
			i++;
		else
			break;
	}
	return i;
}

/* Length of what t begins with and is meant as a number, or 0. */
static size_t number(struct txo_text t)
{
	size_t i = t.n && (t.p[0] == '-' || t.p[0] == '+');

	i += i < t.n && t.p[i] == '.';
	if (i >= t.n || !is_digit(t.p[i]))
		return 0;
	while (i < t.n && (is_letter(t.p[i]) || is_digit(t.p[i]) ||
			   t.p[i] == '.' || t.p[i] == '-' || t.p[i] == '+'))
		i++;
	return i;
}

/*
 * The text between quotes, to copy unless that is NULL; in it the quote is
 * doubled, or follows a backslash. Returns the place of the closing quote, or
 * t.n.
 */
static size_t unquote(struct txo_text t, char *copy, size_t *n)
{
	const char quote = t.p[0];
	size_t i = 1;

	for (*n = 0; i < t.n; i++) {
		char after = i + 1 < t.n ? t.p[i + 1] : '\0';

		if (t.p[i] == '\\' && quote != '`' &&
		    (after == '"' || after == '\'' || after == '\\'))
			i++;
		else if (t.p[i] == quote && after == quote)
			i++;
		else if (t.p[i] == quote)
			break;
		if (copy)
			copy[*n] = t.p[i];
		++*n;
	}
	return i;
}

static enum txo_status quoted(struct txo_text t, struct txo_arena *arena,
			      struct txo_where_token *token,
			      struct txo_error *err)
{
	size_t n, end = unquote(t, NULL, &n);
	bool is_name = t.p[0] == '`';
	char *copy;

	if (end == t.n)
		return txo_fail(err, TXO_USAGE, "the quote %c is not closed",
				t.p[0]);
	copy = txo_arena_take(arena, n + 1);
	if (!copy)
		return txo_fail_memory(err);
	unquote(t, copy, &n);
	token->kind = is_name ? TXO_TOKEN_NAME : TXO_TOKEN_STRING;
	token->source.n = end + 1;
	token->text = txo_text_trim((struct txo_text){ copy, n });
	if (is_name && !token->text.n)
		return txo_fail(err, TXO_USAGE, "the name is empty");
	return TXO_OK;
}

/* What stands there by mistake, in words that say what was meant. */
static enum txo_status unknown(struct txo_text t, struct txo_error *err)
{
	static const char *const meant[][2] = {
		{ "&", "and" },
		{ "|", "or" },
		{ "!", "not" },
	};
	char shown[TXO_SHOWN_CHAR], quote = t.p[0];

	for (size_t i = 0; i < sizeof(meant) / sizeof(meant[0]); i++)
		if (begins(t, meant[i][0]))
			return txo_fail(err, TXO_USAGE, "for %s write %s",
					meant[i][0], meant[i][1]);
	if (is_typographic(t))
		return txo_fail(err, TXO_USAGE,
				"this quote is typographic; write \" or '");
	txo_text_show_char(&t, shown);
	return txo_fail(
		err, TXO_USAGE, "'%s' has no meaning here%s", shown,
		quote == '-' || quote == '%' || quote == '/' ?
			" (a name that holds it stands in `backquotes`)" :
			"");
}

static enum txo_status sign(struct txo_text t, struct txo_where_token *token,
			    struct txo_error *err)
{
	static const struct {
		const char *text;
		enum txo_where_token_kind kind;
	} signs[] = {
		{ "==", TXO_TOKEN_EQ },	  { "!=", TXO_TOKEN_NE },
		{ "<=", TXO_TOKEN_LE },	  { ">=", TXO_TOKEN_GE },
		{ "<>", TXO_TOKEN_NE },	  { "=", TXO_TOKEN_EQ },
		{ "<", TXO_TOKEN_LT },	  { ">", TXO_TOKEN_GT },
		{ "(", TXO_TOKEN_OPEN },  { ")", TXO_TOKEN_CLOSE },
		{ ",", TXO_TOKEN_COMMA },
	};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (!begins(t, signs[i].text))
			continue;
		token->kind = signs[i].kind;
		token->source.n = strlen(signs[i].text);
		return TXO_OK;
	}
	return unknown(t, err);
}

/* Is what looks like a number one? */
static enum txo_status check_number(struct txo_text t, struct txo_error *err)
{
	struct txo_decimal d;
	char shown[TXO_SHOWN];
	enum txo_status status = txo_decimal_parse(t.p, t.n, &d, err);
	int days;

	if (status != TXO_DATA)
		return status;
	txo_text_show(t, shown);
	if (txo_date_parse(t, &days, NULL) == TXO_OK)
		return txo_fail(err, TXO_USAGE,
				"a date stands in quotes: \"%s\"", shown);
	for (size_t i = 0; i < t.n; i++)
		if (is_letter(t.p[i]) && t.p[i] != 'e' && t.p[i] != 'E')
			return txo_fail(err, TXO_USAGE,
					"'%s' is not a number (a name that "
					"begins so stands in `backquotes`)",
					shown);
	return TXO_USAGE; /* with the sentence of the number */
}

bool txo_where_means_number(struct txo_text t, char *plain)
{
	struct txo_decimal d;
	char *comma;

	if (t.n && t.p[t.n - 1] == '%') {
		t.n--;
		t = txo_text_trim(t);
	}
	if (t.n >= TXO_SHOWN)
		return false;
	memcpy(plain, t.p, t.n);
	plain[t.n] = '\0';
	comma = strchr(plain, ',');
	if (comma)
		*comma = '.';
	return txo_decimal_parse(plain, t.n, &d, NULL) == TXO_OK;
}

/* A number has no percent sign: columns that have are compared without. */
static enum txo_status refuse_percent(struct txo_text t, struct txo_text number,
				      struct txo_error *err)
{
	char shown[TXO_SHOWN];
	struct txo_text rest = from(t, number.n);
	size_t n;

	while ((n = blank(rest)) > 0)
		rest = from(rest, n);
	if (!begins(rest, "%"))
		return TXO_OK;
	txo_text_show(number, shown);
	return txo_fail(err, TXO_USAGE, "for %s%% write %s", shown, shown);
}

static enum txo_status read_number(struct txo_text t,
				   struct txo_where_token *token,
				   struct txo_error *err)
{
	enum txo_status status = check_number(token->text, err);

	return status == TXO_OK ? refuse_percent(t, token->text, err) : status;
}

static enum txo_status read_token(struct txo_text t, struct txo_arena *arena,
				  struct txo_where_token *token,
				  struct txo_error *err)
{
	if (strchr("\"'`", t.p[0]) && t.p[0])
		return quoted(t, arena, token, err);
	token->kind = TXO_TOKEN_WORD;
	token->text.n = token->source.n = word(t);
	if (token->text.n)
		return TXO_OK;
	token->kind = TXO_TOKEN_NUMBER;
	token->text.n = token->source.n = number(t);
	if (token->text.n)
		return read_number(t, token, err);
	return sign(t, token, err);
}

enum txo_status txo_where_token(const struct txo_where *w, size_t start,
				struct txo_where_token *token,
				struct txo_error *err)
{
	struct txo_text expr = w->expr;
	enum txo_status status;
	size_t n;

	while (start < expr.n && (n = blank(from(expr, start))) > 0)
		start += n;
	token->at = start;
	token->kind = TXO_TOKEN_END;
	token->source = token->text = (struct txo_text){ expr.p + start, 0 };
	if (start == expr.n)
		return TXO_OK;
	status = read_token(from(expr, start), w->arena, token, err);
	return txo_where_blame(w, start, status, err);
}
