/*
 * replay.c - all files of a folder through a fuzz target, with any compiler.
 *
 *	replay-load tests/fuzz/corpus/load
 */
#include <dirent.h>
#include <stdint.h>

#include "check.h"

#define MOST ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void replay(const char *folder, const char *name, uint8_t *room)
{
	char path[1024];
	uint8_t *data;
	size_t n;
	FILE *f;

	check(snprintf(path, sizeof(path), "%s/%s", folder, name) <
	      (int)sizeof(path));
	f = fopen(path, "rb");
	check(f);
	n = fread(room, 1, MOST, f);
	check(n < MOST && !ferror(f));
	fclose(f);
	data = malloc(n + 1);	/* so that a byte too far is noticed */
	check(data);
	for (size_t i = 0; i < n; i++)
		data[i] = room[i];
	data = realloc(data, n ? n : 1);
	fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput(data, n);
	free(data);
}

int main(int argc, char **argv)
{
	uint8_t *room = malloc(MOST);
	DIR *d = argc == 2 ? opendir(argv[1]) : NULL;
	const struct dirent *e;
	size_t files = 0;

	check(room && d);
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		replay(argv[1], e->d_name, room);
		files++;
	}
	closedir(d);
	free(room);
	printf("%zu files\n", files);
	return files == 0;
}
