package dev.millrace.rest;

import dev.millrace.kit.Problems;
import dev.millrace.kit.SideSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/**
 * The options of a REST source, as one of its tasks sees them.
 *
 * @param task number of this task, from 0
 * @param endpoints those of this task
 * @param config the connector's
 */
record RestSourceSettings(
        String connector,
        int task,
        BatchSettings batches,
        SideSettings side,
        List<EndpointSettings> endpoints,
        AbstractConfig config) {

    /** What the connector tells its tasks; no options, so not declared as such. */
    static final String TASK = "millrace.task";

    static final String TASK_ENDPOINTS = "millrace.task.endpoints";

    RestSourceSettings {
        endpoints = List.copyOf(endpoints);
    }

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        EndpointNames.define(definition);
        EndpointSettings.define(definition);
        BatchSettings.define(definition);
        SideSettings.define(definition);
        return definition;
    }

    static RestSourceSettings from(Map<String, String> configuration) {
        return from(new AbstractConfig(definition(), common(configuration), false), configuration);
    }

    static RestSourceSettings from(AbstractConfig config, Map<String, String> configuration) {
        List<String> names = configuration.containsKey(TASK_ENDPOINTS)
                ? Arrays.asList(configuration.get(TASK_ENDPOINTS).split(","))
                : EndpointNames.of(config);
        return new RestSourceSettings(
                configuration.getOrDefault("name", "rest-source"),
                Integer.parseInt(configuration.getOrDefault(TASK, "0")),
                BatchSettings.from(config),
                SideSettings.from(config, configuration),
                names.stream()
                        .map(name -> EndpointSettings.from(name, configOf(configuration, name, config)))
                        .map(endpoint -> withParent(endpoint, configuration))
                        .toList(),
                config);
    }

    private static EndpointSettings withParent(EndpointSettings endpoint, Map<String, String> configuration) {
        return endpoint.parent()
                .endpoint()
                .map(parent -> endpoint.of(EndpointSettings.from(
                        parent,
                        new AbstractConfig(
                                definition(), EndpointNames.configurationOfParent(configuration, parent), false))))
                .orElse(endpoint);
    }

    /** The endpoints of each task. */
    static List<List<String>> shares(List<String> names, int mostTasks) {
        int tasks = Math.max(1, Math.min(mostTasks, names.size()));
        Map<Integer, List<String>> shares = new LinkedHashMap<>();
        for (int at = 0; at < names.size(); at++) {
            shares.computeIfAbsent(at % tasks, task -> new ArrayList<>()).add(names.get(at));
        }
        return List.copyOf(shares.values());
    }

    /**
     * The connector's own definition, without options that each endpoint has of its own and none for all: they are required
     * of the endpoints.
     */
    static Set<String> requiredOfEndpoints() {
        Set<String> required = new TreeSet<>();
        definition().configKeys().values().stream()
                .filter(key -> !key.hasDefault())
                .forEach(key -> required.add(key.name));
        return required;
    }

    /** Checks each endpoint as if it were alone; a problem is told on the key that a person set. */
    static void validate(Map<String, String> configuration, Problems problems) {
        AbstractConfig names = new AbstractConfig(namesOnly(), configuration, false);
        EndpointNames.validate(names, configuration, ofEndpoints(), problems);
        Set<String> told = new TreeSet<>();
        boolean sides =
                !configuration.getOrDefault(SideSettings.AUDIT_TOPIC, "").isBlank();
        Set<String> parents = EndpointNames.parents(configuration);
        Set<String> all = new LinkedHashSet<>(EndpointNames.of(names));
        all.addAll(parents);
        for (String name : all) {
            Map<String, String> own = EndpointNames.of(names).contains(name)
                    ? EndpointNames.configuration(configuration, name)
                    : EndpointNames.configurationOfParent(configuration, name);
            Problems ofEndpoint = (key, sentence) -> {
                String where = EndpointNames.keyOf(configuration, name, key);
                if (told.add(where + " " + sentence)) {
                    problems.report(where, sentence);
                }
            };
            Config checked = new Config(definition().validate(own));
            List<ConfigValue> wrong = checked.configValues().stream()
                    .filter(value -> !value.errorMessages().isEmpty())
                    .toList();
            for (ConfigValue value : wrong) {
                ofEndpoint.report(
                        value.name(), "is wrong: " + value.errorMessages().get(0));
            }
            if (wrong.isEmpty()) {
                validate(name, new AbstractConfig(definition(), own, false), ofEndpoint, told);
                sides |= !own.getOrDefault(MalformedRowSettings.TOPIC, "").isBlank();
            }
        }
        if (sides) {
            SideSettings.validate(configuration, problems);
        }
    }

    private static void validate(String name, AbstractConfig config, Problems problems, Set<String> told) {
        int before = told.size();
        EndpointSettings.validate(config, problems);
        if (told.size() == before) {
            PagePlaces places = EndpointSettings.from(name, config).places();
            Wire.validate(config, places, problems);
            JobSettings.validateAddresses(config, places, problems);
        }
    }

    private static Set<String> ofEndpoints() {
        ConfigDef definition = new ConfigDef();
        EndpointSettings.define(definition);
        return definition.names();
    }

    private static ConfigDef namesOnly() {
        ConfigDef definition = new ConfigDef();
        EndpointNames.define(definition);
        return definition;
    }

    private static AbstractConfig configOf(Map<String, String> configuration, String name, AbstractConfig connector) {
        Map<String, String> own = EndpointNames.configuration(configuration, name);
        boolean isAlone = configuration.keySet().stream().noneMatch(key -> key.startsWith("endpoint."));
        return isAlone ? connector : new AbstractConfig(definition(), own, false);
    }

    /** A value for what only endpoints set, so that the rest can be read. */
    private static Map<String, String> common(Map<String, String> configuration) {
        Map<String, String> all = new LinkedHashMap<>(configuration);
        configuration.forEach((key, value) -> {
            for (String required : requiredOfEndpoints()) {
                if (key.startsWith("endpoint.") && key.endsWith("." + required)) {
                    all.putIfAbsent(required, value);
                }
            }
        });
        return all;
    }
}
