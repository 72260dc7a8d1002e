package dev.millrace.benchmarks;

import dev.millrace.partner.database.PostgresServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows per second from a table of PostgreSQL to Kafka, as a share of what the framework and a bare loop can do at most. */
final class DatabaseToKafka implements Benchmark {

    private static final int COMPARED = 1_000;

    @Override
    public String name() {
        return "database";
    }

    @Override
    public int defaultRows() {
        return 1_000_000;
    }

    @Override
    public void measure(PrintStream out, Options options, Path root) throws IOException {
        PostgresServer.missing().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        out.println("the broker, the worker and PostgreSQL share the processors; the ceiling needs no PostgreSQL");
        try (PostgresServer server = PostgresServer.start();
                Workbench bench = Workbench.open(root);
                Topics topics = new Topics(bench.broker().bootstrapServers())) {
            out.println("the worker is process " + bench.worker().pid());
            OrdersTable table = OrdersTable.make(server, options.rows());
            compete(out, options, new Track(bench.worker().rest(), topics, options.rows()), topics, table);
        }
    }

    private void compete(PrintStream out, Options options, Track track, Topics topics, OrdersTable table)
            throws IOException {
        Contestant ceiling = ceiling(options.rows());
        Contestant database = new Contestant("database", table.options());
        List<Rate> loops = new ArrayList<>();
        List<Rate> ceilings = new ArrayList<>();
        List<Rate> databases = new ArrayList<>();
        table.drain(options.rows()); // for the compiler, and the server's cache
        for (int round = 1; round <= options.rounds(); round++) {
            loops.add(show(out, round, "loop", table.drain(options.rows())));
            ceilings.add(show(out, round, ceiling.name(), track.run(ceiling, round)));
            databases.add(show(out, round, database.name(), track.run(database, round)));
            List<String> given = topics.first(Track.name(ceiling, round), COMPARED);
            List<String> read = topics.first(Track.name(database, round), COMPARED);
            if (given.size() != COMPARED || !given.equals(read)) {
                throw new IllegalStateException("the two topics do not hold the same records: nothing was compared");
            }
            topics.delete(Track.name(ceiling, round));
            topics.delete(Track.name(database, round));
        }
        conclude(out, Rate.median(loops), Rate.median(ceilings), Rate.median(databases));
    }

    private void conclude(PrintStream out, Rate loop, Rate ceiling, Rate reached) {
        Rate slower = loop.perSecond() < ceiling.perSecond() ? loop : ceiling;
        out.println("medians: loop " + loop + ", ceiling " + ceiling + ", database " + reached);
        out.printf(
                Locale.ROOT,
                "%s: ratio %.2f to the slower (database %s, loop %s, ceiling %s)%n",
                name(),
                reached.of(slower),
                reached,
                loop,
                ceiling);
    }

    private static Rate show(PrintStream out, int round, String contestant, Rate rate) {
        out.printf(Locale.ROOT, "round %d  %-8s %10s%n", round, contestant, rate);
        return rate;
    }

    private static Contestant ceiling(int rows) {
        return new Contestant(
                "ceiling",
                Map.of(
                        "connector.class",
                        TableHandOverConnector.class.getName(),
                        TableHandOverConnector.ROWS,
                        Integer.toString(rows)));
    }
}
