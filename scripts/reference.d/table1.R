# What txo table1 must print: mean(), sd(), quantile(), t.test(), table(),
# prop.test(); and standardised differences by their matrices.
need("freq")

# |difference| / sqrt(mean variance) [Austin 2009]; NA where not defined.
smd_means <- function(x, y)
{
	x <- x[!is.na(x)]
	y <- y[!is.na(y)]
	if (length(x) < 2 || length(y) < 2 || var(x) + var(y) == 0)
		return(list(d = NA, n = length(x), m = length(y)))
	list(d = abs(mean(x) - mean(y)) / sqrt((var(x) + var(y)) / 2),
	     n = length(x), m = length(y))
}

# Mahalanobis distance of shares by the covariance matrix of all categories but
# one [Yang and Dalton 2012]; it must not matter which one, or we stop.
smd_shares <- function(x, y)
{
	x <- x[!is.na(x)]
	y <- y[!is.na(y)]
	seen <- sort(unique(c(x, y)))
	none <- list(d = NA, n = length(x), m = length(y))
	if (length(x) == 0 || length(y) == 0 || length(seen) < 2 ||
	    !any(x %in% y))
		return(none)
	p <- as.vector(prop.table(table(factor(x, seen))))
	q <- as.vector(prop.table(table(factor(y, seen))))
	s <- (diag(p) - p %o% p + diag(q) - q %o% q) / 2
	without <- function(k)
		sqrt(as.vector((p - q)[-k] %*%
			       solve(s[-k, -k, drop = FALSE], (p - q)[-k])))
	d <- vapply(seq_along(seen), without, 0)
	stopifnot(max(d) - min(d) < 1e-11 * max(d, 1e-5))
	list(d = d[1], n = length(x), m = length(y))
}

smd_error <- function(s)
	sqrt((s$n + s$m) / (s$n * s$m) + s$d^2 / (2 * (s$n + s$m)))

# The row of the difference: of all pairs of levels the largest.
expect_smd <- function(command, row, x, group, levels, smd, level, what)
{
	pairs <- combn(levels, 2, simplify = FALSE)
	all <- lapply(pairs, function(p)
		smd(x[group %in% p[1]], x[group %in% p[2]]))
	d <- vapply(all, function(s) s$d, 0)
	if (all(is.na(d))) {
		at <- paste0(row, ";contrast=", paste(pairs[[1]],
						      collapse = " - "))
		expect(command, at, "smd", NA, 0, "not defined")
		return(invisible())
	}
	k <- which.max(d)
	at <- paste0(row, ";contrast=", paste(pairs[[k]], collapse = " - "))
	expect(command, at, "smd", snap(d[k], 1), 12, what)
	expect(command, at, "n", all[[k]]$n + all[[k]]$m, 0, "sum(!is.na(x))")
	if (length(levels) > 2) {
		expect(command, at, "conf_low", NA, 0, "the pair was chosen")
		return(invisible())
	}
	reach <- qnorm((1 + level) / 2) * smd_error(all[[k]])
	source <- "d+-z*sqrt((n+m)/(n*m)+d^2/(2*(n+m)))"
	expect(command, at, "conf_low", max(0, d[k] - reach), 11, source)
	expect(command, at, "conf_high", d[k] + reach, 12, source)
}

expect_number <- function(command, row, x, type, level)
{
	missing <- sum(is.na(x))
	x <- x[!is.na(x)]
	n <- length(x)
	q <- if (n) quantile(x, c(0.25, 0.5, 0.75), type = type, names = FALSE)
	     else rep(NA, 3)
	ci <- c(NA, NA)
	if (n > 1 && var(x) > 0)
		ci <- as.vector(t.test(x, conf.level = level)$conf.int)
	expect(command, row, "n", n, 0, "sum(!is.na(x))")
	expect(command, row, "n_missing", missing, 0, "sum(is.na(x))")
	expect(command, row, "mean", if (n) mean(x) else NA, 12, "mean(x)")
	expect(command, row, "sd", if (n > 1) sd(x) else NA, 12, "sd(x)")
	expect(command, row, "q1", q[1], 12, "quantile(x,.25,type=)")
	expect(command, row, "median", q[2], 12, "quantile(x,.5,type=)")
	expect(command, row, "q3", q[3], 12, "quantile(x,.75,type=)")
	expect(command, row, "min", if (n) min(x) else NA, 0, "min(x)")
	expect(command, row, "max", if (n) max(x) else NA, 0, "max(x)")
	expect(command, row, "conf_low", ci[1], 9, "t.test(x)$conf.int")
	expect(command, row, "conf_high", ci[2], 9, "t.test(x)$conf.int")
}

