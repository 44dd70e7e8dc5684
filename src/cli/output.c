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

enum txo_status txo_output_open(struct txo_output *o, const char *path,
				struct txo_error *err)
{
	struct stat st;

	*o = (struct txo_output){ .fd = STDOUT_FILENO };
	if (!path || strcmp(path, "-") == 0)
		return TXO_OK;
	o->path = resolve(path);
	if (!o->path)
		return txo_fail_memory(err);
	if (stat(o->path, &st) == 0 && !S_ISREG(st.st_mode))
		o->fd = open(o->path, O_WRONLY);
	else
		o->fd = open_beside(o);
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
