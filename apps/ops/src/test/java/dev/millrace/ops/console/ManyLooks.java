package dev.millrace.ops.console;

import dev.millrace.ops.connect.SimulatedConnect;
import dev.millrace.ops.figures.History;
import dev.millrace.ops.map.MapSection;
import dev.millrace.ops.watch.ClusterQuestions;
import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Figure;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.FlowView.Readings;
import dev.millrace.ops.watch.RegistryEntries;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The console over {@value #CONNECTORS} simulated connectors, which looks as often as the argument says, ten seconds apart by
 * its clock, shows pages meanwhile, and prints how many bytes are used after a quarter, a half, three quarters and all of it.
 * A process of its own, so that nothing else is counted.
 */
final class ManyLooks {

    static final int CONNECTORS = 500;

    private static final Duration STEP = Duration.ofSeconds(10);

    private ManyLooks() {}

    /** What the time is, and what was seen last; pages ask for it on other threads. */
    private static final class Moment {
        private volatile Instant now = Instant.parse("2026-03-01T06:00:00Z");
        private volatile ClusterView view = ClusterView.EMPTY;
    }

    public static void main(String[] arguments) {
        int looks = Integer.parseInt(arguments[0]);
        Moment moment = new Moment();
        try (SimulatedConnect connect = cluster();
                RunningConsole console = RunningConsole.open(new MapSection(() -> moment.view))) {
            Clock clock = Clock.fixed(moment.now, ZoneOffset.UTC);
            ClusterQuestions questions = new ClusterQuestions(
                    connect.api(), new RegistryEntries(Optional.empty(), clock), () -> figures(moment.now), clock);
            History history = new History(STEP);
            for (int look = 1; look <= looks; look++) {
                moment.now = moment.now.plus(STEP);
                connect.task(name(look % CONNECTORS), 0, look % 2 == 0 ? "RUNNING" : "FAILED", "a trace\n".repeat(50));
                connect.calls().clear();
                moment.view = measured(questions.apply(moment.view), moment.now, look);
                history.record(moment.view);
                if (look % (looks / 4) == 0) {
                    console.get("/");
                    console.get("/?view=table&state=troubled");
                    System.out.println(used());
                }
            }
        }
    }

    /** As if Kafka had been asked too. */
    private static ClusterView measured(ClusterView view, Instant taken, int look) {
        Readings readings = new Readings(
                OptionalDouble.of(look),
                OptionalLong.of(look),
                OptionalLong.of(look),
                OptionalLong.of(look),
                OptionalLong.of(0),
                OptionalLong.of(look));
        return new ClusterView(
                taken, view.flows().stream().map(flow -> flow.with(readings)).toList(), view.figures(), view.trouble());
    }

    /** Pairs of a source and a sink that share a topic. */
    static SimulatedConnect cluster() {
        SimulatedConnect connect = new SimulatedConnect();
        for (int number = 0; number < CONNECTORS; number++) {
            boolean source = number % 2 == 0;
            String topic = "orders-" + number / 2;
            connect.with(
                    name(number),
                    source,
                    source
                            ? Map.of(
                                    "connector.class",
                                    "dev.millrace.sftp.SftpSourceConnector",
                                    "topic",
                                    topic,
                                    "sftp.host",
                                    "partner-" + number / 10 + ".example.com",
                                    "sftp.password",
                                    "hidden")
                            : Map.of(
                                    "connector.class",
                                    "dev.millrace.rest.RestSinkConnector",
                                    "topics",
                                    topic,
                                    "http.url",
                                    "https://receiver-" + number / 10 + ".example.com/orders"),
                    2);
            connect.topics(name(number), topic);
        }
        return connect;
    }

    private static String name(int number) {
        return "flow-" + number;
    }

    private static Figures figures(Instant now) {
        List<Figure> figures = new ArrayList<>();
        for (int number = 0; number < CONNECTORS; number++) {
            for (String figure : List.of("rest_sink_delivered", "rest_sink_set_aside", "rest_sink_queued")) {
                figures.add(new Figure(
                        figure, Map.of("connector", name(number), "task", "0"), now.getEpochSecond() % 100_000));
            }
        }
        return Figures.of(figures, List.of());
    }

    /** After garbage was collected. */
    private static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