# One variable of a table; `named` says which rows are which level.
expect_variable <- function(command, row, x, group, levels, number, type = 7,
			    level = 0.95)
{
	x <- x[!is.na(group)]
	group <- group[!is.na(group)]
	columns <- c(list(Overall = rep(TRUE, length(x))),
		     lapply(setNames(levels, levels), function(l) group == l))
	if (number)
		x <- as.numeric(x)
	for (l in names(columns)) {
		part <- x[columns[[l]]]
		if (number) {
			expect_number(command, paste0(row, ";level=", l), part,
				      type, level)
			next
		}
		for (v in in_order(x)) {
			at <- paste0(row, ";value=", v, ";level=", l)
			n <- sum(part %in% v)
			total <- sum(!is.na(part))
			expect(command, at, "n", n, 0, "table(x)")
			expect(command, at, "n_missing", sum(is.na(part)), 0,
			       "sum(is.na(x))")
			expect(command, at, "total", total, 0,
			       "sum(!is.na(x))")
			expect_share(command, at, main, n, total, "wilson",
				     level)
		}
	}
	if (length(levels) > 1)
		expect_smd(command, row, x, group, levels,
			   if (number) smd_means else smd_shares, level,
			   if (number) "|mean-mean|/sqrt((var+var)/2)"
			   else "sqrt(D%*%solve(S)%*%D)")
}

expect_items <- function(command, row, x, group, levels, level = 0.95)
{
	lists <- part_lists(x)
	asked <- !vapply(lists, is.null, NA)
	for (v in sort(unique(unlist(lists)))) {
		has <- ifelse(asked, vapply(lists, function(l) v %in% l, NA),
			      NA)
		at <- paste0(row, ";value=", v)
		for (l in levels) {
			part <- has[group == l]
			expect(command, paste0(at, ";level=", l), "n",
			       sum(part, na.rm = TRUE), 0,
			       "sum(grepl(item,x))")
			expect_share(command, paste0(at, ";level=", l), main,
				     sum(part, na.rm = TRUE),
				     sum(!is.na(part)), "wilson", level)
		}
		expect_smd(command, at, has, group, levels, smd_shares, level,
			   "sqrt(D%*%solve(S)%*%D)")
	}
}

table1_checks <- function(path, between, numbers, labels, options = "",
			  type = 7, level = 0.95)
{
	data <- read_table(path)
	levels <- in_order(data[[between]])
	cmd <- paste0("table1 --between ", between, " --variables ",
		      paste(c(numbers, labels), collapse = ","), options, " ",
		      path)
	for (v in c(numbers, labels))
		expect_variable(cmd, paste0("variable=", v), data[[v]],
				data[[between]], levels, v %in% numbers, type,
				level)
}

# Decimals that show three digits of the standard deviation.
decimals <- function(s)
	max(0, 2 - floor(log10(s)))

wide_checks <- function(path, between, numbers, labels)
{
	data <- read_table(path)
	levels <- in_order(data[[between]])
	cmd <- paste0("table1 --wide --rows mean,median,range --between ",
		      between, " --variables ",
		      paste(c(numbers, labels), collapse = ","), " ", path)
	# R: quantile() may leave a rest of rounding below a half.
	text <- function(v, d) sprintf(paste0("%.", d, "f"), signif(v, 14))
	for (v in numbers) {
		x <- as.numeric(data[[v]])
		d <- decimals(sd(x, na.rm = TRUE))
		for (l in levels) {
			y <- x[data[[between]] %in% l & !is.na(x)]
			q <- text(quantile(y, names = FALSE), d)
			at <- paste0("variable=", v, ";statistic=")
			expect(cmd, paste0(at, "mean (SD)"), l,
			       paste0("=", text(mean(y), d), " (",
				      text(sd(y), d), ")"), 0,
			       "sprintf(mean(x),sd(x))")
			expect(cmd, paste0(at, "median [q1*"), l,
			       paste0("=", q[3], " [", q[2], ", ", q[4], "]"),
			       0, "sprintf(quantile(x))")
			expect(cmd, paste0(at, "min to max"), l,
			       paste0("=", q[1], " to ", q[5]), 0,
			       "sprintf(range(x))")
		}
	}
	for (v in labels)
		for (k in in_order(data[[v]]))
			for (l in levels) {
				y <- data[[v]][data[[between]] %in% l]
				y <- y[!is.na(y)]
				expect(cmd, paste0("variable=", v, ";value=", k),
				       l, paste0("=", sum(y == k), " (",
						 text(100 * mean(y == k), 1),
						 "%)"), 0,
				       "sprintf(table(x),prop.table(table(x)))")
			}
}

