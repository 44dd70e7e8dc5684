# What txo summary must print for the data sets.
suppressPackageStartupMessages({
	library(e1071)
	library(Hmisc)
})

wanted <- c("sum", "mean", "std_error", "conf_low", "conf_high", "sd", "var",
	    "cv", "min", "q1", "median", "q3", "max", "iqr", "median_low",
	    "median_high", "mad", "mad_raw", "skewness", "kurtosis",
	    "geometric_mean", "geometric_low", "geometric_high",
	    "trimmed_mean", "mode", "n_distinct")
exact <- c("n", "n_missing", "min", "max", "median_low", "median_high",
	   "mode", "n_distinct")
inverse <- c("conf_low", "conf_high", "geometric_low", "geometric_high")

calls <- c(n = "sum(!is.na(x))", n_missing = "sum(is.na(x))", sum = "sum(x)",
	mean = "mean(x)", std_error = "sd(x)/sqrt(n)",
	conf_low = "t.test(x)$conf.int", conf_high = "t.test(x)$conf.int",
	sd = "sd(x)", var = "var(x)", cv = "sd(x)/mean(x)", min = "min(x)",
	q1 = "quantile(x,.25)", median = "median(x)", q3 = "quantile(x,.75)",
	max = "max(x)", iqr = "IQR(x)", median_low = "sort(x)[qbinom(a/2,n,.5)]",
	median_high = "sort(x)[n+1-qbinom(a/2,n,.5)]", mad = "mad(x)",
	mad_raw = "mad(x,constant=1)", skewness = "e1071::skewness(x,type=)",
	kurtosis = "e1071::kurtosis(x,type=)",
	geometric_mean = "exp(mean(log(x)))",
	geometric_low = "exp(t.test(log(x))$conf.int)",
	geometric_high = "exp(t.test(log(x))$conf.int)",
	trimmed_mean = "mean(x,trim=)", mode = "names(table(x))",
	n_distinct = "length(unique(x))")

# t interval; none for fewer than two values or when all are equal.
t_interval <- function(x, level)
{
	if (length(x) < 2 || min(x) == max(x))
		return(c(NA, NA))
	as.vector(t.test(x, conf.level = level)$conf.int)
}

median_interval <- function(x, level)
{
	n <- length(x)
	k <- qbinom((1 - level) / 2, n, 0.5)
	if (k < 1)
		return(c(NA, NA))
	sort(x)[c(k, n + 1 - k)]
}

shape <- function(f, x, type, need)
{
	n <- length(x)
	if (n < 2 || min(x) == max(x) || (type == 2 && n < need))
		return(NA)
	snap(f(x, type = type), 1)
}

most_frequent <- function(x)
{
	count <- table(x)
	min(as.numeric(names(count)[count == max(count)]))
}

describe <- function(x, level = 0.95, type = 3, trim = 0.1)
{
	missing <- sum(is.na(x))
	x <- x[!is.na(x)]
	n <- length(x)
	if (n == 0)
		return(c(n = 0, n_missing = missing,
			 sapply(wanted, function(w) NA)))
	ci <- t_interval(x, level)
	mi <- median_interval(x, level)
	gi <- if (all(x > 0)) exp(t_interval(log(x), level)) else c(NA, NA)
	s <- if (n > 1) sd(x) else NA
	q <- quantile(x, c(0.25, 0.5, 0.75), names = FALSE)
	c(n = n, n_missing = missing, sum = sum(x), mean = mean(x),
	  std_error = if (anyNA(ci)) NA else s / sqrt(n),
	  conf_low = ci[1], conf_high = ci[2], sd = s,
	  var = if (n > 1) var(x) else NA,
	  cv = if (snap(mean(x), max(abs(x))) == 0) NA else s / mean(x),
	  min = min(x), q1 = q[1], median = median(x), q3 = q[3],
	  max = max(x), iqr = snap(q[3] - q[1], max(abs(x))),
	  median_low = mi[1], median_high = mi[2], mad = mad(x),
	  mad_raw = mad(x, constant = 1),
	  skewness = shape(skewness, x, type, 3),
	  kurtosis = shape(kurtosis, x, type, 4),
	  geometric_mean = if (all(x > 0)) exp(mean(log(x))) else NA,
	  geometric_low = gi[1], geometric_high = gi[2],
	  trimmed_mean = mean(x, trim = trim), mode = most_frequent(x),
	  n_distinct = length(unique(x)))
}

expect_stats <- function(command, row, values, names)
{
	for (w in names)
		expect(command, row, w, values[[w]],
		       if (w %in% exact) 0 else if (w %in% inverse) 9 else 12,
		       calls[[w]])
}

# Numerator of n * p for p in thousandths: exact, where double is not.
position <- function(n, p, type)
{
	t <- round(p * 1000)
	if (type == 3) n * t - 500 else n * t
}

# R: before version 4.3 types 1 to 3 compare n * p with its floor without
# tolerance, so that 0.1 * 30 may fall on the wrong side. TRUE if R's product
# and the exact one choose the same order statistics.
same_place <- function(n, p, type)
{
	if (type > 3)
		return(TRUE)
	np <- if (type == 3) n * p - 0.5 else n * p
	k <- position(n, p, type)
	floor(np) == k %/% 1000 && (np == floor(np)) == (k %% 1000 == 0)
}

probs <- c(0.05, 0.1, 0.25, 0.4, 0.9, 0.975)

