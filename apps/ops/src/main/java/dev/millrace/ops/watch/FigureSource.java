package dev.millrace.ops.watch;

/** Where figures come from: an exporter's page, a worker's JMX. Safe for use by several threads. */
@FunctionalInterface
public interface FigureSource {

    /** What is counted now; a source that can't be reached is a trouble in the answer, and no exception. */
    Figures read();
}
