package dev.millrace.benchmarks;

import java.time.Duration;

/** The processor time that other processes use, all of them together, on all processors. For one thread. */
final class ProcessorTime {

    private static final double NANOS = 1e3;

    private final long[] processes;
    private Duration before = Duration.ZERO;

    /** @param processes ids of the operating system */
    ProcessorTime(long... processes) {
        this.processes = processes.clone();
    }

    /** Begins to count. */
    void begin() {
        before = now();
    }

    /** What one of so many things cost since then, in microseconds. */
    double micros(int count) {
        return now().minus(before).toNanos() / NANOS / count;
    }

    private Duration now() {
        Duration sum = Duration.ZERO;
        for (long process : processes) {
            sum = sum.plus(ProcessHandle.of(process)
                    .flatMap(handle -> handle.info().totalCpuDuration())
                    .orElse(Duration.ZERO));
        }
        return sum;
    }
}
