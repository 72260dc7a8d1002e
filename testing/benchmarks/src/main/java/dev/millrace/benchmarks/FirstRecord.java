package dev.millrace.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The time from a connector's start to its first record, with {@code --rows} files in its folder. */
final class FirstRecord implements Benchmark {

    private static final String FOLDER = "/inbound";

    @Override
    public String name() {
        return "first-record";
    }

    @Override
    public int defaultRows() {
        return 100_000;
    }

    @Override
    public void measure(PrintStream out, Options options, Path root) throws IOException {
        try (Workbench bench = Workbench.open(root);
                Topics topics = new Topics(bench.broker().bootstrapServers())) {
            fill(bench.sftp().root().resolve(FOLDER.substring(1)), options.rows());
            Track track = new Track(bench.worker().rest(), topics, options.rows());
            Map<String, String> configuration = new HashMap<>(Connector.reading(bench.sftp(), FOLDER));
            List<Double> seconds = new ArrayList<>();
            for (int round = 1; round <= options.rounds(); round++) {
                double taken = track.firstRecord(new Contestant("first", configuration), round) / 1e9;
                out.printf(Locale.ROOT, "round %d  %.1f s%n", round, taken);
                seconds.add(taken);
            }
            seconds.sort(null);
            out.printf(
                    Locale.ROOT,
                    "%s: %.1f s in the median, %d files in the folder%n",
                    name(),
                    seconds.get(seconds.size() / 2),
                    options.rows());
        }
    }

    private static void fill(Path folder, int files) throws IOException {
        Files.createDirectories(folder);
        String content = String.join(",", Orders.COLUMNS) + "\n" + String.join(",", Orders.values(0)) + "\n";
        for (int file = 0; file < files; file++) {
            Files.writeString(folder.resolve(String.format(Locale.ROOT, "orders-%07d.csv", file)), content);
        }
    }
}
