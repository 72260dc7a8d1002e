package dev.millrace.rest;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The endpoints of a connector, and what is set for each of them: {@code endpoint.orders.http.url} is {@code http.url} of the
 * endpoint orders, and what is set without an endpoint is for all.
 */
final class EndpointNames {

    static final String ENDPOINTS = "endpoints";

    /** The endpoint of a connector that names none. */
    static final String ONLY = "default";

    private static final String PREFIX = "endpoint.";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private EndpointNames() {}

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Endpoints")
                .list(
                        ENDPOINTS,
                        "",
                        "The names of the endpoints that are polled, such as orders,customers; each option may be set for"
                                + " one of them as endpoint.orders.http.url, and is for all others as it is. Set it when one"
                                + " connector polls several addresses; they are spread over its tasks.");
    }

    /** In the order in which they are named; each once. */
    static List<String> of(AbstractConfig config) {
        Set<String> names = new LinkedHashSet<>(config.getList(ENDPOINTS));
        return names.isEmpty() ? List.of(ONLY) : List.copyOf(names);
    }

    /** The configuration of an endpoint: what is set for it lies over what is set for all. */
    static Map<String, String> configuration(Map<String, String> all, String name) {
        String own = PREFIX + name + ".";
        Map<String, String> laid = new HashMap<>();
        all.forEach((key, value) -> {
            if (!key.startsWith(PREFIX)) {
                laid.put(key, value);
            }
        });
        all.forEach((key, value) -> {
            if (key.startsWith(own)) {
                laid.put(key.substring(own.length()), value);
            }
        });
        return laid;
    }

    /** The endpoints that are the parent of another one. */
    static Set<String> parents(Map<String, String> all) {
        Set<String> parents = new TreeSet<>();
        all.forEach((key, value) -> {
            boolean isParent = key.equals(ParentSettings.PARENT)
                    || (key.startsWith(PREFIX) && key.endsWith("." + ParentSettings.PARENT));
            if (isParent && !value.isBlank()) {
                parents.add(value.trim());
            }
        });
        return parents;
    }

    /** The configuration of an endpoint that leads to requests of another one, and so may do without a topic. */
    static Map<String, String> configurationOfParent(Map<String, String> all, String name) {
        Map<String, String> laid = configuration(all, name);
        laid.putIfAbsent(RowSettings.TOPIC, name);
        return laid;
    }

    /** The key under which an endpoint's option was set. */
    static String keyOf(Map<String, String> all, String name, String key) {
        String own = PREFIX + name + "." + key;
        return all.containsKey(own) ? own : key;
    }

    /**
     * Reports names that can't be, and options of endpoints that are none.
     *
     * @param ofEndpoints the options that an endpoint may have of its own
     */
    static void validate(AbstractConfig config, Map<String, String> all, Set<String> ofEndpoints, Problems problems) {
        List<String> names = of(config);
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                problems.report(ENDPOINTS, "holds a name with other than letters, digits, dashes and underscores");
            }
        }
        if (new LinkedHashSet<>(config.getList(ENDPOINTS)).size()
                < config.getList(ENDPOINTS).size()) {
            problems.report(ENDPOINTS, "names an endpoint twice: remove one of them");
        }
        Set<String> parents = parents(all);
        for (String name : names) {
            String parent = configuration(all, name)
                    .getOrDefault(ParentSettings.PARENT, "")
                    .trim();
            String itsParent = configuration(all, parent)
                    .getOrDefault(ParentSettings.PARENT, "")
                    .trim();
            String key = keyOf(all, name, ParentSettings.PARENT);
            if (parent.isEmpty()) {
                continue;
            }
            if (parent.equals(name) || !itsParent.isEmpty()) {
                problems.report(key, "is the endpoint itself, or has a parent too: one step is all there is");
            } else if (!names.contains(parent)
                    && all.keySet().stream().noneMatch(own -> own.startsWith(PREFIX + parent + "."))) {
                problems.report(key, "names an endpoint that has no options: set endpoint." + parent + ".http.url");
            }
        }
        names = Stream.concat(names.stream(), parents.stream()).toList();
        for (String key : new TreeSet<>(all.keySet())) {
            if (key.startsWith(PREFIX)) {
                check(key, names, ofEndpoints, problems);
            }
        }
    }

    private static void check(String key, List<String> names, Set<String> ofEndpoints, Problems problems) {
        String rest = key.substring(PREFIX.length());
        int dot = rest.indexOf('.');
        String name = dot < 0 ? rest : rest.substring(0, dot);
        if (dot < 0 || !names.contains(name)) {
            problems.report(key, "is of an endpoint that " + ENDPOINTS + " does not name: add it there, or correct it");
        } else if (!ofEndpoints.contains(rest.substring(dot + 1))) {
            problems.report(
                    key, "is no option that an endpoint has of its own: correct it, or set it without endpoint.");
        }
    }
}
