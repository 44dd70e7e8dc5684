#include "data/load.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "data/memory.h"
#include "data/worker.h"

/* What becomes of a job, in this order. */
enum state { FREE, FILLING, READY, BUSY, DONE };

#define OWN ((size_t)2)	/* slots of a worker */

struct slot {
	struct txo_job job;
	enum state state;
};

struct txo_load {
	struct txo_intake *first;
	struct txo_worker *worker;	/* the first one fills that intake */
	size_t workers;			/* that there can be */
	size_t used;			/* of them, in any file */
	struct slot *slot;		/* OWN of each worker, in its cache */
	struct slot **order;		/* job k stands in order[k % slots] */
	size_t slots;
	size_t styles;			/* room of each job */
	size_t chunk;			/* bytes of one, or 0 */

	/* of the file at hand */
	struct txo_cutter cutter;
	size_t memory;			/* bytes that may be taken, or 0 */
	pthread_mutex_t lock;		/* of what follows */
	pthread_cond_t change;
	bool reading;			/* somebody is at the cutter */
	bool ended;			/* there is nothing more to cut */
	uint64_t filled, settled;	/* jobs so far */
	struct txo_number_style *style;	/* of each use, in settled jobs */
	uint64_t weight;		/* of all their rows */
	size_t taken_bytes;		/* by all workers */
	bool stopped;			/* the next job to settle is at fault */
	struct txo_worker *greedy;	/* or too much memory is needed */
};

struct txo_load *txo_load_new(struct txo_intake *first,
			      const struct txo_load_options *o)
{
	struct txo_load *l = calloc(1, sizeof(*l));

	if (!l)
		return NULL;
	l->first = first;
	l->workers = o->threads;
	l->chunk = o->chunk;
	l->memory = o->memory;
	l->slots = OWN * l->workers;
	l->worker = calloc(l->workers, sizeof(*l->worker));
	l->slot = calloc(l->slots, sizeof(*l->slot));
	l->order = calloc(l->slots, sizeof(struct slot *));
	if (!l->worker || !l->slot || !l->order) {
		free(l->worker);
		free(l->slot);
		free(l->order);
		free(l);
		return NULL;
	}
	l->worker[0].in = first;
	(void)pthread_mutex_init(&l->lock, NULL);
	(void)pthread_cond_init(&l->change, NULL);
	return l;
}

void txo_load_free(struct txo_load *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->workers; i++)
		txo_worker_release(&l->worker[i]);
	for (size_t i = 0; i < l->slots; i++) {
		txo_chunk_release(&l->slot[i].job.chunk);
		free(l->slot[i].job.style);
	}
	pthread_mutex_destroy(&l->lock);
	pthread_cond_destroy(&l->change);
	free(l->worker);
	free(l->slot);
	free(l->order);
	free(l);
}

static struct slot *slot_of(struct txo_load *l, uint64_t job)
{
	return l->order[job % l->slots];
}

/* A slot of the worker's own for the next job, or NULL: none is free. */
static struct slot *free_slot(struct txo_load *l, const struct txo_worker *w)
{
	struct slot *own = &l->slot[OWN * (size_t)(w - l->worker)];

	for (size_t i = 0; i < OWN; i++)
		if (own[i].state == FREE)
			return &own[i];
	return NULL;
}

/* Have the next job cut, without the lock. */
static void fill(struct txo_load *l, struct slot *s)
{
	struct txo_job *job = &s->job;

	s->state = FILLING;
	l->reading = true;
	pthread_mutex_unlock(&l->lock);
	job->status = txo_cutter_next(&l->cutter, &job->chunk, &job->error);
	pthread_mutex_lock(&l->lock);
	l->reading = false;
	l->ended = job->status != TXO_OK || job->chunk.n == 0;
	if (job->status != TXO_OK)
		job->chunk.n = 0;
	if (l->ended && job->status == TXO_OK) {
		s->state = FREE;
	} else {
		s->state = l->ended ? DONE : READY;
		l->order[l->filled++ % l->slots] = s;
	}
}

