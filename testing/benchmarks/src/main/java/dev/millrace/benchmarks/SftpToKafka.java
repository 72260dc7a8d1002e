package dev.millrace.benchmarks;

import dev.millrace.partner.SftpPartner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows per second from a CSV file on an SFTP server to Kafka, as a share of what the framework can take at most. */
final class SftpToKafka implements Benchmark {

    private static final String PATH = "/inbound/orders.csv";
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
                Topics topics = new Topics(bench.broker().bootstrapServers())) {
            out.println("the worker is process " + bench.worker().pid());
            Path file = bench.sftp().root().resolve(PATH.substring(1));
            Files.createDirectories(file.getParent());
            Orders.write(file, options.rows());
            compete(out, options, new Track(bench.worker().rest(), topics, options.rows()), topics, bench.sftp());
        }
    }

    private static void compete(PrintStream out, Options options, Track track, Topics topics, SftpPartner server) {
        Contestant ceiling = ceiling(options.rows());
        Contestant sftp = sftp(server);
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

    private static Contestant ceiling(int rows) {
        return new Contestant(
                "ceiling",
                Map.of(
                        "connector.class",
                        "dev.millrace.benchmarks.HandOverSourceConnector",
                        HandOverSourceConnector.ROWS,
                        Integer.toString(rows),
                        HandOverSourceConnector.PATH,
                        PATH));
    }

    /** The file stays where it is, for the connectors of all rounds; each has its own offsets. */
    private static Contestant sftp(SftpPartner server) {
        return new Contestant("sftp", Connector.reading(server, PATH.substring(0, PATH.lastIndexOf('/'))));
    }
}