expect_quantiles <- function(command, row, x, type)
{
	x <- x[!is.na(x)]
	for (p in probs) {
		if (!same_place(length(x), p, type)) {
			cat("left out:", command, row, p, "type", type, "\n")
			next
		}
		v <- quantile(x, p, type = type, names = FALSE)
		expect(command, row, paste0("q", 100 * p),
		       snap(v, max(abs(x), 0)), 12,
		       paste0("quantile(x,p,type=", type, ")"))
	}
}

# Rows of a table by its group columns, in order of first appearance.
each_group <- function(data, by, use)
{
	key <- do.call(paste, c(data[by], sep = ";"))
	for (k in unique(key)) {
		part <- data[key == k, , drop = FALSE]
		row <- paste0(by, "=", vapply(by, function(b)
			as.character(part[[b]][1]), ""), collapse = ";")
		use(part, row)
	}
}

read_data <- function(name)
	read.csv(file.path("datasets", name, "data.csv"),
		 na.strings = "", check.names = FALSE)

summary_command <- function(options, by, variables, path)
	paste0("summary --by ", paste(by, collapse = ","), " --variables ",
	       paste(variables, collapse = ","), " ", options, " ", path)

# The values of every group and variable, as one call of `use` each.
each_sample <- function(data, by, variables, use)
	each_group(data, by, function(part, row)
		for (v in variables)
			use(part[[v]], paste0(row, ";variable=", v)))

summary_checks <- function(name, by, variables, quantiles = TRUE)
{
	data <- read_data(name)
	path <- paste0("datasets/", name, "/data.csv")
	run <- function(options, use) {
		cmd <- summary_command(options, by, variables, path)
		each_sample(data, by, variables, function(x, row)
			use(cmd, row, x))
	}
	run(paste0("--stats ", paste(wanted, collapse = ",")),
	    function(cmd, row, x)
		expect_stats(cmd, row, describe(x),
			     c("n", "n_missing", wanted)))
	for (level in c(0.9, 0.99))
		run(paste("--level", level, "--stats",
			  "conf_low,conf_high,median_low,median_high,geometric_low,geometric_high"),
		    function(cmd, row, x)
			expect_stats(cmd, row, describe(x, level = level),
				c(inverse[1:2], "median_low", "median_high",
				  inverse[3:4])))
	for (type in 1:2)
		run(paste("--skewness-type", type, "--stats skewness,kurtosis"),
		    function(cmd, row, x)
			expect_stats(cmd, row, describe(x, type = type),
				     c("skewness", "kurtosis")))
	run("--trim 0.25 --stats trimmed_mean", function(cmd, row, x)
		expect_stats(cmd, row, describe(x, trim = 0.25),
			     "trimmed_mean"))
	if (!quantiles)
		return(invisible())
	for (type in 1:9)
		run(paste0("--quantiles ", paste(probs, collapse = ","),
			   " --quantile-type ", type),
		    function(cmd, row, x)
			expect_quantiles(cmd, row, x, type))
}

# A row with weight w is w rows: counts against the rows they stand for, with
# the weighted functions of Hmisc as witnesses.
weight_checks <- function()
{
	data <- read_data("mn_response_series")
	by <- c("study", "outcome")
	counts <- aggregate(list(count = rep(1, nrow(data))),
			    data[c(by, "level_order")], sum)
	counts <- counts[do.call(order, counts), ]
	path <- write_input("counts", "study,outcome,level_order,count",
			    counts$study, counts$outcome, counts$level_order,
			    counts$count)
	some <- c("n", "sum", "mean", "std_error", "conf_low", "conf_high",
		  "sd", "median", "q1", "q3", "mad", "skewness", "kurtosis",
		  "mode", "trimmed_mean")
	cmd <- summary_command(paste("--weight count --stats",
		paste(some[-1], collapse = ",")), by, "level_order", path)
	each_group(data, by, function(part, row) {
		x <- part$level_order
		d <- describe(x)
		w <- as.data.frame(table(x), stringsAsFactors = FALSE)
		v <- as.numeric(w$x)
		q <- wtd.quantile(v, w$Freq, c(0.25, 0.5, 0.75))
		stopifnot(all.equal(d[["mean"]], wtd.mean(v, w$Freq)),
			  length(v) < 2 ||
			  all.equal(d[["var"]], wtd.var(v, w$Freq)),
			  all.equal(unname(d[c("q1", "median", "q3")]),
				    unname(q)))
		expect_stats(cmd, paste0(row, ";variable=level_order"), d, some)
	})
}

open_book()
wart <- c("age", "area_mm2", "wart_count", "months_before_treatment",
	  "induration_mm")
summary_checks("psy_btheb", c("treatment", "month"), "bdi")
summary_checks("anorexia_prepost", "treatment", c("pre_lb", "post_lb"), FALSE)
summary_checks("derm_wart_treatment", "treatment", wart)
summary_checks("surv_melanoma", c("sex", "ulcer"), "thickness_mm")
summary_checks("student_sleep", "drug", "extra_hours")
summary_checks("derm_toenail", c("treatment", "visit"), "month", FALSE)
summary_checks("melasma_txa_oral_vs_id", "group", "response_score", FALSE)
summary_checks("arthritis_improvement", c("treatment", "sex"), "age")
weight_checks()
close_book("summary.csv", "What txo summary must print for the data sets.",
	   c("e1071", "Hmisc"))
