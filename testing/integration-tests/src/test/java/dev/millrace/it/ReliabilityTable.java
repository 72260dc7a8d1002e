package dev.millrace.it;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of docs/reliability.md: connector, fault, promise, and the tests that hold the promise.
 *
 * @param rows in the order of the page
 */
record ReliabilityTable(List<Row> rows) {

    private static final String HEAD = "| connector | fault | promise | test |";
    private static final Pattern CELL_END = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final Pattern TEST = Pattern.compile("(\\w+)#(\\w+)");

    ReliabilityTable {
        rows = List.copyOf(rows);
    }

    /**
     * One line of the table.
     *
     * @param text the line as it stands on the page
     * @param cells what stands between its bars
     */
    record Row(String text, List<String> cells) {

        Row {
            cells = List.copyOf(cells);
        }

        static Row of(String line) {
            List<String> parts = CELL_END.splitAsStream(line).map(String::strip).toList();
            return new Row(line, parts.subList(Math.min(1, parts.size()), parts.size()));
        }

        String connector() {
            return cells.get(0);
        }

        /** What is wrong with the row, each with the row itself; empty for nothing. */
        List<String> problems(TestSources sources) {
            if (cells.size() != 4 || cells.stream().anyMatch(String::isEmpty)) {
                return List.of("four cells are needed, none of them empty: " + text);
            }
            List<String> named = codes();
            if (named.isEmpty()) {
                return List.of("no test is named: " + text);
            }
            return named.stream()
                    .flatMap(name -> problem(name, sources))
                    .map(problem -> problem + ": " + text)
                    .toList();
        }

        private List<String> codes() {
            return CODE.matcher(cells.get(3))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }

        private static Stream<String> problem(String name, TestSources sources) {
            Matcher parts = TEST.matcher(name);
            if (!parts.matches()) {
                return Stream.of("`" + name + "` does not read `Class#method`");
            }
            String type = parts.group(1);
            if (!sources.has(type)) {
                return Stream.of("there is no test class " + type);
            }
            String method = parts.group(2);
            return sources.has(type, method) ? Stream.empty() : Stream.of(type + " has no test " + method);
        }
    }

    /** Reads the one table of a page that has the columns connector, fault, promise and test. */
    static ReliabilityTable of(List<String> page) {
        List<Row> rows = new ArrayList<>();
        int head = page.indexOf(HEAD);
        if (head < 0) {
            throw new IllegalArgumentException("the page has no table with the head " + HEAD);
        }
        for (int line = head + 2; line < page.size() && page.get(line).startsWith("|"); line++) {
            rows.add(Row.of(page.get(line)));
        }
        return new ReliabilityTable(rows);
    }

    /** What is wrong with any row. */
    List<String> problems(TestSources sources) {
        return rows.stream().flatMap(row -> row.problems(sources).stream()).toList();
    }
}
