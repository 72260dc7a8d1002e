package dev.millrace.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows per second from a CSV file on an SFTP server to Kafka, as a share of what the framework can take at most. */
final class SftpToKafka implements Benchmark {

    private static final String FILE = "orders.csv";
    private static final int COMPARED = 1_000;

    @Override
    public String name() {
        return "sftp-to-kafka";
    }

    @Override
    public int defaultRows() {
        return 1_000_000;
    }

    @Override
    public void measure(PrintStream out, Options options, Path root) throws IOException {
        out.println(
                "the broker, the worker and the SFTP server share the processors; the ceiling needs no SFTP server");
        try (Workbench bench = Workbench.open(root);
                SftpHost host = SftpHost.start(bench.home(), bench.sftp());
                Topics topics = new Topics(bench.broker().bootstrapServers())) {
            out.println("the file is on " + host.description());
            out.println("the worker is process " + bench.worker().pid());
            Orders.write(host.folder().resolve(FILE), options.rows());
            compete(out, options, new Track(bench.worker().rest(), topics, options.rows()), topics, host);
        }
    }

    private static void compete(PrintStream out, Options options, Track track, Topics topics, SftpHost host) {
        Contestant ceiling = ceiling(options.rows(), path(host));
        Contestant sftp = new Contestant("sftp", host.options());
        List<Rate> ceilings = new ArrayList<>();
        List<Rate> sftps = new ArrayList<>();
        for (int round = 1; round <= options.rounds(); round++) {
            ceilings.add(show(out, round, ceiling, track.run(ceiling, round)));
            sftps.add(show(out, round, sftp, track.run(sftp, round)));
            List<String> given = topics.first(Track.name(ceiling, round), COMPARED);
            List<String> read = topics.first(Track.name(sftp, round), COMPARED);
            if (given.size() != COMPARED || !given.equals(read)) {
                throw new IllegalStateException("the two topics do not hold the same records: nothing was compared");
            }
            topics.delete(Track.name(ceiling, round));
            topics.delete(Track.name(sftp, round));
        }
        Rate most = Rate.median(ceilings);
        Rate reached = Rate.median(sftps);
        out.println("medians: ceiling " + most + ", sftp " + reached);
        out.printf(Locale.ROOT, "sftp-to-kafka: ratio %.2f (sftp %s, ceiling %s)%n", reached.of(most), reached, most);
    }

    private static Rate show(PrintStream out, int round, Contestant contestant, Rate rate) {
        out.printf(Locale.ROOT, "round %d  %-8s %10s%n", round, contestant.name(), rate);
        return rate;
    }

    private static Contestant ceiling(int rows, String path) {
        return new Contestant(
                "ceiling",
                Map.of(
                        "connector.class",
                        "dev.millrace.benchmarks.HandOverSourceConnector",
                        HandOverSourceConnector.ROWS,
                        Integer.toString(rows),
                        HandOverSourceConnector.PATH,
                        path));
    }

    /** As the connector writes it into offsets and keys. */
    private static String path(SftpHost host) {
        return host.options().get("input.folders") + "/" + FILE;
    }
}
