# What txo freq must print: table(), prop.table(), cumsum(), and intervals of
# prop.test() and binom.test(). Lists are parted by strsplit().

read_table <- function(path)
	read.csv(path, na.strings = c("", "NA"), check.names = FALSE,
		 colClasses = "character")

# The interval of a share in percent. R: prop.test leaves a rest of rounding at
# the ends.
share_interval <- function(x, n, ci = "wilson", level = 0.95)
{
	if (n == 0)
		return(c(NA, NA))
	v <- if (ci == "wilson")
		suppressWarnings(prop.test(x, n, conf.level = level,
					   correct = FALSE))$conf.int
	else
		binom.test(x, n, conf.level = level)$conf.int
	v <- as.vector(v)
	if (x == 0)
		v[1] <- 0
	if (x == n)
		v[2] <- 1
	100 * v
}

interval_calls <- c(wilson = "prop.test(x,n,correct=FALSE)$conf.int",
		    `clopper-pearson` = "binom.test(x,n)$conf.int")

expect_share <- function(command, row, names, x, n, ci = "wilson",
			 level = 0.95)
{
	v <- share_interval(x, n, ci, level)
	digits <- if (ci == "wilson") 12 else 9
	expect(command, row, names[1], if (n) 100 * x / n else NA, 12,
	       "100*prop.table(table(x))")
	expect(command, row, names[2], v[1], digits, interval_calls[[ci]])
	expect(command, row, names[3], v[2], digits, interval_calls[[ci]])
}

main <- c("percent", "conf_low", "conf_high")

# The items of each cell, lower case; NULL: missing; "none": an empty list.
part_lists <- function(x)
	lapply(x, function(cell) {
		if (is.na(cell))
			return(NULL)
		items <- tolower(trimws(strsplit(cell, "[;|,]")[[1]]))
		items <- items[items != ""]
		rest <- items[!items %in% c("none", "no", "nil", "n", "keine")]
		if (length(items) == 0)
			NULL
		else if (length(rest) == 0)
			"none"
		else
			rest
	})

# One column of one group, whose values are `values` in their order.
expect_alone <- function(command, row, x, values, ci = "wilson", level = 0.95)
{
	n <- table(factor(x, values))
	total <- sum(n)
	missing <- sum(is.na(x))
	before <- cumsum(n)
	for (v in values) {
		at <- paste0(row, "value=", v)
		expect(command, at, "n", n[[v]], 0, "table(x)")
		expect(command, at, "n_missing", missing, 0, "sum(is.na(x))")
		expect(command, at, "total", total, 0, "sum(table(x))")
		expect_share(command, at, main, n[[v]], total, ci, level)
		expect(command, at, "percent_all", 100 * n[[v]] / length(x),
		       12, "100*prop.table(table(x,useNA=\"always\"))")
		expect(command, at, "cumulative", before[[v]], 0,
		       "cumsum(table(x))")
		expect(command, at, "cumulative_percent",
		       if (total) 100 * before[[v]] / total else NA, 12,
		       "100*cumsum(prop.table(table(x)))")
	}
	if (missing == 0)
		return(invisible())
	at <- paste0(row, "value=")
	expect(command, at, "n", missing, 0, "sum(is.na(x))")
	expect(command, at, "percent", NA, 0, "not a value")
	expect(command, at, "percent_all", 100 * missing / length(x), 12,
	       "100*mean(is.na(x))")
}

# Items of lists; rows that name one, and how often it is named.
expect_lists <- function(command, row, x, values)
{
	lists <- part_lists(x)
	asked <- !vapply(lists, is.null, NA)
	named <- unlist(lists[asked])
	mentions <- table(factor(named[named != "none"], values))
	n <- table(factor(unlist(lapply(lists[asked], unique)), values))
	for (v in values) {
		at <- paste0(row, "value=", v)
		expect(command, at, "n", n[[v]], 0,
		       "table(unlist(lapply(strsplit(x),unique)))")
		expect(command, at, "total", sum(asked), 0, "sum(!is.na(x))")
		expect_share(command, at, main, n[[v]], sum(asked))
		expect(command, at, "cumulative", NA, 0, "items overlap")
		expect(command, at, "mentions", mentions[[v]], 0,
		       "table(unlist(strsplit(x)))")
		expect(command, at, "total_mentions", sum(mentions), 0,
		       "length(unlist(strsplit(x)))")
		expect(command, at, "percent_mentions",
		       100 * mentions[[v]] / sum(mentions), 12,
		       "100*prop.table(table(unlist(strsplit(x))))")
	}
}

# A table of two columns, in long form.
expect_cross <- function(command, row, a, b, as, bs)
{
	n <- table(factor(a, as), factor(b, bs))
	both <- !is.na(a) & !is.na(b)
	for (i in as)
		for (j in bs) {
			at <- paste0(row, "value=", i, ";level=", j)
			x <- n[i, j]
			expect(command, at, "n", x, 0, "table(a,b)")
			expect(command, at, "n_missing", sum(!both), 0,
			       "sum(!complete.cases(a,b))")
			expect(command, at, "n_row", sum(n[i, ]), 0,
			       "rowSums(table(a,b))")
			expect(command, at, "n_column", sum(n[, j]), 0,
			       "colSums(table(a,b))")
			expect_share(command, at,
				     c("row_percent", "row_low", "row_high"), x,
				     sum(n[i, ]))
			expect_share(command, at,
				     c("column_percent", "column_low",
				       "column_high"), x, sum(n[, j]))
			expect_share(command, at, main, x, sum(n))
		}
	for (i in as)
		if (any(a %in% i & is.na(b)))
			expect(command, paste0(row, "value=", i, ";level="), "n",
			       sum(a %in% i & is.na(b)), 0,
			       "sum(is.na(b[a==i]))")
	for (j in bs)
		if (any(b %in% j & is.na(a)))
			expect(command, paste0(row, "value=;level=", j), "n",
			       sum(b %in% j & is.na(a)), 0,
			       "sum(is.na(a[b==j]))")
	if (any(is.na(a) & is.na(b)))
		expect(command, paste0(row, "value=;level="), "n",
		       sum(is.na(a) & is.na(b)), 0, "sum(is.na(a)&is.na(b))")
}

