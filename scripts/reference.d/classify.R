# What txo classify must print for the data sets and for made-up courses.
#
# R: no package in Debian classifies courses, so the definitions stand here, on
# whole numbers (scores in tenths) where a threshold could be met exactly. The
# package clinicalsignificance 2.x, which is not in Debian, makes cutoff b from
# the SD of the clinical sample; Jacobson and Truax take the functional one, and
# so do we.
need("summary")

wilson <- function(x, n, level)
{
	if (n == 0)
		return(c(NA, NA))
	z <- qnorm((1 + level) / 2)
	half <- z * sqrt(x * (n - x) / n + z^2 / 4)
	ends <- (x + z^2 / 2 + c(-1, 1) * half) / (n + z^2)
	p <- suppressWarnings(prop.test(x, n, conf.level = level,
					correct = FALSE)$conf.int)
	stopifnot(abs(ends - p) < 1e-12)
	c(if (x == 0) 0 else ends[1], if (x == n) 1 else ends[2])
}

clopper_pearson <- function(x, n, level)
	if (n == 0) c(NA, NA) else binom.test(x, n,
					      conf.level = level)$conf.int[1:2]

sd_interval <- function(v, level)
{
	v <- v[!is.na(v)]
	n <- length(v)
	c(sd(v), sqrt((n - 1) * var(v) /
		      qchisq((1 + c(1, -1) * level) / 2, n - 1)))
}

# Ends of z SD sqrt(2) sqrt(1 - r) where SD and r are estimates: MOVER on logs.
both_interval <- function(s, r, n, m, level)
{
	z <- qnorm((1 + level) / 2)
	t <- z * s[1] * sqrt(2) * sqrt(1 - r[1])
	a <- abs(log(s[2:3] / s[1]))
	b <- abs(log((1 - r[3:2]) / (1 - r[1])) / 2)
	k <- -r[1] / sqrt(2) * sqrt(m / n)
	d <- sqrt(a^2 + b^2 + 2 * k * a * b)
	c(t, t * exp(c(-1, 1) * d))
}

# The line between populations, with its delta-method interval.
cutoff <- function(kind, clinical, functional, higher, n, level)
{
	s <- if (higher) 1 else -1
	M <- clinical[1]
	S <- clinical[2]
	m <- functional[1]
	f <- functional[2]
	c0 <- switch(kind, a = M + s * 2 * S, b = m - s * 2 * f,
		     c = (S * m + f * M) / (S + f))
	# the gradient by differences, as a check of the formulas
	g <- switch(kind, a = c(1, s * 2), b = c(0, 0),
		    c = c(f / (S + f), (m - c0) / (S + f)))
	if (kind == "c") {
		h <- 1e-5 * S
		up <- ((S + h) * m + f * M) / (S + h + f)
		down <- ((S - h) * m + f * M) / (S - h + f)
		stopifnot(abs((up - down) / (2 * h) - g[2]) < 1e-6)
	}
	se <- sqrt(g[1]^2 * S^2 / n + g[2]^2 * S^2 / (2 * (n - 1)))
	if (is.na(n) || kind == "b")
		return(c(c0, NA, NA))
	c(c0, c0 + c(-1, 1) * qnorm((1 + level) / 2) * se)
}

# Class by change; least is in the unit of the scores, strict for rci.
by_change <- function(better, least, strict)
	ifelse(is.na(better), NA,
	       ifelse(if (strict) better > least else better >= least,
		      "improved",
		      ifelse(if (strict) -better > least else -better >= least,
			     "deteriorated", "unchanged")))

by_cutoff <- function(pre, post, line, higher)
{
	side <- function(v) sign(v - line) * if (higher) 1 else -1
	ifelse(is.na(pre + post), NA,
	       ifelse(side(pre) < 0 & side(post) > 0, "improved",
		      ifelse(side(pre) > 0 & side(post) < 0, "deteriorated",
			     "unchanged")))
}

combined <- function(change, crossing)
	ifelse(change == "improved" & crossing == "improved", "recovered",
	       ifelse(change == "deteriorated" & crossing == "deteriorated",
		      "harmed", change))