/* Can what the job has seen of the columns stand behind all before it? */
static bool stands(struct txo_load *l, const struct txo_job *job)
{
	size_t uses = l->first->schema->uses;

	if (job->status != TXO_OK || job->weight > INT64_MAX - l->weight)
		return false;
	for (size_t i = 0; i < uses; i++)
		if (!txo_number_unite(&l->style[i], &job->style[i]))
			return false;
	l->weight += job->weight;
	return true;
}

/* Settle the jobs that are done, in their order. */
static void settle(struct txo_load *l)
{
	while (!l->stopped && l->settled < l->filled &&
	       slot_of(l, l->settled)->state == DONE) {
		struct slot *s = slot_of(l, l->settled);

		l->stopped = !stands(l, &s->job);
		if (l->stopped)
			return;
		s->state = FREE;
		l->settled++;
	}
}

/* Take in a job, without the lock. */
static void take(struct txo_load *l, struct txo_worker *w, struct slot *s)
{
	size_t before = w->bytes;

	s->state = BUSY;
	pthread_mutex_unlock(&l->lock);
	txo_worker_run(w, &s->job);
	pthread_mutex_lock(&l->lock);
	s->state = DONE;
	l->taken_bytes += w->bytes - before;
	if (l->memory && l->taken_bytes > l->memory) {
		l->greedy = w;
		l->stopped = true;
	}
}

/* Wait for one's turn, and have a job cut; NULL if there is nothing to cut. */
static struct slot *fetch(struct txo_load *l, const struct txo_worker *w)
{
	while (!l->stopped && !l->ended) {
		struct slot *s = free_slot(l, w);

		if (!l->reading && s) {
			fill(l, s);
			pthread_cond_broadcast(&l->change);
			return s;
		}
		pthread_cond_wait(&l->change, &l->lock);
	}
	return NULL;
}

/*
 * What a thread does until the file has ended: cut a job, take it in while its
 * bytes are near, and settle what can be settled; all but the first one until
 * they had better be idle. `s` is a job that is cut already, or NULL.
 */
static void work(struct txo_load *l, struct txo_worker *w, struct slot *s)
{
	bool idle = false;

	pthread_mutex_lock(&l->lock);
	for (s = s ? s : fetch(l, w); s; s = idle ? NULL : fetch(l, w)) {
		if (s->state == READY)
			take(l, w, s);
		settle(l);
		pthread_cond_broadcast(&l->change);
		idle = w != l->worker && txo_worker_is_spread(w);
	}
	pthread_mutex_unlock(&l->lock);
}

struct thread {
	pthread_t id;
	struct txo_load *load;
	struct txo_worker *worker;
};

static void *thread_main(void *p)
{
	struct thread *t = p;

	work(t->load, t->worker, NULL);
	return NULL;
}

/* Have further threads begin; returns how many there are then. */
static size_t spread(struct txo_load *l, struct thread *thread)
{
	size_t n = 1;

	for (; n < l->workers; n++) {
		thread[n] = (struct thread){ .load = l,
					     .worker = &l->worker[n] };
		if (pthread_create(&thread[n].id, NULL, thread_main,
				   &thread[n]) != 0)
			break; /* with fewer, then */
	}
	return n;
}

/* Work on this thread, and on further ones if there is more than one chunk. */
static enum txo_status work_all(struct txo_load *l,
				const struct txo_table *table,
				const struct txo_schema *schema,
				struct txo_error *err)
{
	struct thread *thread = calloc(l->workers, sizeof(*thread));
	enum txo_status status = thread ? TXO_OK : txo_fail_memory(err);
	size_t n = 1;

