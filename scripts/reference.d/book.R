# What the parts of scripts/reference share: the book of expected cells.
#
# A part begins with library() calls, has functions, and ends with
# open_book(), calls of expect(), and close_book(). A part that needs the functions of
# another calls need() first.

RNGkind("Mersenne-Twister", "Inversion", "Rejection")
options(warn = 1)

out <- "tests/reference"
dir.create(file.path(out, "input"), showWarnings = FALSE, recursive = TRUE)

done <- character(0)

# Run a part, once.
need <- function(name)
{
	if (name %in% done)
		return(invisible())
	done <<- c(done, name)
	source(file.path(parts, paste0(name, ".R")))
}

# ---------------------------------------------------------------- writing

# Shortest of 15, 16 and 17 significant digits that reads back the same.
digits17 <- function(v)
{
	if (is.na(v))
		return("")
	for (d in 15:17) {
		s <- sprintf(paste0("%.", d, "g"), v)
		if (as.numeric(s) == v)
			break
	}
	s
}

quote_csv <- function(s)
	ifelse(grepl("[\",]", s), paste0("\"", gsub("\"", "\"\"", s), "\""), s)

book <- new.env()

open_book <- function()
{
	book$rows <- list()
	book$n <- 0
}

# One expected cell. NA: the cell must be empty.
expect <- function(command, row, column, value, digits, source)
{
	if (is.numeric(value) || is.logical(value))
		value <- digits17(as.numeric(value))
	book$n <- book$n + 1
	book$rows[[book$n]] <- c(command, row, column, value, digits, source)
}

# A value left empty in command, row or source is that of the line above.
# packages: those whose versions the head of the file names.
close_book <- function(name, about, packages = character(0))
{
	m <- do.call(rbind, book$rows)
	for (k in c(1, 2, 6)) {
		same <- c(FALSE, m[-1, k] == m[-nrow(m), k])
		if (k == 2)
			same <- same & c(FALSE, m[-1, 1] == m0[-nrow(m), 1])
		if (k == 1)
			m0 <- m
		keep <- m[, k]
		keep[same] <- ""
		if (k == 1)
			first <- keep
		else
			m[, k] <- keep
	}
	m[, 1] <- first
	head <- c(paste0("# ", about),
		paste0("# Made by scripts/reference: R ", getRversion(),
		       sprintf(", %s %s", packages,
			       vapply(packages, function(p)
				      as.character(packageVersion(p)), "")) |>
			       paste(collapse = ""), "."),
		"# expected: a number, =TEXT, or nothing for an empty cell.",
		"# digits: correct significant digits asked, 0 for exact.",
		"# Nothing in command, row or source: as in the line above.",
		"command,row,column,expected,digits,source")
	lines <- apply(m, 1, function(r) paste(quote_csv(r), collapse = ","))
	writeLines(c(head, lines), file.path(out, name))
	cat(sprintf("%-14s %5d values\n", name, nrow(m)))
}

write_input <- function(name, header, ...)
{
	path <- file.path(out, "input", paste0(name, ".csv"))
	writeLines(c(header, paste(..., sep = ",")), path)
	path
}

# R: a rest of rounding where the true value is zero.
snap <- function(v, scale)
	if (!is.na(v) && abs(v) < 1e-13 * scale) 0 else v
