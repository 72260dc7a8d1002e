package dev.millrace.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * All that a task of the REST sink is told.
 *
 * @param connector the connector's name
 * @param task the task's number within the connector
 * @param routes in the order in which they are asked; one at least
 * @param reports empty where nobody is told of what was delivered
 * @param requestIdHeader the field of replies by which the receiver knows the request
 * @param setsAside whether a dead letter queue takes what the receiver refuses
 */
record RestSinkSettings(
        String connector,
        String task,
        List<RouteSettings> routes,
        Unmatched unmatched,
        FlowSettings flow,
        Optional<ReportSettings> reports,
        String requestIdHeader,
        boolean setsAside) {

    static final String TASK = "millrace.task";
    static final String TOMBSTONE = "tombstone.";
    static final String DEAD_LETTER_QUEUE = "errors.deadletterqueue.topic.name";

    private static final String NAME = "name";

    RestSinkSettings {
        routes = List.copyOf(routes);
    }

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        RouteSettings.define(definition);
        RoutingSettings.define(definition);
        FlowSettings.define(definition);
        ReportSettings.define(definition);
        return definition.define(taskNumber());
    }

    /** Reads what {@link RestSinkChecks} has no problem with. */
    static RestSinkSettings from(AbstractConfig config, Map<String, String> given) {
        RoutingSettings routing = RoutingSettings.from(config);
        List<RouteSettings> routes = routing.names().isEmpty()
                ? List.of(RouteSettings.from(
                        RouteSettings.ONLY,
                        RouteMatch.ALL,
                        config,
                        tombstones(given).config(definition())))
                : routing.names().stream().map(name -> route(name, given)).toList();
        return new RestSinkSettings(
                given.getOrDefault(NAME, "rest-sink"),
                config.getString(TASK),
                routes,
                routing.unmatched(),
                FlowSettings.from(config),
                ReportSettings.from(config, given),
                config.getString(ReportSettings.REQUEST_ID),
                hasDeadLetterQueue(given));
    }

    /** Names the task in logs and threads. */
    String taskName() {
        return connector + "-" + task;
    }

    static boolean hasDeadLetterQueue(Map<String, String> given) {
        return !given.getOrDefault(DEAD_LETTER_QUEUE, "").isBlank();
    }

    /** The options as they are for a record without a value. */
    static Overlay tombstones(Map<String, String> given) {
        return Overlay.of(TOMBSTONE, Tombstones.request(given));
    }

    private static RouteSettings route(String name, Map<String, String> given) {
        Overlay route = Overlay.of(RoutingSettings.prefixOf(name), given);
        return RouteSettings.from(
                name,
                RoutingSettings.match(route),
                route.config(definition()),
                tombstones(route.all()).config(definition()));
    }

    /** Not for users: the connector tells each task its number. */
    private static ConfigDef.ConfigKey taskNumber() {
        return new ConfigDef.ConfigKey(
                TASK,
                ConfigDef.Type.STRING,
                "0",
                null,
                ConfigDef.Importance.LOW,
                "The number of the task, which the connector sets itself.",
                "Internal",
                1,
                ConfigDef.Width.SHORT,
                "Task number",
                List.of(),
                null,
                true);
    }
}