# One number: term, three values, digits.
expect_number <- function(command, row, term, v, n, missing, source)
{
	at <- paste0(row, "term=", term)
	expect(command, at, "estimate", v[1], 12, source)
	expect(command, at, "conf_low", v[2], 9, source)
	expect(command, at, "conf_high", v[3], 9, source)
	expect(command, at, "n", n, 0, "length(baseline)")
	expect(command, at, "n_missing", missing, 0, "sum(is.na(baseline))")
}

# The rates of the classes: class by course (NA for none), which count, and
# whether those that count without a class are unclassified.
expect_classes <- function(command, row, class, counts, names, level,
			   interval = wilson)
{
	class[!counts] <- NA
	total <- sum(counts)
	unknown <- sum(is.na(class))
	all <- length(class)
	if (any(counts & is.na(class)))
		names <- c(names, "unclassified")
	for (name in names) {
		at <- paste0(row, "term=class;class=", name)
		x <- if (name == "unclassified") sum(counts & is.na(class)) else
			sum(class == name, na.rm = TRUE)
		ends <- interval(x, total, level)
		expect(command, at, "n", x, 0, "table(class)")
		expect(command, at, "n_missing", unknown, 0, "table(class)")
		expect(command, at, "total", total, 0, "table(class)")
		expect(command, at, "estimate",
		       if (total) x / total else NA, 12, "n/total")
		expect(command, at, "conf_low", ends[1], 9, "score interval")
		expect(command, at, "conf_high", ends[2], 9, "score interval")
		if (name == "unclassified")
			next
		expect(command, at, "rate_min", x / all, 12, "n/all")
		expect(command, at, "rate_max", (x + unknown) / all, 12,
		       "(n+missing)/all")
	}
}

three <- c("improved", "unchanged", "deteriorated")
five <- c("recovered", "improved", "unchanged", "deteriorated", "harmed")

groups_of <- function(data, by)
	if (is.null(by)) list(all = data) else split(data, data[[by]])

row_of <- function(by, name)
	if (is.null(by)) "" else paste0(by, "=", name, ";")

# Reliable change by group, SD of the baselines, r given or a retest column.
# own: each group has its own baselines, else they are those of all.
rci_checks <- function(data, path, by, pre, post, higher, r, retest, level,
		       own = FALSE)
{
	given <- is.null(retest)
	cmd <- paste0("classify ", if (!is.null(by)) paste0("--by ", by, " "),
		      "--pre ", pre, " --post ", post, " --better ",
		      if (higher) "higher" else "lower",
		      if (given) paste0(" --reliability ", r,
					" --reliability-kind alpha") else
			paste0(" --retest ", retest),
		      if (level != 0.95) paste0(" --level ", level),
		      if (own) " --baselines group",
		      " --estimand completers ", path)
	z <- qnorm((1 + level) / 2)
	for (g in names(groups_of(data, by))) {
		d <- groups_of(data, by)[[g]]
		row <- row_of(by, g)
		from <- if (own) d else data
		base <- from[[pre]]
		n <- sum(!is.na(base))
		s <- sd_interval(base, level)
		expect_number(cmd, row, "sd", s, n, sum(is.na(base)),
			      "sd(); qchisq()")
		t <- z * sqrt(2) * sqrt(1 - r) * s
		if (!given) {
			ct <- cor.test(base, from[[retest]],
				       conf.level = level)
			m <- sum(!is.na(base) & !is.na(from[[retest]]))
			v <- c(ct$estimate, ct$conf.int)
			expect_number(cmd, row, "reliability", v, m,
				      nrow(from) - m, "cor.test()")
			t <- both_interval(s, v, n, m, level)
		}
		expect_number(cmd, row, "threshold", t, n, sum(is.na(base)),
			      "z*SD*sqrt(2)*sqrt(1-r)")
		better <- (d[[post]] - d[[pre]]) * if (higher) 1 else -1
		class <- by_change(better, t[1], TRUE)
		expect_classes(cmd, row, class, !is.na(class), three, level)
	}
}

