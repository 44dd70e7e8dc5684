#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *shown_path(const struct txo_output *o)
{
	return o->path ? o->path : "standard output";
}

static enum txo_status cannot_write(struct txo_output *o, struct txo_error *err)
{
	int why = errno;

	o->closed = o->closed || why == EPIPE;
	return txo_fail(err, TXO_IO, "cannot write to %s: %s", shown_path(o),
			strerror(why));
}

/* The place itself if path is a link to it, in malloc'd memory. */
static char *resolve(const char *path)
{
	char *real = realpath(path, NULL);

	return real ? real : strdup(path);
}

/* A new file beside o->path with the rights that a new file has. */
static int open_beside(struct txo_output *o)
{
	size_t n = strlen(o->path) + sizeof(".XXXXXX");
	mode_t mask = umask(0);
	int fd;

	umask(mask);
	o->beside = malloc(n);
	if (!o->beside)
		return -1;
	snprintf(o->beside, n, "%s.XXXXXX", o->path);
	fd = mkstemp(o->beside);
	if (fd >= 0) {
		struct stat old;
		mode_t mode = stat(o->path, &old) == 0 ? old.st_mode & 0777 :
							 0666 & ~mask;

		(void)fchmod(fd, mode);
		return fd;
	}
	free(o->beside);
	o->beside = NULL;
	return -1;
}

/*
 * stdout or stderr if that goes to the file already, else -1. A new file in its
 * place would lose what else goes there, before or later.
 */
static int stream_to(const struct stat *file)
{
	static const int stream[] = { STDOUT_FILENO, STDERR_FILENO };
	struct stat st;

	for (int i = 0; i < 2; i++)
		if (fstat(stream[i], &st) == 0 && st.st_dev == file->st_dev &&
		    st.st_ino == file->st_ino)
			return stream[i];
	return -1;
}

static int open_path(struct txo_output *o)
{
	struct stat st;
	int stream;

	if (stat(o->path, &st) != 0)
		return open_beside(o);
	if (!S_ISREG(st.st_mode))
		return open(o->path, O_WRONLY);
	stream = stream_to(&st);
	return stream < 0 ? open_beside(o) : dup(stream);
}

/* The folder that the path's last part is in, in malloc'd memory, or NULL. */
static char *folder_of(const char *path, const char **last)
{
	const char *slash = strrchr(path, '/');
	char *folder, *real;

	*last = slash ? slash + 1 : path;
	folder = slash ? strndup(path, (size_t)(*last - path)) : strdup(".");
	real = folder ? realpath(folder, NULL) : NULL;
	free(folder);
	return real;
}

bool txo_output_same(const char *a, const char *b)
{
	struct stat of_a, of_b;
	bool is_a = stat(a, &of_a) == 0, is_b = stat(b, &of_b) == 0, same;
	char *folder_a, *folder_b;

	if (is_a && is_b)
		return S_ISREG(of_a.st_mode) && of_a.st_dev == of_b.st_dev &&
		       of_a.st_ino == of_b.st_ino;
	if (is_a || is_b)
		return false;
	folder_a = folder_of(a, &a);
	folder_b = folder_of(b, &b);
	same = folder_a && folder_b && strcmp(folder_a, folder_b) == 0 &&
	       strcmp(a, b) == 0;
	free(folder_a);
	free(folder_b);
	return same;
}

enum txo_status txo_output_open(struct txo_output *o, const char *path,
				struct txo_error *err)
{
	*o = (struct txo_output){ .fd = STDOUT_FILENO };
	if (!path || strcmp(path, "-") == 0)
		return TXO_OK;
	o->path = resolve(path);
	if (!o->path)
		return txo_fail_memory(err);
	o->fd = open_path(o);
	if (o->fd < 0) {
		enum txo_status status = cannot_write(o, err);

		free(o->path);
		o->path = NULL;
		return status;
	}
	return TXO_OK;
}

enum txo_status txo_output_write(void *ctx, const char *p, size_t n,
				 struct txo_error *err)
{
	struct txo_output *o = ctx;

	while (n) {
		ssize_t k = write(o->fd, p, n);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return cannot_write(o, err);
		p += k;
		n -= (size_t)k;
	}
	return TXO_OK;
}

enum txo_status txo_output_close(struct txo_output *o, bool good,
				 struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	if (close(o->fd) != 0 && good)
		status = cannot_write(o, err);
	if (o->beside && good && status == TXO_OK &&
	    rename(o->beside, o->path) != 0)
		status = cannot_write(o, err);
	if (o->beside && (!good || status != TXO_OK))
		(void)unlink(o->beside);
	free(o->beside);
	free(o->path);
	*o = (struct txo_output){ .fd = -1 };
	return status;
}
