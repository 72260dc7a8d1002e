package dev.millrace.ops.console;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.alerts.AlertOptions;
import dev.millrace.ops.connect.ConnectOptions;
import dev.millrace.ops.figures.FigureAddresses;
import dev.millrace.ops.figures.History;
import dev.millrace.ops.figures.KafkaReadings;
import dev.millrace.ops.figures.MeasuredLook;
import dev.millrace.ops.figures.MetricsOptions;
import dev.millrace.ops.form.FormSection;
import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.kafka.KafkaOptions;
import dev.millrace.ops.map.FlowSection;
import dev.millrace.ops.map.MapSection;
import dev.millrace.ops.preview.PreviewSection;
import dev.millrace.ops.setaside.AuditLog;
import dev.millrace.ops.setaside.SetAsideSection;
import dev.millrace.ops.watch.ClusterQuestions;
import dev.millrace.ops.watch.RegistryEntries;
import dev.millrace.ops.watch.Watch;
import dev.millrace.ops.watch.WatchSection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace console}: the web page, until it is interrupted. */
@Command(
        name = "console",
        sortOptions = false,
        description =
                "Shows the flows of a cluster on a web page: a map, each flow, what was set aside, previews, alerts."
                        + " Reads only, unless a user file says who may act.")
public final class ConsoleCommand implements Callable<Integer> {

    /** For a question to Kafka. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Output output;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private ConnectOptions connect;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private KafkaOptions kafka;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private MetricsOptions metrics;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private AlertOptions alerts;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description =
                    "Where to listen (default: ${DEFAULT-VALUE}). Where others can reach it, put a proxy that speaks"
                            + " TLS before it, and name users.")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8092",
            description = "The port to listen at (default: ${DEFAULT-VALUE}); 0 for any that is free.")
    private int port;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description =
                    "Who may log in: lines of name:hash:role, the first two as htpasswd -nB NAME prints them, the role"
                            + " viewer or operator. Without it everybody sees and nobody acts.")
    private @Nullable Path users;

    @Option(
            names = "--allowed-host",
            paramLabel = "NAME",
            description =
                    "A host name that the console answers to where nobody logs in, beside those of this machine alone;"
                            + " several are possible.")
    private List<String> allowedHosts = List.of();

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "The folder of the registry of integrations: owner, promises and runbook of each flow.")
    private @Nullable Path registry;

    @Option(
            names = "--interval-ms",
            paramLabel = "MS",
            defaultValue = "5000",
            description = "How long to wait between two looks at the cluster (default: ${DEFAULT-VALUE}).")
    private long intervalMs;

    @Option(
            names = "--audit-topic",
            paramLabel = "TOPIC",
            description =
                    "The topic in which it is written down what operators look at and do. Without one they neither see"
                            + " values nor send anything again.")
    private @Nullable String auditTopic;

    @Option(
            names = "--set-aside-topic",
            paramLabel = "TOPIC",
            description = "A topic with records that are set aside though no connector names it, such as one of another"
                    + " program; several are possible.")
    private List<String> setAsideTopics = List.of();

    @Override
    public Integer call() {
        try (ProcessEnd end = new ProcessEnd()) {
            try (ConsoleServer server = new ConsoleServer(host, port, access(), names(), sections())) {
                server.start();
                output.remark("millrace: the console is at http://" + host + ":" + server.port() + "/; Ctrl-C ends it");
                end.await();
            }
            output.remark("millrace: the console has ended");
        }
        return ExitCode.OK;
    }

    /** The parts of the console; each knows its pages. */
    List<Section> sections() {
        KafkaClients clients = KafkaClients.of(kafka);
        FigureAddresses figures = metrics.addresses(connect);
        KafkaReadings readings = new KafkaReadings(clients, Clock.systemUTC(), PATIENCE);
        RegistryEntries entries = new RegistryEntries(Optional.ofNullable(registry), Clock.systemUTC());
        ClusterQuestions questions = new ClusterQuestions(connect.api(), entries, figures, Clock.systemUTC());
        Watch watch = new Watch(interval(), new MeasuredLook(questions, readings::complete));
        Deeds deeds = deeds(clients);
        History history = new History(interval());
        watch.listen(history::record);
        return List.of(
                new WatchSection(watch, () -> {
                    figures.close();
                    readings.close();
                }),
                new MapSection(watch::view),
                new FlowSection(watch::view, connect.api(), clients, history::charts, deeds),
                new SetAsideSection(clients, watch::view, setAsideTopics, Optional.ofNullable(auditTopic)),
                new PreviewSection(),
                new FormSection(connect::api, deeds),
                alerts.section(watch, clients));
    }

    /** Restarts and configurations are allowed without an audit topic: they show no data, and the log tells of them. */
    private Deeds deeds(KafkaClients clients) {
        if (auditTopic == null) {
            return (event, by, subject, more) -> {};
        }
        AuditLog log = new AuditLog(clients, Optional.of(auditTopic));
        return (event, by, subject, more) -> {
            Map<String, Object> entry = new LinkedHashMap<>(Map.of("subject", subject));
            entry.putAll(more);
            log.write(event, by, entry);
        };
    }

    private Duration interval() {
        if (intervalMs < 100) {
            throw CommandFailure.usage("--interval-ms must be at least 100");
        }
        return Duration.ofMillis(intervalMs);
    }

    private Access access() {
        return new Access(Optional.ofNullable(users).map(UserFile::read));
    }

    private Set<String> names() {
        if (users != null) {
            return Set.of();
        }
        if (!LOOPBACK.contains(host) && allowedHosts.isEmpty()) {
            throw CommandFailure.usage(
                    "at " + host + " others can reach the console: name who may log in by --users, or the"
                            + " name that it is called by, for all to read, by --allowed-host");
        }
        Set<String> names = new TreeSet<>(LOOPBACK);
        allowedHosts.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return names;
    }
}
