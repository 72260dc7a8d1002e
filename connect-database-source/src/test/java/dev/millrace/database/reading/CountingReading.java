package dev.millrace.database.reading;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;

/** A reading of numbers, with whatever a test wants to go wrong in its turns. */
final class CountingReading implements Reading {

    /** What a turn does beside, or instead of, handing out numbers. */
    @FunctionalInterface
    interface Mishap {
        void before(int number) throws SQLException, InterruptedException;
    }

    final AtomicInteger turns = new AtomicInteger();
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final List<String> settled = new CopyOnWriteArrayList<>();
    private final String name;
    private final int count;
    private final Mishap mishap;
    private final AtomicInteger next = new AtomicInteger();
    volatile Instant wakes = Instant.EPOCH;

    CountingReading(String name, int count) {
        this(name, count, number -> {});
    }

    CountingReading(String name, int count, Mishap mishap) {
        this.name = name;
        this.count = count;
        this.mishap = mishap;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Instant wakes() {
        return wakes;
    }

    @Override
    public void turn(Outlet outlet) throws SQLException, InterruptedException {
        turns.incrementAndGet();
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        try {
            while (next.get() < count) {
                mishap.before(next.get());
                outlet.hand(record(next.get()));
                next.incrementAndGet();
            }
            wakes = Instant.MAX;
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }

    private DatabaseRecord record(int number) {
        return new DatabaseRecord(
                new HashMap<>(Map.of("table", name)),
                new HashMap<>(Map.of("at", String.valueOf(number))),
                name,
                SchemaAndValue.NULL,
                new SchemaAndValue(Schema.INT32_SCHEMA, number),
                null,
                new ConnectHeaders(),
                confirmed -> settled.add(number + (confirmed ? " confirmed" : " dropped")));
    }

    /** What a reading hands out, from 0. */
    static List<Object> numbers(int count) {
        List<Object> numbers = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            numbers.add(number);
        }
        return numbers;
    }
}
