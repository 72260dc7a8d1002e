package dev.millrace.rest;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.expression.Expression;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Which routes there are.
 *
 * @param names in the order in which they are asked; empty for one route that takes everything
 */
record RoutingSettings(List<String> names, Unmatched unmatched) {

    static final String ROUTES = "routes";
    static final String UNMATCHED = "route.unmatched";
    static final String ROUTE = "route.";
    static final String TOPICS = "topics";
    static final String WHEN = "when";

    RoutingSettings {
        names = List.copyOf(names);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Routes")
                .list(
                        ROUTES,
                        "",
                        "Names of routes, for records that differ in where or how they are sent. A record takes the first that"
                                + " it matches by route.NAME.topics (a list of topics) and route.NAME.when (a condition such as"
                                + " type = 'order' and amount > 100), each of which may be left out. Every option of a request,"
                                + " its client, authentication, records, batches, load and retries may be set anew for a route:"
                                + " route.NAME.http.url. Without routes, all records are sent alike.")
                .choice(
                        UNMATCHED,
                        Unmatched.REJECT,
                        "What becomes of a record that no route takes: reject sets it aside, skip counts it as delivered"
                                + " without a request. Choose skip when the routes pick what is to be sent.");
    }

    static RoutingSettings from(AbstractConfig config) {
        return new RoutingSettings(
                config.getList(ROUTES), OptionGroup.choiceOf(Unmatched.class, config.getString(UNMATCHED)));
    }

    /** The names as they are in a configuration that nobody has checked. */
    static List<String> names(Map<String, String> given) {
        return Arrays.stream(given.getOrDefault(ROUTES, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    static String prefixOf(String name) {
        return ROUTE + name + ".";
    }

    /**
     * What a route takes.
     *
     * @throws IllegalArgumentException when the condition is none
     */
    static RouteMatch match(Overlay route) {
        Optional<String> topics =
                route.set().contains(TOPICS) ? Optional.ofNullable(route.all().get(TOPICS)) : Optional.empty();
        Optional<String> when =
                route.set().contains(WHEN) ? Optional.ofNullable(route.all().get(WHEN)) : Optional.empty();
        Set<String> names = topics.map(list -> Set.of(Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toArray(String[]::new)))
                .orElse(Set.of());
        return new RouteMatch(names, when.map(Expression::parse));
    }
}
