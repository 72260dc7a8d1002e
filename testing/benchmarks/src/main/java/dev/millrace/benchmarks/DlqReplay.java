package dev.millrace.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.quickstart.BrokerProcess;
import dev.millrace.quickstart.KafkaHome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Records per second that {@code millrace dlq replay} sends to a topic of the same broker, from the start of the command to its
 * end; beside a consumer and a producer that copy them and do nothing else.
 */
final class DlqReplay implements Benchmark {

    private static final double AIM = 20_000;
    private static final int PARTITIONS = 4;

    @Override
    public String name() {
        return "dlq-replay";
    }

    @Override
    public int defaultRows() {
        return 200_000;
    }

    @Override
    public void measure(PrintStream out, Options options, Path root) throws IOException {
        Path folder = Files.createTempDirectory("millrace-benchmark");
        KafkaHome home = KafkaHome.of(root.resolve("apps/quickstart/target/kafka"));
        try (BrokerProcess broker = BrokerProcess.start(home, folder.resolve("broker"))) {
            LetterTopic letters = new LetterTopic(broker.bootstrapServers(), "dead");
            letters.fill(options.rows(), PARTITIONS);
            List<Rate> copies = new ArrayList<>();
            List<Rate> replays = new ArrayList<>();
            // The first is for the broker, which reads and writes these for the first time.
            Rate unused = show(out, 0, "copy", copy(letters, 0));
            for (int round = 1; round <= options.rounds(); round++) {
                copies.add(show(out, round, "copy", copy(letters, round)));
                replays.add(show(out, round, "replay", replay(letters, round, options.rows())));
            }
            Rate copied = Rate.median(copies);
            Rate replayed = Rate.median(replays);
            out.printf(
                    Locale.ROOT,
                    "%s: %s, of an aim of %.0f; ratio %.2f to a copy without transactions and order (%s)%n",
                    name(),
                    replayed,
                    AIM,
                    replayed.of(copied),
                    copied);
        }
    }

    private static Rate copy(LetterTopic letters, int round) {
        long begun = System.nanoTime();
        long copied = letters.copyTo("copy-" + round);
        return Rate.of(copied, System.nanoTime() - begun);
    }

    private static Rate replay(LetterTopic letters, int round, int rows) throws IOException {
        String to = "replayed-" + round;
        letters.create(to);
        long begun = System.nanoTime();
        Process tool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.millrace.ops.Millrace",
                        "dlq",
                        "replay",
                        "--json",
                        "--bootstrap-server",
                        letters.bootstrapServers(),
                        "--dlq",
                        letters.name(),
                        "--to",
                        to,
                        "--reason",
                        "benchmark",
                        "--no-ledger"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String report = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Rate rate = Rate.of(rows, System.nanoTime() - begun);
        JsonNode told = new ObjectMapper().readTree(report);
        if (told.path("sent").asInt() != rows) {
            throw new IllegalStateException("not all were sent: " + report);
        }
        return rate;
    }

    private static Rate show(PrintStream out, int round, String contestant, Rate rate) {
        out.printf(Locale.ROOT, "round %d  %-8s %10s%n", round, contestant, rate);
        return rate;
    }
}
