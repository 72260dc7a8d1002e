package dev.millrace.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page beside an example: a heading, a paragraph that says what it shows, and what its user must know.
 *
 * @param lines all lines of the page
 */
record ExamplePage(List<String> lines) {

    private static final int LONGEST = 24;
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Test))(?:#(\\w+))?`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:|#)([^)#\\s]+)[^)]*\\)");

    ExamplePage {
        lines = List.copyOf(lines);
    }

    /** The page of an example; nothing when it has none. */
    static Optional<ExamplePage> of(ConfigExample example) {
        try {
            return Files.exists(example.page())
                    ? Optional.of(new ExamplePage(Files.readAllLines(example.page())))
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What the example shows: the first paragraph under the heading, as one line. */
    String summary() {
        return lines.stream()
                .skip(1)
                .dropWhile(String::isBlank)
                .takeWhile(line -> !line.isBlank())
                .collect(Collectors.joining(" "));
    }

    /** What the page lacks; empty for nothing. */
    List<String> problems(ConfigExample example, TestSources tests) {
        List<String> problems = new ArrayList<>();
        if (lines.isEmpty() || !lines.get(0).startsWith("# ")) {
            problems.add("begins with no heading");
        }
        if (!summary().matches("[A-Z].*[.:]") || summary().contains("|")) {
            problems.add("has no first paragraph of plain sentences, which the index shows");
        }
        long written = lines.stream().filter(line -> !line.isBlank()).count();
        if (written < 5 || written > LONGEST) {
            problems.add("has " + written + " lines of 5 to " + LONGEST);
        }
        String text = String.join("\n", lines);
        missing(example.asidePlaces(), text).forEach(name -> problems.add("says nothing of what goes to " + name));
        if (example.asidePlaces().isEmpty() && !text.contains("nothing:")) {
            problems.add("sets nothing aside and does not say why, as `nothing: the reason`");
        }
        if (TEST.matcher(text).results().findAny().isEmpty() && !tests.name(example.fileName())) {
            problems.add("names no test, as `Class` or `Class#method`, and no test names the example");
        }
        TEST.matcher(text)
                .results()
                .filter(found -> !isThere(found, tests))
                .forEach(found -> problems.add("names the test " + found.group() + ", which is not there"));
        LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(target -> !Files.exists(example.page().resolveSibling(target)))
                .forEach(target -> problems.add("links to " + target + ", which is not there"));
        return problems;
    }

    private static boolean isThere(MatchResult test, TestSources tests) {
        return test.group(2) == null ? tests.has(test.group(1)) : tests.has(test.group(1), test.group(2));
    }

    private static Stream<String> missing(TreeSet<String> names, String text) {
        return names.stream().filter(name -> !text.contains("`" + name + "`"));
    }

    /** Every page of the folder, but its index. */
    static List<Path> all() {
        try (Stream<Path> files = Files.walk(ConfigExample.FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".md") && !file.endsWith("README.md"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
