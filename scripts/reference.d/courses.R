# What txo courses must print: a second way of working it out, in plain R on rows
# of sessions, without a line of txo.
#
# R has no function for this. Each course is cut out of the rows and looked at
# by itself; scores are kept as whole hundredths, so that differences of
# decimals are exact. The rows that are made up have all that goes wrong in such
# files: days that tie, gaps of just so many days, scores of zero, scores, dates
# and numbers that are missing, sessions that stand twice, a single session.

courses_input <- function()
{
	set.seed(20)
	rows <- NULL
	for (p in 1:48) {
		n <- sample(c(1:7, 12), 1)
		day <- 19700 + sample(300, 1) +
			cumsum(sample(c(0, 14, 28, 28, 29, 90), n, TRUE))
		d <- data.frame(patient = sprintf("P%02d", p),
				concern = sample(c("scars", "lines"), 1),
				session = seq_len(n) - (p %% 4 == 0),
				date = day,
				score = sample(c(0, 5, 10, 10, 30, 70, 125, 333,
						 1250, 4799), n, TRUE))
		# each kind of fault in some courses only
		spoil <- function(x, p)
			ifelse(runif(n) < p, NA, x)
		if (p %% 3 == 0)
			d$score <- spoil(d$score, .3)
		if (p %% 5 == 0)
			d$date <- spoil(d$date, .3)
		if (p %% 7 == 0)
			d$session <- spoil(d$session, .3)
		if (p %% 6 == 0)
			d$session <- rep_len(d$session[1:2], n)
		if (p %% 8 == 1) {
			again <- sample(n, 2, TRUE)
			d <- rbind(d, d[again, ])
			d$score[n + 1] <- 40
		}
		rows <- rbind(rows, d)
	}
	rows$site <- c("North", "South")[1 + (rows$concern == "lines")]
	rows <- rows[sample(nrow(rows)), ]
	rownames(rows) <- NULL
	rows
}

iso <- function(days)
	ifelse(is.na(days), "", format(as.Date(days, "1970-01-01")))

# The two text forms of hundredths, so that equal numbers are not equal texts.
hundredths <- function(x)
	ifelse(is.na(x), "", ifelse(x %% 20 == 0, sprintf("%.2f", x / 100),
				    as.character(x / 100)))

write_sessions <- function(name, d, columns)
{
	cells <- list(patient = d$patient, concern = d$concern,
		      session = ifelse(is.na(d$session), "", d$session),
		      date = iso(d$date), score = hundredths(d$score),
		      site = d$site)[columns]
	do.call(write_input, c(list(name, paste(columns, collapse = ",")),
			       unname(cells)))
}

nas <- function(a, b)
	(is.na(a) & is.na(b)) | (!is.na(a) & !is.na(b) & a == b)