	pthread_mutex_lock(&l->lock);
	fill(l, &l->slot[0]);
	pthread_mutex_unlock(&l->lock);
	if (!l->cutter.ended && !l->ended && l->workers > 1) {
		for (size_t i = 1; i < l->workers && status == TXO_OK; i++)
			status = txo_worker_file(&l->worker[i], l->first, table,
						 schema, err);
		l->used = l->workers;
		if (status == TXO_OK)
			n = spread(l, thread);
	}
	if (status == TXO_OK)
		work(l, &l->worker[0], &l->slot[0]);
	for (size_t i = 1; i < n; i++)
		(void)pthread_join(thread[i].id, NULL);
	free(thread);
	return status;
}

/* The job that cannot stand: what a reader of the whole file would say. */
static enum txo_status judge(struct txo_load *l, struct txo_error *err)
{
	struct txo_job *job = &slot_of(l, l->settled)->job;
	enum txo_status status = job->status;

	if (l->greedy)
		return txo_memory_fail(l->greedy->in, l->memory, err);
	if (status == TXO_OK || (status != TXO_IO && job->chunk.n))
		status = txo_worker_judge(&l->worker[0], job, l->style,
					  l->weight, err);
	else if (err)
		*err = job->error;
	if (status == TXO_OK)
		status = txo_fail(err, TXO_IO,
				  "two readers do not agree; say --reader "
				  "libcsv, and report this");
	return status;
}

/* What the threads know of the file's rows goes to one place. */
static void gather(struct txo_load *l, struct txo_table *table, uint64_t before)
{
	for (size_t i = 0; i < l->used; i++) {
		struct txo_worker *w = &l->worker[i];

		if (i > 0)
			txo_intake_settle(l->first, w->in, before);
		table->blank_rows += w->table.blank_rows;
		table->total_rows += w->table.total_rows;
		w->table.blank_rows = w->table.total_rows = 0;
	}
}

/* Room for what jobs tell of each use. */
static enum txo_status make_room(struct txo_load *l, struct txo_error *err)
{
	size_t uses = l->first->schema->uses + 1;

	for (size_t i = 0; i < l->slots && l->styles < uses; i++) {
		struct txo_job *job = &l->slot[i].job;

		free(job->style);
		job->style = calloc(uses, sizeof(*job->style));
		if (!job->style)
			return txo_fail_memory(err);
	}
	l->styles = uses;
	return TXO_OK;
}

enum txo_status txo_load_file(struct txo_load *l, struct txo_table *table,
			      struct txo_input *in,
			      const struct txo_schema *schema, bool *done,
			      struct txo_error *err)
{
	uint64_t before = l->first->account.unreadable;
	struct txo_csv_rest rest;
	enum txo_status status;

	*done = txo_csv_rest(table->csv, &rest);
	if (!*done)
		return TXO_OK;
	l->reading = l->ended = l->stopped = false;
	l->filled = l->settled = 0;
	for (size_t i = 0; i < l->slots; i++)
		l->slot[i].state = FREE;
	l->style = l->first->style;
	l->weight = l->first->account.weight;
	l->used = l->used ? l->used : 1;
	status = make_room(l, err);
	if (status == TXO_OK)
		status = txo_worker_file(&l->worker[0], l->first, table, schema,
					 err);
	if (status == TXO_OK)
		status = txo_cutter_begin(&l->cutter, &rest, in,
					  table->dialect.delimiter, err);
	if (l->chunk)
		l->cutter.size = l->chunk;
	l->cutter.limit = l->memory;
	if (status == TXO_OK)
		status = work_all(l, table, schema, err);
	if (status == TXO_OK && l->stopped)
		status = judge(l, err);
	txo_cutter_release(&l->cutter);
	if (status == TXO_OK)
		gather(l, table, before);
	return status;
}

enum txo_status txo_load_end(struct txo_load *l, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 1; i < l->used && status == TXO_OK; i++) {
		status = txo_intake_unite(l->first, l->worker[i].in, err);
		txo_worker_release(&l->worker[i]);
	}
	l->used = 0;
	return status;
}
