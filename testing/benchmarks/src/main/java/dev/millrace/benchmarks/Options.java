package dev.millrace.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * What the command line of a benchmark asks for.
 *
 * @param rows the size of the file, in records, or the number of files
 * @param rounds how often each contestant is measured
 * @param help only print the usage
 */
record Options(Benchmark benchmark, int rows, int rounds, boolean help) {
    static final int DEFAULT_ROUNDS = 3;
    /** Below this a run is over before two looks at the end of the topic. */
    static final int LEAST_ROWS = 10_000;

    /**
     * Reads the arguments.
     *
     * @throws UsageException when one is unknown, has no value or a wrong one
     */
    static Options parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        Benchmark benchmark = Benchmarks.ALL.get(0);
        if (!rest.isEmpty() && !rest.peek().startsWith("-")) {
            benchmark = Benchmarks.named(rest.pop());
        }
        int rows = benchmark.defaultRows();
        int rounds = DEFAULT_ROUNDS;
        boolean help = false;
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case "--help", "-h" -> help = true;
                case "--rows" -> rows = number(option, rest, LEAST_ROWS);
                case "--rounds" -> rounds = number(option, rest, 1);
                default -> throw new UsageException("unknown option " + option + ": --help lists them");
            }
        }
        return new Options(benchmark, rows, rounds, help);
    }

    /** The text of {@code --help}; a file of its own, since the script shows it before anything is built. */
    static String usage() throws IOException {
        try (InputStream text = Options.class.getResourceAsStream("usage.txt")) {
            return new String(Objects.requireNonNull(text, "usage.txt").readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int number(String option, Deque<String> rest, int least) {
        if (rest.isEmpty()) {
            throw new UsageException(option + " needs a value: --help shows it");
        }
        String text = rest.pop();
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new UsageException(option + " takes a whole number, not " + text);
        }
        throw new UsageException(option + " takes a number from " + least + ", not " + text);
    }
}
