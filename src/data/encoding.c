#include "data/encoding.h"

#include <string.h>

#include "base/nearest.h"
#include "base/text.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum txo_encoding txo_encoding_named(const char *name)
{
	static const struct {
		const char *folded;
		enum txo_encoding e;
	} own[] = {
		{ "utf8", TXO_UTF8 },		{ "utf16", TXO_UTF16 },
		{ "utf16le", TXO_UTF16LE },	{ "utf16be", TXO_UTF16BE },
		{ "windows1252", TXO_WINDOWS }, { "cp1252", TXO_WINDOWS },
	};
	char folded[32];

	txo_text_fold(txo_text(name), folded, sizeof(folded));
	for (size_t i = 0; i < COUNT(own); i++)
		if (strcmp(folded, own[i].folded) == 0)
			return own[i].e;
	return TXO_OTHER;
}

const char *txo_encoding_name(enum txo_encoding e)
{
	static const char *const name[] = {
		[TXO_OPEN] = "UTF-8",	    [TXO_UTF8] = "UTF-8",
		[TXO_UTF16LE] = "UTF-16LE", [TXO_UTF16BE] = "UTF-16BE",
		[TXO_UTF16] = "UTF-16",	    [TXO_WINDOWS] = "windows-1252",
		[TXO_OTHER] = NULL,
	};

	return name[e];
}

enum txo_encoding txo_encoding_marked(const char *start, size_t n)
{
	if (n >= 3 && memcmp(start, "\xef\xbb\xbf", 3) == 0)
		return TXO_UTF8;
	if (n >= 2 && memcmp(start, "\xff\xfe", 2) == 0)
		return TXO_UTF16LE;
	if (n >= 2 && memcmp(start, "\xfe\xff", 2) == 0)
		return TXO_UTF16BE;
	return TXO_OPEN;
}

enum txo_encoding txo_encoding_guess(const char *start, size_t n)
{
	size_t nul[2] = { 0, 0 }, units = n / 2;

	for (size_t i = 0; i < 2 * units; i++)
		nul[i % 2] += start[i] == '\0';
	if (units < 2 || (nul[0] && nul[1]) || 2 * (nul[0] + nul[1]) < units)
		return TXO_OPEN;
	return nul[1] ? TXO_UTF16LE : TXO_UTF16BE;
}

enum txo_status txo_encoding_unknown(const char *name, struct txo_error *err)
{
	static const char *const usual[] = {
		"UTF-8",	"UTF-16",	"UTF-16LE",	"UTF-16BE",
		"windows-1252", "windows-1250", "windows-1251", "ISO-8859-1",
		"ISO-8859-2",	"ISO-8859-15",	"CP437",	"CP850",
		"macintosh",	"Shift_JIS",	"EUC-JP",	"EUC-KR",
		"GB18030",	"Big5",
	};
	struct txo_text names[COUNT(usual)];
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	enum txo_status status;

	for (size_t i = 0; i < COUNT(usual); i++)
		names[i] = txo_text(usual[i]);
	txo_nearest_say(&b, txo_text(name), "usual encodings", names,
			COUNT(usual));
	status = txo_fail(err, TXO_USAGE,
			  "there is no encoding '%s'%s; iconv -l has more",
			  txo_text_show(txo_text(name), shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

int32_t txo_windows_point(unsigned char byte)
{
	/* 0x80 to 0x9f; elsewhere it is Latin-1. */
	static const uint16_t point[] = {
		0x20ac, 0,	0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,	0x017d, 0,
		0,	0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,	0x017e, 0x0178,
	};

	if (byte < 0x80 || byte >= 0xa0)
		return byte;
	return point[byte - 0x80] ? point[byte - 0x80] : -1;
}