# All courses, the combined method, a cutoff made from the data.
combined_checks <- function(data, path, by, pre, post, higher, sem, kind,
			    functional, level = 0.95)
{
	cmd <- paste0("classify --method combined ",
		      if (!is.null(by)) paste0("--by ", by, " "),
		      "--pre ", pre, " --post ", post, " --better ",
		      if (higher) "higher" else "lower", " --sem ", sem,
		      " --cutoff ", kind,
		      if (kind != "a") paste0(" --functional-mean ",
					      functional[1],
					      " --functional-sd ",
					      functional[2]),
		      if (level != 0.95) paste0(" --level ", level),
		      " --estimand all-started --ci clopper-pearson ", path)
	t <- qnorm((1 + level) / 2) * sqrt(2) * sem
	for (g in names(groups_of(data, by))) {
		d <- groups_of(data, by)[[g]]
		row <- row_of(by, g)
		base <- data[[pre]]
		n <- sum(!is.na(base))
		line <- cutoff(kind, c(mean(base, na.rm = TRUE),
				       sd(base, na.rm = TRUE)), functional,
			       higher, n, level)
		expect(cmd, paste0(row, "term=threshold"), "estimate", t, 12,
		       "z*sqrt(2)*SEM")
		at <- paste0(row, "term=cutoff")
		expect(cmd, at, "estimate", line[1], 12, "Jacobson-Truax")
		expect(cmd, at, "conf_low", line[2], 9, "delta method")
		expect(cmd, at, "conf_high", line[3], 9, "delta method")
		better <- (d[[post]] - d[[pre]]) * if (higher) 1 else -1
		class <- combined(by_change(better, t, TRUE),
				  by_cutoff(d[[pre]], d[[post]], line[1],
					    higher))
		expect_classes(cmd, row, class, rep(TRUE, nrow(d)), five,
			       level, clopper_pearson)
	}
}

# Scores in whole numbers, a whole threshold: exact.
mcid_checks <- function(data, path, by, pre, post, higher, least, level = 0.95)
{
	cmd <- paste0("classify --method mcid --mcid ", least, " ",
		      if (!is.null(by)) paste0("--by ", by, " "),
		      "--pre ", pre, " --post ", post, " --better ",
		      if (higher) "higher" else "lower",
		      if (level != 0.95) paste0(" --level ", level),
		      " --estimand completers ", path)
	for (g in names(groups_of(data, by))) {
		d <- groups_of(data, by)[[g]]
		ten <- function(v) round(10 * v)
		better <- (ten(d[[post]]) - ten(d[[pre]])) *
			if (higher) 1 else -1
		class <- by_change(better, round(10 * least), FALSE)
		expect_classes(cmd, row_of(by, g), class, !is.na(class), three,
			       level)
	}
}

# Percent of the baseline, in tenths; the courses one by one as well.
percent_checks <- function(data, path, id, pre, post, higher, least)
{
	cmd <- paste0("classify --method percent --percent ", least,
		      " --pre ", pre, " --post ", post, " --better ",
		      if (higher) "higher" else "lower", " --status none")
	pre10 <- round(10 * data[[pre]])
	post10 <- round(10 * data[[post]])
	better <- (post10 - pre10) * if (higher) 1 else -1
	class <- by_change(100 * better - 0, least * abs(pre10), FALSE)
	class[pre10 == 0] <- NA
	for (e in c("completers", "all-started")) {
		full <- paste(cmd, "--estimand", e, path)
		counts <- if (e == "completers") !is.na(class) else
			rep(TRUE, nrow(data))
		expect_classes(full, "", class, counts, three, 0.95)
		full <- paste(cmd, "--estimand", e, "--rows", path)
		for (i in seq_len(nrow(data))) {
			at <- paste0(id, "=", data[[id]][i])
			expect(full, at, "change", (post10[i] - pre10[i]) / 10,
			       15, "post-pre")
			p <- 100 * (post10[i] - pre10[i]) / abs(pre10[i])
			expect(full, at, "percent_change",
			       if (is.finite(p)) p else NA, 15,
			       "100*(post-pre)/abs(pre)")
			word <- if (!is.na(class[i])) class[i] else
				if (counts[i]) "unclassified" else ""
			expect(full, at, "class", paste0("=", word), 0,
			       "definition")
		}
	}
}

