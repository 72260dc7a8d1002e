package dev.millrace.ops.cluster;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compares the registry with itself, and with the connectors of files or of a cluster. */
final class RegistryCheck {

    /**
     * What is wrong.
     *
     * @param subject the flow's file in the registry, or the connector that it lacks
     * @param code one of the rows in docs/guides/operating-clusters.md
     */
    record Fault(String subject, String code, String message) {}

    private final Registry registry;
    private final List<Fault> faults = new ArrayList<>();

    RegistryCheck(Registry registry) {
        this.registry = registry;
    }

    /**
     * What each flow must have.
     *
     * @param root below which runbooks lie that are no addresses
     */
    void flows(Path root) {
        Map<String, Flow> ids = new HashMap<>();
        for (Flow flow : registry.flows()) {
            require(flow, flow.id(), "no-id", "has no id");
            if (ids.putIfAbsent(flow.id(), flow) != null) {
                add(flow.file(), "no-id", "has the id of another: " + flow.id());
            }
            require(flow, flow.owner(), "no-owner", "has no team with a member of the role owner");
            require(flow, flow.contact(), "no-contact", "has no support channel of the scope issues");
            for (String promise : List.of("latency", "freshness")) {
                require(flow, flow.promises().getOrDefault(promise, ""), "no-sla", "promises no " + promise);
            }
            require(flow, String.join("", flow.connectors()), "no-connector", "names no connector");
            if (flow.runbook().isEmpty()) {
                add(flow.file(), "no-runbook", "names no runbook");
            } else if (!flow.runbook().matches("https?:.*") && !isThere(root, flow.runbook())) {
                add(
                        flow.file(),
                        "no-runbook",
                        "names " + flow.runbook() + ", which is not below " + root.toAbsolutePath());
            }
        }
        registry.byConnector().forEach((connector, owners) -> {
            if (owners.size() > 1) {
                add(
                        connector,
                        "owner",
                        "is in several flows: " + owners.stream().map(Flow::id).toList());
            }
        });
    }

    /**
     * Compares with connectors that are there.
     *
     * @param where they are, for people
     * @param present configurations by name
     */
    void connectors(String where, Map<String, ConnectorFile> present) {
        Map<String, List<Flow>> owners = registry.byConnector();
        present.forEach((name, config) -> {
            if (!owners.containsKey(name)) {
                add(name, "unregistered", "is in " + where + " and in no flow of the registry");
            }
            if (config.isSink()
                    && config.setting("errors.deadletterqueue.topic.name")
                            .orElse("")
                            .isBlank()) {
                add(name, "dead-letters", "is a sink in " + where + " without errors.deadletterqueue.topic.name");
            }
        });
        for (Flow flow : registry.flows()) {
            boolean complete = true;
            TreeSet<String> aside = new TreeSet<>();
            for (String connector : flow.connectors()) {
                ConnectorFile config = present.get(connector);
                if (config == null) {
                    complete = false;
                    if (flow.status().equals("active")) {
                        add(flow.file(), "missing-connector", "names " + connector + ", which is not in " + where);
                    }
                } else {
                    aside.addAll(config.setAsideTopics());
                }
            }
            if (complete && !aside.equals(new TreeSet<>(flow.setAside()))) {
                add(
                        flow.file(),
                        "set-aside-topics",
                        "names " + flow.setAside() + " as setAsideTopics; in " + where + " they are " + aside);
            }
        }
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    private static boolean isThere(Path root, String runbook) {
        try {
            return Files.exists(root.resolve(runbook));
        } catch (InvalidPathException none) {
            return false;
        }
    }

    private void require(Flow flow, String text, String code, String message) {
        if (text.isBlank()) {
            add(flow.file(), code, message);
        }
    }

    private void add(String subject, String code, String message) {
        faults.add(new Fault(subject, code, message));
    }
}
