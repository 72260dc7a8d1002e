package dev.millrace.ops.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An integration as the registry has it; a text that is not there is empty.
 *
 * @param file its name in the registry's folder
 * @param owner the team
 * @param contact where to report a fault: the address of the first support channel of scope {@code issues}
 * @param promises property and value with its unit, such as {@code latency} and {@code 60 s}
 * @param classes of data in its topics, in the order of the alphabet
 * @param setAside topics with what could not be read or delivered
 * @param runbook a path or an address
 */
public record Flow(
        String file,
        String id,
        String name,
        String status,
        String domain,
        String purpose,
        String limitations,
        String owner,
        String contact,
        Map<String, String> promises,
        List<String> connectors,
        List<String> topics,
        List<String> setAside,
        List<String> classes,
        String runbook) {

    static Flow of(String file, @Nullable Object document) {
        if (!(document instanceof Map<?, ?> contract) || !text(contract, "kind").equals("DataContract")) {
            throw new IllegalArgumentException("kind must be DataContract");
        }
        Map<?, ?> description = map(contract.get("description"));
        Map<String, String> promises = new LinkedHashMap<>();
        for (Map<?, ?> promise : maps(contract.get("slaProperties"))) {
            promises.put(text(promise, "property"), (text(promise, "value") + " " + text(promise, "unit")).strip());
        }
        TreeSet<String> classes = new TreeSet<>();
        List<String> topics = new ArrayList<>();
        for (Map<?, ?> topic : maps(contract.get("schema"))) {
            topics.add(text(topic, "physicalName"));
            classes(topic.get("properties"), classes);
        }
        return new Flow(
                file,
                text(contract, "id"),
                text(contract, "name"),
                text(contract, "status"),
                text(contract, "domain"),
                text(description, "purpose"),
                text(description, "limitations"),
                owner(map(contract.get("team"))),
                contact(contract),
                Collections.unmodifiableMap(promises),
                texts(custom(contract, "connectors")),
                List.copyOf(topics),
                texts(custom(contract, "setAsideTopics")),
                List.copyOf(classes),
                texts(custom(contract, "runbook")).stream().findFirst().orElse(""));
    }

    /** The team's name, where one of its members is the owner. */
    private static String owner(Map<?, ?> team) {
        boolean owned = maps(team.get("members")).stream()
                .anyMatch(member -> text(member, "role").equals("owner"));
        return owned ? text(team, "name") : "";
    }

    private static String contact(Map<?, ?> contract) {
        return maps(contract.get("support")).stream()
                .filter(channel -> text(channel, "scope").equals("issues"))
                .map(channel -> text(channel, text(channel, "url").isEmpty() ? "channel" : "url"))
                .findFirst()
                .orElse("");
    }

    private static void classes(@Nullable Object properties, TreeSet<String> found) {
        for (Map<?, ?> property : maps(properties)) {
            String classification = text(property, "classification");
            if (!classification.isEmpty()) {
                found.add(classification);
            }
            classes(property.get("properties"), found);
        }
    }

    private static @Nullable Object custom(Map<?, ?> contract, String name) {
        return maps(contract.get("customProperties")).stream()
                .filter(property -> text(property, "property").equals(name))
                .findFirst()
                .map(property -> property.get("value"))
                .orElse(null);
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString().strip();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<Map<?, ?>> maps(@Nullable Object value) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (value instanceof Collection<?> all) {
            all.forEach(one -> maps.add(map(one)));
        }
        return maps;
    }

    private static List<String> texts(@Nullable Object value) {
        if (value instanceof Collection<?> all) {
            return all.stream().map(String::valueOf).toList();
        }
        return value == null || value.toString().isBlank() ? List.of() : List.of(value.toString());
    }
}
