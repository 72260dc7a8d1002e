package dev.millrace.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.source.SourceRecord;

/** What an operation on one record costs, in nanoseconds of the thread's processor time. For one thread. */
final class CostOfOne {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final String name;
    private final SourceRecord[] records;
    private final Function<SourceRecord, ?> operation;
    private final List<Double> rounds = new ArrayList<>();

    CostOfOne(String name, SourceRecord[] records, Function<SourceRecord, ?> operation) {
        this.name = name;
        this.records = records.clone();
        this.operation = operation;
    }

    String name() {
        return name;
    }

    /** Runs it so often, without counting. */
    void warm(int times) {
        run(times);
    }

    /** Runs it so often, and counts. */
    double measure(int times) {
        double nanos = run(times);
        rounds.add(nanos);
        return nanos;
    }

    double median() {
        return Median.of(rounds);
    }

    private double run(int times) {
        long before = THREADS.getCurrentThreadCpuTime();
        int there = 0;
        for (int i = 0; i < times; i++) {
            Object result = operation.apply(records[i % records.length]);
            there += result == null ? 0 : 1;
        }
        long nanos = THREADS.getCurrentThreadCpuTime() - before;
        if (there == 0) {
            throw new IllegalStateException(name + " gave nothing");
        }
        return (double) nanos / times;
    }
}