# One course: its rows, in hundredths; baseline (NA or one value) if given.
course <- function(d, better = 0, baseline = "first", final = "last",
		   given = NA, possible = NA)
{
	note <- character(0)
	is_session <- is.na(d$session) | d$session > 0
	by_date <- all(!is.na(d$date)) ||
		!(all(!is.na(d$session)) ||
		  sum(!is.na(d$session)) > sum(!is.na(d$date)))
	key <- if (by_date) d$date else d$session
	o <- if (by_date) order(d$date, d$session, d$score) else
		order(d$session, d$date, d$score)
	if (nrow(d) > 1)
		o <- o[!is.na(key[o])]
	s <- d[is_session, ]
	numbered <- s[!is.na(s$session), ]
	sessions <- sum(is.na(s$session)) +
		nrow(unique(numbered[c("session", "date")]))
	# sessions without a score, however often they stand
	id <- paste(s$session, s$date, ifelse(is.na(s$session),
					      seq_len(nrow(s)), ""))
	unscored <- any(tapply(is.na(s$score), id, all))
	if (unscored || (any(!is.na(d$has_date)) && any(is.na(s$date))) ||
	    length(o) < nrow(d))
		note <- "W-INCOMPLETE"
	# numbers that stand in rows that differ
	m <- d[!is.na(d$session), ]
	for (k in unique(m$session)) {
		r <- m[m$session == k, ]
		scores <- unique(na.omit(r$score))
		if (nrow(unique(r["date"])) > 1 || length(scores) > 1)
			note <- c(note, "W-TIES")
	}
	day_ties <- function(i)
		is.na(d$session[i]) && !is.na(d$date[i]) && length(unique(
			na.omit(d$score[is.na(d$session) &
					nas(d$date, d$date[i])]))) > 1
	base <- NA
	from <- 0
	at <- NA
	if (baseline == "given") {
		base <- given
	} else {
		can <- which(!is.na(d$score[o]) &
			     (baseline == "first" |
			      nas(paste(d$session[o]), baseline)))
		if (length(can)) {
			from <- can[1]
			at <- o[from]
			base <- d$score[at]
			if (day_ties(at))
				note <- c(note, "W-TIES")
		} else if (baseline == "first") {
			from <- length(o)
		}
	}
	rest <- o[seq_along(o) > from]
	rest <- rest[is_session[rest] & !is.na(d$score[rest])]
	if (!is.na(at) && !is.na(d$session[at]))
		rest <- rest[!(nas(d$session[rest], d$session[at]) &
			       nas(d$date[rest], d$date[at]))]
	best <- if (better == 0 || !length(rest)) NA else
		max(better * d$score[rest]) * better
	if (final == "best") {
		end <- best
	} else {
		if (final != "last")
			rest <- rest[nas(d$session[rest], as.numeric(final))]
		end <- if (length(rest)) d$score[rest[length(rest)]] else NA
		if (length(rest) && day_ties(rest[length(rest)]))
			note <- c(note, "W-TIES")
	}
	if (is.na(base) || is.na(end))
		note <- c(note, "W-INCOMPLETE")
	change <- end - base
	percent <- function(whole)
	{
		if (is.na(change) || is.na(whole))
			return(NA)
		if (whole == 0) {
			note <<- c(note, "W-ZEROBASE")
			return(NA)
		}
		100 * change / whole
	}
	first <- suppressWarnings(min(s$date, na.rm = TRUE))
	last <- suppressWarnings(max(s$date, na.rm = TRUE))
	if (is.infinite(first))
		first <- last <- NA
	pc <- percent(abs(base))
	pp <- percent(possible - base)
	order_of_notes <- c("W-TIES", "W-ZEROBASE", "W-INCOMPLETE")
	list(sessions = sessions, first = first, last = last, base = base,
	     end = end, best = best, change = change, percent_change = pc,
	     percent_possible = pp,
	     improvement = if (better == 0) NA else better * change,
	     note = paste(order_of_notes[order_of_notes %in% note],
			  collapse = " "))
}

# Parts of one key: a new one begins where days are more than `gap` apart.
parts_by_gap <- function(d, gap)
{
	d <- d[!is.na(d$date), ]
	d <- d[order(d$date), ]
	if (nrow(d))
		d$course <- 1 + cumsum(c(FALSE, diff(d$date) > gap))
	d
}

# All courses of a file, as the cells that txo must print.
expect_courses <- function(command, d, key, ..., gap = NA, complete = NA,
			   as_of = NA, ongoing = 56)
{
	groups <- split(d, d[key], drop = TRUE)
	for (g in groups) {
		if (!is.na(gap))
			g <- parts_by_gap(g, gap)
		pieces <- if (is.na(gap)) list(g) else split(g, g$course)
		for (p in pieces) {
			given <- if ("baseline" %in% names(p))
				p$baseline[1] else NA
			k <- course(p, ..., given = given)
			where <- paste0(key, "=", sapply(key, function(n)
				as.character(p[[n]][1])), collapse = ";")
			if (!is.na(gap))
				where <- paste0(where, ";course=", p$course[1])
			status <- ""
			if (k$sessions > 0 && !is.na(complete))
				status <- if (k$sessions >= complete)
					"completed" else if (is.na(as_of))
					"dropped" else if (is.na(k$last))
					"" else if (as_of - k$last <= ongoing)
					"ongoing" else "dropped"
			cell <- function(column, value, digits = 0)
				expect(command, where, column, value, digits,
				       "worked out row by row")
			text <- function(t)
				if (t == "") NA else paste0("=", t)
			cell("sessions", k$sessions)
			cell("first_date", text(iso(k$first)))
			cell("last_date", text(iso(k$last)))
			cell("days", k$last - k$first)
			cell("baseline", k$base / 100)
			cell("final", k$end / 100)
			cell("best", k$best / 100)
			cell("change", k$change / 100)
			cell("percent_change", k$percent_change, 12)
			cell("percent_possible", k$percent_possible, 12)
			cell("improvement", k$improvement / 100)
			cell("status", text(status))
			cell("note", text(k$note))
		}
	}
}

