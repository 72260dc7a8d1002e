package dev.millrace.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the command line of the quickstart asks for.
 *
 * @param once end when every sample record is delivered
 * @param help only print the usage
 * @param rows the size of the sample, in records
 * @param keep the folder for the state, which then stays; otherwise a temporary one is removed at the end
 */
record Options(boolean once, boolean help, int rows, Optional<Path> keep) {
    static final int DEFAULT_ROWS = 10_000;

    /**
     * Reads the arguments.
     *
     * @throws UsageException when one is unknown, has no value or a wrong one
     */
    static Options parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        boolean once = false;
        boolean help = false;
        int rows = DEFAULT_ROWS;
        Optional<Path> keep = Optional.empty();
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case "--once" -> once = true;
                case "--help", "-h" -> help = true;
                case "--rows" -> rows = rows(value(option, rest));
                case "--keep" -> keep = Optional.of(Path.of(value(option, rest)));
                default -> throw new UsageException("unknown option " + option + ": ./quickstart --help lists them");
            }
        }
        return new Options(once, help, rows, keep);
    }

    /** The text of {@code --help}; a file of its own, since the script shows it before anything is built. */
    static String usage() throws IOException {
        try (InputStream text = Options.class.getResourceAsStream("usage.txt")) {
            return new String(Objects.requireNonNull(text, "usage.txt").readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().startsWith("--")) {
            throw new UsageException(option + " needs a value: ./quickstart --help shows it");
        }
        return rest.pop();
    }

    private static int rows(String text) {
        try {
            int rows = Integer.parseInt(text);
            if (rows >= 1) {
                return rows;
            }
        } catch (NumberFormatException notANumber) {
            throw new UsageException("--rows takes a whole number, not " + text);
        }
        throw new UsageException("--rows takes a number from 1, not " + text);
    }
}
