package dev.millrace.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Something that is measured beside what it is compared with, in one run. */
interface Benchmark {

    /** The word that chooses it on the command line. */
    String name();

    /** What {@code --rows} is unless told otherwise. */
    int defaultRows();

    /**
     * Measures and prints the figures of each round, and at the end one line that begins with its name.
     *
     * @param root of the checkout, with all of it built
     */
    void measure(PrintStream out, Options options, Path root) throws IOException;
}