clinic_sessions <- function()
{
	d <- read.csv("datasets/synthetic_clinic/sessions.csv")
	data.frame(patient = d$patient, concern = d$concern,
		   session = d$session,
		   date = as.numeric(as.Date(d$date)), has_date = TRUE,
		   score = round(100 * d$score),
		   baseline = round(100 * d$baseline))
}

btheb_sessions <- function()
{
	d <- read.csv("datasets/psy_btheb/data.csv")
	data.frame(patient_id = d$patient_id, session = d$month, date = NA,
		   has_date = NA, score = 100 * d$bdi)
}

open_book()

made <- courses_input()
made$has_date <- TRUE
both <- c("patient", "concern")
all_columns <- c("patient", "concern", "session", "date", "score", "site")
file <- write_sessions("courses_all", made, all_columns)
expect_courses(paste("courses --better lower --complete 3", file), made, both,
	       better = -1, complete = 3)
expect_courses(paste("courses --scale masi --final best --complete 4 --as-of",
		     "2024-12-31 --ongoing 60", file), made, both,
	       better = -1, final = "best", possible = 0, complete = 4,
	       as_of = as.numeric(as.Date("2024-12-31")), ongoing = 60)
expect_courses(paste("courses --better higher --baseline session=0 --final",
		     "session=3", file), made, both, better = 1,
	       baseline = "0", final = "3")
expect_courses(paste("courses --better lower --gap 28 --complete 2", file),
	       made, both, better = -1, gap = 28, complete = 2)
expect_courses(paste("courses --key patient --carry site", file), made,
	       "patient")

made$session <- NA
file <- write_sessions("courses_dates", made, setdiff(all_columns, "session"))
expect_courses(paste("courses --better higher", file), made, both, better = 1)

made <- courses_input()
made$has_date <- made$date <- NA
file <- write_sessions("courses_numbers", made, setdiff(all_columns, "date"))
expect_courses(paste("courses --better lower", file), made, both, better = -1)

expect_courses(paste("courses --drop pain,remark --better lower --complete 6",
		     "datasets/synthetic_clinic/sessions.csv"),
	       clinic_sessions(), both, better = -1, baseline = "given",
	       complete = 6)
expect_courses(paste("courses --drop pain,remark --better lower --baseline",
		     "first --final best",
		     "datasets/synthetic_clinic/sessions.csv"),
	       clinic_sessions(), both, better = -1, final = "best")
expect_courses(paste("courses --key patient --map session=month --carry",
		     "treatment --score bdi --better lower --baseline",
		     "session=0 datasets/psy_btheb/data.csv"),
	       btheb_sessions(), "patient_id", better = -1, baseline = "0")

# The courses that the made-up clinic tells of itself.
d <- read.csv("datasets/synthetic_clinic/courses.csv")
for (i in seq_len(nrow(d))) {
	command <- paste("courses --carry patient,device,depth_mm,practitioner",
			 "--better lower",
			 "datasets/synthetic_clinic/sessions.csv")
	where <- sprintf("patient=%s;concern=%s", d$patient[i], d$concern[i])
	told <- "courses.csv of the same seed"
	expect(command, where, "device", paste0("=", d$device[i]), 0, told)
	expect(command, where, "practitioner", paste0("=", d$practitioner[i]),
	       0, told)
	expect(command, where, "sessions", d$sessions[i], 0, told)
	expect(command, where, "first_date", paste0("=", d$date[i]), 0, told)
	expect(command, where, "baseline", d$baseline[i], 0, told)
	expect(command, where, "final", d$score[i], 0, told)
}

close_book("courses.csv", "What txo courses must print.")