# p-values of --test: Welch's test of numbers; of categories chi-square, or
# Fisher's exact test where an expected count is below 5.
test_checks <- function(path, between, numbers, labels, items = character(0))
{
	data <- read_table(path)
	group <- factor(data[[between]])
	cmd <- paste0("table1 --test --between ", between, " --variables ",
		      paste(c(numbers, labels, items), collapse = ","), " ",
		      path)
	for (v in numbers) {
		x <- as.numeric(data[[v]])
		expect(cmd, paste0("variable=", v, ";method=Welch*"), "p_value",
		       oneway.test(x ~ group)$p.value, 9,
		       "oneway.test(x~group)$p.value")
	}
	table_p <- function(row, t) {
		chi <- suppressWarnings(chisq.test(t, correct = FALSE))
		if (min(chi$expected) >= 5)
			expect(cmd, paste0(row, ";method=Pearson*"), "p_value",
			       chi$p.value, 12,
			       "chisq.test(t,correct=FALSE)$p.value")
		else
			expect(cmd, paste0(row, ";method=Fisher*"), "p_value",
			       fisher.test(t, workspace = 2e8)$p.value, 9,
			       "fisher.test(t)$p.value")
	}
	for (v in labels)
		table_p(paste0("variable=", v), table(group, data[[v]]))
	for (v in items) {
		lists <- part_lists(data[[v]])
		for (k in sort(unique(unlist(lists))))
			table_p(paste0("variable=", v, ";value=", k),
				table(group, vapply(lists, function(l)
					k %in% l, NA)))
	}
}

# Mixed variables with few values, many missing, and levels without any.
write_mixed <- function()
{
	set.seed(20261122)
	n <- 80
	x <- sprintf("%.1f", rnorm(n, 50, 12))
	x[sample(n, 15)] <- ""
	arm <- sample(c("a", "b", "c", ""), n, TRUE, c(5, 3, 2, 1))
	grade <- sample(0:4, n, TRUE, c(8, 4, 2, 1, 1))
	grade[arm == "c"] <- ""
	write_input("table1_mixed", "arm,x,grade,flag,same,city", arm, x, grade,
		    sample(c("yes", "no", ""), n, TRUE), rep("7", n),
		    sample(c("north", "south", "far east", "centre"), n, TRUE))
}

# Groups that share no category, and numbers without variance.
write_apart <- function()
	write_input("table1_apart", "arm,label,x,y", rep(c("a", "b"), each = 4),
		    c("p", "q", "p", "q", "r", "s", "r", "r"),
		    c(3, 3, 3, 3, 5, 5, 5, 5), c(3, 3, 3, 3, 3, 4, 5, 6))

open_book()
wart <- dataset("derm_wart_treatment")
numbers <- c("age", "area_mm2", "induration_mm", "months_before_treatment",
	     "wart_count")
table1_checks(wart, "treatment", numbers, c("cured", "sex", "wart_type"))
table1_checks(wart, "treatment", c("age", "cured"), "wart_count",
	      " --labels wart_count --numeric cured --quantile-type 2 --level 0.9",
	      2, 0.9)
table1_checks(wart, "wart_type", numbers, c("treatment", "sex"))
wide_checks(wart, "treatment", c("age", "area_mm2", "wart_count"),
	    c("cured", "wart_type"))
table1_checks(dataset("arthritis_improvement"), "treatment", "age",
	      c("sex", "improved"))
courses <- dataset("synthetic_clinic", "courses.csv")
table1_checks(courses, "device",
	      c("baseline", "depth_mm", "improvement", "satisfaction", "score",
		"sessions"), c("concern", "practitioner", "skin_type"))
wide_checks(courses, "concern", c("baseline", "sessions"), "skin_type")
data <- read_table(courses)
expect_items(paste("table1 --between device --variables side_effects", courses),
	     "variable=side_effects", data$side_effects, data$device,
	     in_order(data$device))
test_checks(wart, "treatment",
	    c("age", "area_mm2", "months_before_treatment", "wart_count"),
	    c("cured", "sex", "wart_type"))
test_checks(courses, "device", c("baseline", "depth_mm", "score", "sessions"),
	    c("concern", "skin_type"), "side_effects")
table1_checks(write_mixed(), "arm", c("x", "grade"), c("flag", "same", "city"))
apart <- write_apart()
table1_checks(apart, "arm", "y", c("label", "x"), " --labels x")
table1_checks(apart, "arm", "x", character(0), " --numeric x")
close_book("table1.csv", "What txo table1 must print.")
