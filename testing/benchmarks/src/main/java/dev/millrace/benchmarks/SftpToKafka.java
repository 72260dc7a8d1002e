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
public final class SftpToKafka {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String PATH = "/inbound/orders.csv";
    private static final int COMPARED = 1_000;

    private final PrintStream out;
    private final Options options;

    SftpToKafka(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
    }

    /** Runs and ends the virtual machine: with 0 when it measured, 1 when something failed, 2 for wrong arguments. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        try {
            Options options = Options.parse(arguments);
            if (options.help()) {
                System.out.print(Options.usage());
            } else {
                new SftpToKafka(System.out, options)
                        .measure(
                                Path.of(System.getProperty("millrace.root", "")).toAbsolutePath());
            }
            return DONE;
        } catch (UsageException e) {
            System.err.println("benchmark: " + e.getMessage());
            return MISUSED;
        } catch (IOException | RuntimeException e) {
            System.err.println("benchmark: " + e.getMessage());
            return FAILED;
        }
    }

    private void measure(Path root) throws IOException {
        out.printf(
                Locale.ROOT,
                "%d rows, %d rounds, %d processors, Java %s%n",
                options.rows(),
                options.rounds(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"));
        out.println(
                "the broker, the worker and the SFTP server share the processors; the ceiling needs no SFTP server");
        try (Workbench bench = Workbench.open(root);
                Topics topics = new Topics(bench.broker().bootstrapServers())) {
            out.println("the worker is process " + bench.worker().pid());
            Path file = bench.sftp().root().resolve(PATH.substring(1));
            Files.createDirectories(file.getParent());
            Orders.write(file, options.rows());
            compete(new Track(bench.worker().rest(), topics, options.rows()), topics, bench.sftp());
        }
    }

    private void compete(Track track, Topics topics, SftpPartner server) {
        Contestant ceiling = ceiling(options.rows());
        Contestant sftp = sftp(server);
        List<Rate> ceilings = new ArrayList<>();
        List<Rate> sftps = new ArrayList<>();
        for (int round = 1; round <= options.rounds(); round++) {
            ceilings.add(show(round, ceiling, track.run(ceiling, round)));
            sftps.add(show(round, sftp, track.run(sftp, round)));
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

    private Rate show(int round, Contestant contestant, Rate rate) {
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
        return new Contestant(
                "sftp",
                Map.of(
                        "connector.class", "dev.millrace.sftp.SftpSourceConnector",
                        "sftp.host", server.host(),
                        "sftp.port", Integer.toString(server.port()),
                        "sftp.username", server.username(),
                        "sftp.password", server.password(),
                        "sftp.host.key.fingerprints", server.hostKeyFingerprint(),
                        "input.folder", PATH.substring(0, PATH.lastIndexOf('/')),
                        "format", "csv",
                        "after.read", "keep",
                        "readiness.stable.scans", "1"));
    }
}
