/*
 * field_string.c - the formats of strings in a Table Schema.
 */
#include <string.h>

#include "data/field_value.h"

#define LONGEST_LOCAL 64	/* before the @ of an email address */
#define LONGEST_DOMAIN 255
#define LONGEST_LABEL 63

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_beyond_ascii(char c)
{
	return ((unsigned char)c & 0x80) != 0;
}

static bool is_one_of(char c, const char *set)
{
	return c && strchr(set, c) != NULL;
}

/* Labels of letters, digits and inner hyphens, at least two, with points. */
static bool is_domain(struct txo_text t)
{
	size_t label = 0, labels = 1;

	if (t.n == 0 || t.n > LONGEST_DOMAIN)
		return false;
	for (size_t i = 0; i < t.n; i++) {
		char c = t.p[i];
		bool last = i + 1 == t.n || t.p[i + 1] == '.';

		if (c == '.') {
			if (label == 0)
				return false;
			label = 0;
			labels++;
			continue;
		}
		if (!is_letter(c) && !is_digit(c) && !is_beyond_ascii(c) &&
		    !(c == '-' && label && !last))
			return false;
		if (++label > LONGEST_LABEL)
			return false;
	}
	return label && labels > 1;
}

/* A local part without quotes, as RFC 5322's dot-atom; an "@"; a domain. */
bool txo_field_is_email(struct txo_text t)
{
	const char *at = t.n ? memchr(t.p, '@', t.n) : NULL;
	size_t n = at ? (size_t)(at - t.p) : 0;

	if (n == 0 || n > LONGEST_LOCAL)
		return false;
	for (size_t i = 0; i < n; i++) {
		char c = t.p[i];

		if (c == '.' && i > 0 && i + 1 < n && t.p[i - 1] != '.')
			continue;
		if (!is_letter(c) && !is_digit(c) && !is_beyond_ascii(c) &&
		    !is_one_of(c, "!#$%&'*+-/=?^_`{|}~"))
			return false;
	}
	return is_domain((struct txo_text){ at + 1, t.n - n - 1 });
}

/* RFC 3986: a scheme, a colon, then characters that a URI may have. */
bool txo_field_is_uri(struct txo_text t)
{
	size_t i = 0, after;

	while (i < t.n &&
	       (is_letter(t.p[i]) ||
		(i && (is_digit(t.p[i]) || is_one_of(t.p[i], "+-.")))))
		i++;
	if (i == 0 || i == t.n || t.p[i] != ':')
		return false;
	for (after = ++i; i < t.n; i++) {
		char c = t.p[i];

		if (c == '%') {
			if (i + 2 >= t.n || !is_hex(t.p[i + 1]) ||
			    !is_hex(t.p[i + 2]))
				return false;
		} else if (!is_letter(c) && !is_digit(c) &&
			   !is_one_of(c, "-._~:/?#[]@!$&'()*+,;=")) {
			return false;
		}
	}
	return t.n > after &&
	       !(t.n == after + 2 && memcmp(t.p + after, "//", 2) == 0);
}

/* RFC 4648: groups of four, the last perhaps filled up with "=". */
bool txo_field_is_base64(struct txo_text t)
{
	size_t fill = 0;

	if (t.n % 4 != 0)
		return false;
	while (fill < 2 && fill < t.n && t.p[t.n - 1 - fill] == '=')
		fill++;
	for (size_t i = 0; i < t.n - fill; i++)
		if (!is_letter(t.p[i]) && !is_digit(t.p[i]) &&
		    !is_one_of(t.p[i], "+/"))
			return false;
	return true;
}

/* RFC 4122: 8-4-4-4-12 hexadecimal digits. */
bool txo_field_is_uuid(struct txo_text t)
{
	if (t.n != 36)
		return false;
	for (size_t i = 0; i < t.n; i++) {
		bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;

		if (hyphen ? t.p[i] != '-' : !is_hex(t.p[i]))
			return false;
	}
	return true;
}
