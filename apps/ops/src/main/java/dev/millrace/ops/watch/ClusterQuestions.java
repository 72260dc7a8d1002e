package dev.millrace.ops.watch;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.cluster.ConnectorFile;
import dev.millrace.ops.cluster.Flow;
import dev.millrace.ops.cluster.ShownConfig;
import dev.millrace.ops.connect.ConnectApi;
import dev.millrace.ops.connect.ConnectRefusal;
import dev.millrace.ops.connect.Connector;
import dev.millrace.ops.connect.ConnectorStatus;
import dev.millrace.ops.watch.FlowView.Readings;
import dev.millrace.ops.watch.FlowView.TaskView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Makes a view of what Connect, the registry and the sources of figures tell; the readings are left to who knows Kafka. When
 * Connect does not answer, the flows of the view before stay, and the view says so. For one thread.
 */
public final class ClusterQuestions implements UnaryOperator<ClusterView> {

    /** @param given with its secrets; kept to see whether it changed */
    private record Known(Map<String, String> given, Map<String, String> shown, String partner) {}

    private final ConnectApi connect;
    private final RegistryEntries registry;
    private final FigureSource figures;
    private final Clock clock;
    private final TopicsInUse topics;
    private final Map<String, Known> known = new HashMap<>();

    public ClusterQuestions(ConnectApi connect, RegistryEntries registry, FigureSource figures, Clock clock) {
        this.connect = connect;
        this.registry = registry;
        this.figures = figures;
        this.clock = clock;
        this.topics = new TopicsInUse(connect);
    }

    @Override
    public ClusterView apply(ClusterView before) {
        Map<String, Flow> entries = registry.byConnector();
        try {
            Map<String, ConnectorStatus> statuses = connect.statuses();
            known.keySet().retainAll(statuses.keySet());
            Map<String, List<String>> used = topics.of(statuses.keySet());
            List<FlowView> flows = statuses.values().stream()
                    .map(status -> flow(status, used, entries))
                    .toList();
            return new ClusterView(clock.instant(), flows, figures.read(), registry.trouble());
        } catch (CommandFailure silent) {
            return again(before, String.valueOf(silent.getMessage()));
        } catch (ConnectRefusal refused) {
            return again(before, "Connect refuses to list its connectors (status " + refused.status() + ").");
        }
    }

    private ClusterView again(ClusterView before, String trouble) {
        return new ClusterView(before.taken(), before.flows(), figures.read(), Optional.of(trouble));
    }

    private FlowView flow(ConnectorStatus status, Map<String, List<String>> used, Map<String, Flow> entries) {
        Connector connector = status.connector();
        String name = connector.name();
        Known configuration = known.compute(
                name, (key, last) -> last != null && last.given().equals(connector.config()) ? last : look(connector));
        ConnectorFile file = new ConnectorFile(name, connector.config());
        List<String> aside = named(file.setAsideTopics());
        return new FlowView(
                name,
                connector.type().equals("source"),
                connector.config().getOrDefault("connector.class", ""),
                configuration.partner(),
                topics(file, used.getOrDefault(name, List.of()), aside),
                aside,
                connector.state().connector(),
                tasks(status),
                configuration.shown(),
                Optional.ofNullable(entries.get(name)),
                Readings.NONE);
    }

    private Known look(Connector connector) {
        Map<String, String> shown = ShownConfig.of(new ConnectorFile(connector.name(), connector.config()), connect);
        return new Known(connector.config(), shown, Partner.of(shown));
    }

    /** Those that the configuration names and those that were used, without the ones beside the data. */
    private static List<String> topics(ConnectorFile file, List<String> used, List<String> aside) {
        TreeSet<String> all = new TreeSet<>(used);
        if (file.settings().containsKey("topics")) {
            all.addAll(
                    List.of(file.settings().getOrDefault("topics", "").strip().split("\\s*,\\s*")));
        } else {
            file.settings().forEach((key, value) -> {
                boolean names = key.equals("topic")
                        || key.equals("outbox.topic")
                        || key.matches("(endpoint|route)\\.[\\w-]+\\.topic");
                // A transform may lead records elsewhere: what was used goes before what is named.
                if (names && used.isEmpty()) {
                    all.add(value);
                }
            });
        }
        all.removeAll(aside);
        all.removeAll(file.sideTopics());
        return named(all);
    }

    /** Without those that are made from the record or by a config provider. */
    private static List<String> named(Iterable<String> topics) {
        List<String> named = new ArrayList<>();
        topics.forEach(topic -> {
            if (!topic.isBlank() && !topic.contains("{")) {
                named.add(topic);
            }
        });
        return named;
    }

    /** A connector that failed itself has no task to tell it. */
    private static List<TaskView> tasks(ConnectorStatus status) {
        return status.tasks().stream()
                .map(task -> new TaskView(task.id(), task.state(), task.worker(), Fault.of(task.trace())))
                .toList();
    }
}
