package dev.millrace.rest;

import dev.millrace.http.request.RequestSettings;
import dev.millrace.kit.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/** Finds what is wrong in a configuration of the REST sink, on the key that a person must change. Calls nobody. */
final class RestSinkChecks {

    private static final String TOLERANCE = "errors.tolerance";

    /** Asked of the connector as a whole: setting them anew for a route would do nothing. */
    private static final List<String> OF_THE_CONNECTOR =
            List.of("routes", "route.", "queue.", "commit.", "reporter.", "response.", "audit.", "millrace.");

    private final ConfigDef definition;
    private final Map<String, String> given;
    private final Problems problems;

    RestSinkChecks(Map<String, String> given, Problems problems) {
        this.definition = RestSinkSettings.definition();
        this.given = given;
        this.problems = problems;
    }

    /** @param config the options by themselves, each of which is known to be good */
    void check(AbstractConfig config) {
        FlowSettings.validate(config, problems);
        ReportSettings.validate(config, given, problems);
        List<String> names = RoutingSettings.names(given);
        checkNames(names);
        if (names.isEmpty()) {
            RouteSettings.validate(config, problems);
            checkTombstones(given, "", problems);
        } else {
            names.forEach(this::checkRoute);
        }
        checkStrayOptions(names);
        if ("all".equalsIgnoreCase(given.get(TOLERANCE)) && !RestSinkSettings.hasDeadLetterQueue(given)) {
            problems.report(
                    RestSinkSettings.DEAD_LETTER_QUEUE,
                    "is missing, and errors.tolerance=all without it would lose what the receiver refuses: name a topic, or"
                            + " set errors.tolerance=none");
        }
    }

    private void checkNames(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!name.matches("[a-z0-9][a-z0-9_-]*")) {
                problems.report(
                        RoutingSettings.ROUTES,
                        "holds the name " + name + ": use lower-case letters, digits, dashes and underscores");
            } else if (!seen.add(name)) {
                problems.report(RoutingSettings.ROUTES, "holds " + name + " twice: remove one");
            }
        }
    }

    private void checkRoute(String name) {
        Overlay route = Overlay.of(RoutingSettings.prefixOf(name), given);
        Problems onTheKeyGiven = (key, sentence) -> problems.report(
                route.given(key), route.set().contains(key) ? sentence : sentence + " (in route " + name + ")");
        try {
            RouteMatch unused = RoutingSettings.match(route);
        } catch (IllegalArgumentException wrong) {
            problems.report(route.prefix() + RoutingSettings.WHEN, "is no condition: " + wrong.getMessage());
        }
        if (valuesAreGood(route)) {
            RouteSettings.validate(route.config(definition), onTheKeyGiven);
            checkTombstones(route.all(), route.prefix(), onTheKeyGiven);
        }
    }

    private boolean valuesAreGood(Overlay overlay) {
        boolean good = true;
        for (ConfigValue value : definition.validate(overlay.all())) {
            if (overlay.set().contains(value.name()) && !value.errorMessages().isEmpty()) {
                problems.report(overlay.prefix() + value.name(), String.join("; ", value.errorMessages()));
                good = false;
            }
        }
        return good;
    }

    private void checkTombstones(Map<String, String> options, String prefix, Problems onTheKeyGiven) {
        Tombstones tombstones = RecordSettings.from(new AbstractConfig(definition, options, false))
                .tombstones();
        Overlay overlay = RestSinkSettings.tombstones(options);
        if (!tombstones.isSent() && !overlay.set().isEmpty()) {
            overlay.set()
                    .forEach(key -> problems.report(
                            prefix + overlay.given(key),
                            "is only used with tombstones=delete or template: set one, or remove it"));
            return;
        }
        if (tombstones == Tombstones.TEMPLATE && overlay.set().isEmpty()) {
            onTheKeyGiven.report(
                    RecordSettings.TOMBSTONES,
                    "is template, but nothing says what is sent: set tombstone.http.method and the like");
        }
        if (tombstones.isSent() && valuesAreGood(overlay)) {
            checkTombstoneRequest(tombstones, overlay, onTheKeyGiven);
        }
    }

    private void checkTombstoneRequest(Tombstones tombstones, Overlay overlay, Problems onTheKeyGiven) {
        AbstractConfig config = overlay.config(definition);
        String url = config.getString(RequestSettings.URL);
        if (tombstones == Tombstones.DELETE && !RequestSettings.from(config).isUrlTemplated()) {
            onTheKeyGiven.report(
                    RecordSettings.TOMBSTONES,
                    "is delete, but the address is the same for all records, so each would delete everything there: name the"
                            + " record in http.url or tombstone.http.url, such as /orders/{key}");
        } else if (url.contains("{value") && !url.contains("default(")) {
            onTheKeyGiven.report(
                    RecordSettings.TOMBSTONES,
                    "sends a request of a record without a value to an address that is made of the value: name the record by"
                            + " its key in tombstone.http.url");
        } else {
            RequestSettings.validate(
                    config,
                    Requests.PLACES,
                    (key, sentence) -> onTheKeyGiven.report(overlay.given(key), sentence + " (for tombstones)"));
        }
    }

    /** An option that nobody reads is a mistake that nobody sees. */
    private void checkStrayOptions(List<String> names) {
        ConfigDef ofRequests = new ConfigDef();
        RequestSettings.define(ofRequests);
        for (String key : given.keySet()) {
            String rest = key;
            if (key.startsWith(RoutingSettings.ROUTE) && !key.equals(RoutingSettings.UNMATCHED)) {
                String name = names.stream()
                        .filter(known -> key.startsWith(RoutingSettings.prefixOf(known)))
                        .findFirst()
                        .orElse("");
                if (name.isEmpty()) {
                    problems.report(
                            key,
                            "belongs to no route that " + RoutingSettings.ROUTES
                                    + " names: add it there, or remove it");
                    continue;
                }
                rest = key.substring(RoutingSettings.prefixOf(name).length());
                if (!isOfRoutes(rest)) {
                    problems.report(key, "is no option that a route can have: see the reference, or remove it");
                }
            }
            if (rest.startsWith(RestSinkSettings.TOMBSTONE)
                    && !ofRequests.names().contains(rest.substring(RestSinkSettings.TOMBSTONE.length()))) {
                problems.report(key, "is no option of a request: see the reference, or remove it");
            }
        }
    }

    private boolean isOfRoutes(String option) {
        return option.equals(RoutingSettings.TOPICS)
                || option.equals(RoutingSettings.WHEN)
                || option.startsWith(RestSinkSettings.TOMBSTONE)
                || (definition.names().contains(option)
                        && OF_THE_CONNECTOR.stream().noneMatch(option::startsWith));
    }
}
