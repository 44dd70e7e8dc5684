#include "txo/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Drops the part of a character that the cut left at the end. */
static void mend_end(char *text)
{
	size_t n = strlen(text), start = n;

	while (start > 0 && n - start < 4) {
		start--;
		if (((unsigned char)text[start] & 0xc0) != 0x80)
			break;
	}
	if (n > 0 && txo_utf8_length(text + start, n - start) != n - start)
		text[start] = '\0';
}

enum txo_status txo_fail(struct txo_error *err, enum txo_status status,
			 const char *format, ...)
{
	char text[TXO_ERROR_SIZE];
	va_list args;
	int n;

	if (!err)
		return status;
	va_start(args, format);
	n = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (n < 0)
		text[0] = '\0';
	if (n >= (int)sizeof(text))
		mend_end(text);
	for (char *p = text; (p = strpbrk(p, "\r\n")) != NULL;)
		*p = ' ';
	memcpy(err->text, text, strlen(text) + 1);
	err->fault = NULL;
	return status;
}

enum txo_status txo_fault(struct txo_error *err, const char *name,
			  enum txo_status status)
{
	if (err)
		err->fault = name;
	return status;
}

enum txo_status txo_fail_memory(struct txo_error *err)
{
	return txo_fail(err, TXO_IO, "out of memory");
}