# Status and last scores: who counts under each estimand.
estimand_checks <- function(data, path, pre, post, last, least)
{
	base <- round(10 * data[[pre]])
	class_of <- function(v)
		by_change(base - round(10 * v), round(10 * least), FALSE)
	final <- data[[post]]
	lately <- final
	for (name in last)
		lately <- ifelse(is.na(lately), data[[name]], lately)
	cmd <- paste0("classify --method mcid --mcid ", least, " --pre ", pre,
		      " --post ", post, " --better lower --estimand ")
	done <- data$status %in% "completed"
	class <- class_of(final)
	full <- paste0(cmd, "completers ", path)
	expect_classes(full, "", class, done & !is.na(class), three, 0.95)
	full <- paste0(cmd, "all-started ", path)
	going <- data$status %in% "ongoing"
	expect_classes(full, "", ifelse(done, class, NA), !going, three, 0.95)
	class <- class_of(lately)
	full <- paste0(cmd, "while-treated --last ",
		       paste(last, collapse = ","), " ", path)
	expect_classes(full, "", class, !is.na(class), three, 0.95)
}

# Courses in tenths with ties at the thresholds, zeros and gaps.
set.seed(5)
n <- 160
made <- data.frame(course = seq_len(n), baseline = sample(0:120, n, TRUE) / 10)
made$week_4 <- pmax(0, round(made$baseline + rnorm(n, -1.5, 1.5), 1))
made$final <- pmax(0, round(made$baseline + rnorm(n, -3, 3), 1))
made$final[1:20] <- pmax(0, round(made$baseline[1:20] - 3, 1))
made$final[21:40] <- round(made$baseline[21:40] * 0.7, 1)
made$baseline[41:44] <- 0
made$status <- sample(c("completed", "dropped", "ongoing"), n, TRUE,
		      c(0.7, 0.2, 0.1))
made$final[made$status != "completed" & runif(n) < 0.7] <- NA
made$week_4[runif(n) < 0.2] <- NA
made$baseline[158:160] <- NA
blank <- function(v) ifelse(is.na(v), "", v)
path <- write_input("classify_courses",
		    paste(names(made), collapse = ","),
		    made$course, blank(made$baseline), blank(made$week_4),
		    blank(made$final), made$status)

open_book()
wide <- read.csv("datasets/psy_btheb/wide.csv")
btheb <- "datasets/psy_btheb/wide.csv"
rci_checks(wide, btheb, "treatment", "bdi_0m", "bdi_8m", FALSE, 0.88, NULL,
	   0.95)
rci_checks(wide, btheb, "treatment", "bdi_0m", "bdi_8m", FALSE, 0.88, NULL,
	   0.95, TRUE)
rci_checks(wide, btheb, NULL, "bdi_0m", "bdi_3m", FALSE, 0.7, NULL, 0.9)
rci_checks(wide, btheb, "on_antidepressant", "bdi_0m", "bdi_8m", FALSE, NA,
	   "bdi_2m", 0.95, TRUE)
rci_checks(wide, btheb, "treatment", "bdi_0m", "bdi_5m", FALSE, NA, "bdi_2m",
	   0.8)
combined_checks(wide, btheb, "treatment", "bdi_0m", "bdi_8m", FALSE, 3.2, "a",
		c(NA, NA))
combined_checks(wide, btheb, NULL, "bdi_0m", "bdi_5m", FALSE, 2, "b",
		c(7.5, 5.25), 0.99)
combined_checks(wide, btheb, "treatment", "bdi_0m", "bdi_5m", FALSE, 2, "c",
		c(7.7, 5.3))
mcid_checks(wide, btheb, "treatment", "bdi_0m", "bdi_2m", FALSE, 5)

girls <- read_data("anorexia_prepost")
weights <- "datasets/anorexia_prepost/data.csv"
rci_checks(girls, weights, "treatment", "pre_lb", "post_lb", TRUE, 0.9, NULL,
	   0.95)
combined_checks(girls, weights, "treatment", "pre_lb", "post_lb", TRUE, 1.5,
		"c", c(110, 12), 0.9)
combined_checks(girls, weights, NULL, "pre_lb", "post_lb", TRUE, 1.5, "b",
		c(110, 12))
mcid_checks(girls, weights, "treatment", "pre_lb", "post_lb", TRUE, 2.3)
percent_checks(girls, weights, "patient_id", "pre_lb", "post_lb", TRUE, 10)

percent_checks(made, path, "course", "baseline", "final", FALSE, 30)
estimand_checks(made, path, "baseline", "final", "week_4", 3)
estimand_checks(made, path, "baseline", "final", "week_4", 0.3)
close_book("classify.csv", "What txo classify must print.")
