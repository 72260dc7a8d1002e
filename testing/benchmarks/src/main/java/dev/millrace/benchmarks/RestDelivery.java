package dev.millrace.benchmarks;

import dev.millrace.rest.RestSinkTask;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Records per second of the REST sink to a receiver that takes its time, one record for each request and 32 requests at once,
 * with the order of each of a thousand keys kept; beside the same client without a sink, beside what 32 at once can reach at
 * all, and beside one request after the other.
 */
final class RestDelivery implements Benchmark {

    private static final int IN_FLIGHT = 32;
    private static final double REACHABLE_AT_20 = IN_FLIGHT * 1_000.0 / 20;
    private static final int KEYS = 1_000;
    private static final int PARTITIONS = 5;
    private static final int VALUE_LENGTH = 240;
    private static final int WARM_UP = 20_000;

    /** So many requests one after the other are enough. */
    private static final int ALONE = 3_000;

    @Override
    public String name() {
        return "rest-sink";
    }

    @Override
    public int defaultRows() {
        return 20_000;
    }

    @Override
    public void measure(PrintStream out, Options options, Path root) throws IOException {
        try (ReceiverProcess receiver = ReceiverProcess.start()) {
            show(out, 0, "warm-up sink", sink(receiver, 0, WARM_UP));
            show(out, 0, "warm-up client alone", bare(receiver, 0, WARM_UP));
            int rows = options.rows();
            Runs ours = new Runs();
            Runs bares = new Runs();
            Runs ours5 = new Runs();
            Runs bares5 = new Runs();
            Runs ours20 = new Runs();
            Runs bares20 = new Runs();
            Runs alone = new Runs();
            for (int round = 1; round <= options.rounds(); round++) {
                show(out, round, "0 ms   sink", ours.add(sink(receiver, 0, rows)));
                show(out, round, "0 ms   client alone", bares.add(bare(receiver, 0, rows)));
                show(out, round, "0 ms   one by one", alone.add(oneByOne(receiver, Math.min(rows, ALONE))));
                show(out, round, "5 ms   sink", ours5.add(sink(receiver, 5, rows)));
                show(out, round, "5 ms   client alone", bares5.add(bare(receiver, 5, rows)));
                show(out, round, "20 ms  sink", ours20.add(sink(receiver, 20, rows / 2)));
                show(out, round, "20 ms  client alone", bares20.add(bare(receiver, 20, rows / 2)));
            }
            out.printf(
                    Locale.ROOT,
                    "%s: ratio %.2f of what %d at once can reach at 20 ms, the client alone %.2f; %.2f of the client alone at 20"
                            + " ms, %.2f at 5 ms; at 0 ms %.0f us of processor time for a record, the client alone %.0f, one by"
                            + " one %.0f; no duplicates, none out of order%n",
                    name(),
                    ours20.rate() / REACHABLE_AT_20,
                    IN_FLIGHT,
                    bares20.rate() / REACHABLE_AT_20,
                    ours20.rate() / bares20.rate(),
                    ours5.rate() / bares5.rate(),
                    ours.micros(),
                    bares.micros(),
                    alone.micros());
        }
    }

    /** One measurement. */
    private record Run(Rate rate, double micros) {}

    /** Those of one kind. */
    private static final class Runs {

        private final List<Run> all = new ArrayList<>();

        Run add(Run run) {
            all.add(run);
            return run;
        }

        double rate() {
            return Rate.median(all.stream().map(Run::rate).toList()).perSecond();
        }

        double micros() {
            return Median.of(all.stream().map(Run::micros).toList());
        }
    }

    /** Something that sends everything and returns when all of it is delivered. */
    @FunctionalInterface
    private interface Sending {
        void send() throws InterruptedException, IOException;
    }

    private static Run sink(ReceiverProcess receiver, int delayMillis, int rows) throws IOException {
        List<SinkRecord> records = LongStream.range(0, rows)
                .mapToObj(row -> new SinkRecord(
                        "orders",
                        (int) (row % PARTITIONS),
                        Schema.STRING_SCHEMA,
                        key(row),
                        Schema.STRING_SCHEMA,
                        value(row),
                        row / PARTITIONS,
                        0L,
                        TimestampType.CREATE_TIME))
                .toList();
        Map<String, String> configuration = new HashMap<>(Map.of(
                "name",
                "benchmark",
                "http.url",
                receiver.target().toString(),
                "http.headers",
                "X-Source: millrace",
                "max.in.flight",
                Integer.toString(IN_FLIGHT)));
        Run run =
                run(receiver, delayMillis, rows, () -> new SinkDriver(configuration, records).run(new RestSinkTask()));
        if (receiver.tally().reordered() > 0) {
            throw new IllegalStateException(
                    "records out of order: " + receiver.tally().reordered());
        }
        return run;
    }

    private static Run bare(ReceiverProcess receiver, int delayMillis, int rows) throws IOException {
        List<String> bodies =
                LongStream.range(0, rows).mapToObj(RestDelivery::value).toList();
        return run(receiver, delayMillis, rows, () -> BareRequests.send(receiver.target(), bodies, IN_FLIGHT));
    }

    /** As a sink does that waits in each put for the answer, with the JDK's client. */
    private static Run oneByOne(ReceiverProcess receiver, int rows) throws IOException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return run(receiver, 0, rows, () -> {
            for (long row = 0; row < rows; row++) {
                HttpResponse<Void> answer = client.send(
                        HttpRequest.newBuilder(receiver.target())
                                .timeout(Duration.ofSeconds(30))
                                .POST(HttpRequest.BodyPublishers.ofString(value(row)))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException("the receiver answers " + answer.statusCode());
                }
            }
        });
    }

    private static Run run(ReceiverProcess receiver, int delayMillis, int rows, Sending sending) throws IOException {
        receiver.reset(delayMillis);
        long processor = processorNanos();
        long begun = System.nanoTime();
        try {
            sending.send();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
        long nanos = System.nanoTime() - begun;
        double micros = (processorNanos() - processor) / 1e3 / rows;
        Receiver.Tally tally = receiver.tally();
        if (tally.records() != rows || tally.repeated() > 0) {
            throw new IllegalStateException(
                    "instead of " + rows + " records once came " + tally.records() + ", repeated " + tally.repeated());
        }
        return new Run(Rate.of(rows, nanos), micros);
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void show(PrintStream out, int round, String who, Run run) {
        out.printf(Locale.ROOT, "round %d  %-20s %12s  %5.0f us each%n", round, who, run.rate(), run.micros());
    }

    /** A key stays in its partition, for the number of keys is a multiple of that of partitions. */
    private static String key(long row) {
        return "key-" + row % KEYS;
    }

    private static String value(long row) {
        String head = key(row) + " " + row + " ";
        return head + "x".repeat(VALUE_LENGTH - head.length());
    }
}