# The same in wide form; the first column is called `name`.
expect_wide <- function(command, name, a, b, as, bs)
{
	n <- addmargins(table(factor(a, as), factor(b, bs)))
	for (i in c(as, "total")) {
		r <- if (i == "total") "Sum" else i
		at <- paste0(name, "=", i)
		for (j in bs) {
			expect(command, at, j, n[r, j], 0,
			       "addmargins(table(a,b))")
			expect(command, at, paste0(j, "_row_percent"),
			       if (n[r, "Sum"]) 100 * n[r, j] / n[r, "Sum"]
			       else NA, 12, "100*prop.table(table(a,b),1)")
		}
		expect(command, at, "total", n[r, "Sum"], 0,
		       "addmargins(table(a,b))")
	}
}

in_order <- function(x)
{
	v <- sort(unique(x[!is.na(x)]), method = "radix")
	number <- suppressWarnings(as.numeric(v))
	c(v[!is.na(number)][order(number[!is.na(number)])], v[is.na(number)])
}

alone_checks <- function(path, column, by = NULL, options = "", ci = "wilson",
			 level = 0.95)
{
	data <- read_table(path)
	values <- in_order(data[[column]])
	cmd <- paste0("freq ", column, if (length(by)) paste0(" --by ", by),
		      options, " ", path)
	if (length(by) == 0)
		return(expect_alone(cmd, "", data[[column]], values, ci,
				    level))
	for (g in in_order(data[[by]]))
		expect_alone(cmd, paste0(by, "=", g, ";"),
			     data[[column]][data[[by]] %in% g], values, ci,
			     level)
}

cross_checks <- function(path, a, b)
{
	data <- read_table(path)
	expect_cross(paste0("freq ", a, ",", b, " ", path), "", data[[a]],
		     data[[b]], in_order(data[[a]]), in_order(data[[b]]))
	expect_wide(paste0("freq ", a, ",", b, " --wide --percent row ", path),
		    a, data[[a]], data[[b]], in_order(data[[a]]),
		    in_order(data[[b]]))
}

dataset <- function(name, file = "data.csv")
	file.path("datasets", name, file)

# Lists that say one thing twice, none in several words, nothing, and no answer.
write_lists <- function()
{
	cells <- c("redness; pain", "Redness", "redness;redness;itch", "none",
		   "no", "pain|itch", "\"itch, pain\"", "", "NA", ";",
		   "none; pain", "KEINE", "pain; pain; pain")
	set.seed(20261120)
	write_input("freq_lists", "arm,found", sample(c("a", "b", ""), 60, TRUE),
		    sample(cells, 60, TRUE))
}

# Sparse labels of digits and text, with missing values, in groups.
write_labels <- function()
{
	set.seed(20261121)
	write_input("freq_labels", "clinic,grade,answer",
		    sample(c("north", "south", "far east"), 120, TRUE),
		    sample(c("0", "1", "2", "10", "unclear", ""), 120, TRUE,
			   c(8, 4, 2, 1, 1, 3)),
		    sample(c("yes", "no", ""), 120, TRUE, c(3, 6, 1)))
}

open_book()
alone_checks(dataset("qslaser_concerns"), "concern")
alone_checks(dataset("qslaser_concerns"), "concern", NULL,
	     " --ci clopper-pearson --level 0.9", "clopper-pearson", 0.9)
alone_checks(dataset("derm_wart_treatment"), "wart_type", "treatment")
alone_checks(dataset("derm_wart_treatment"), "wart_count")
alone_checks(dataset("mn_response_series"), "level", "study")
cross_checks(dataset("arthritis_improvement"), "treatment", "improved")
cross_checks(dataset("derm_wart_treatment"), "wart_type", "cured")
cross_checks(dataset("mn_response_series"), "condition", "level")
labels <- write_labels()
alone_checks(labels, "grade", "clinic")
alone_checks(labels, "answer", NULL, " --level 0.99", "wilson", 0.99)
cross_checks(labels, "grade", "answer")
courses <- read_table(dataset("synthetic_clinic", "courses.csv"))
expect_lists(paste("freq side_effects",
		   dataset("synthetic_clinic", "courses.csv")), "",
	     courses$side_effects,
	     sort(unique(unlist(part_lists(courses$side_effects)))))
sessions <- read_table(dataset("synthetic_clinic", "sessions.csv"))
for (g in in_order(sessions$device))
	expect_lists(paste("freq side_effects --by device",
			   dataset("synthetic_clinic", "sessions.csv")),
		     paste0("device=", g, ";"),
		     sessions$side_effects[sessions$device == g],
		     sort(unique(unlist(part_lists(sessions$side_effects)))))
found <- read_table(write_lists())
expect_lists("freq found --list found tests/reference/input/freq_lists.csv", "",
	     found$found, c("itch", "none", "pain", "redness"))
close_book("freq.csv", "What txo freq must print.")
