package dev.millrace.partner.vault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The secrets engines and what they keep. A name begins with that of its namespace, where it has one. Thread-safe. */
final class VaultSecrets {

    /** What may have become of a version. */
    private enum Fate {
        KEPT,
        DELETED,
        DESTROYED
    }

    private record Version(Map<String, ?> data, Fate fate) {}

    private final Map<String, Integer> engines = new ConcurrentHashMap<>();
    private final Map<String, List<Version>> secrets = new ConcurrentHashMap<>();

    /** Mounts an engine of the first or second version of KV. */
    void mount(String name, int version) {
        engines.put(name, version);
    }

    synchronized int put(String name, Map<String, ?> data) {
        List<Version> versions = secrets.computeIfAbsent(name, added -> new ArrayList<>());
        versions.add(new Version(new LinkedHashMap<>(data), Fate.KEPT));
        return versions.size();
    }

    synchronized void delete(String name, int version, boolean forGood) {
        List<Version> versions = secrets.getOrDefault(name, List.of());
        versions.set(version - 1, new Version(Map.of(), forGood ? Fate.DESTROYED : Fate.DELETED));
    }

    /** The engine that a path belongs to: the longest name that it begins with. */
    Optional<String> engineOf(String path) {
        return engines.keySet().stream()
                .filter(engine -> path.equals(engine) || path.startsWith(engine + "/"))
                .max((one, other) -> Integer.compare(one.length(), other.length()));
    }

    Optional<Integer> kvVersion(String engine) {
        return Optional.ofNullable(engines.get(engine));
    }

    /** A read below an engine; the version empty for the newest. */
    synchronized VaultAnswer read(String engine, String below, @Nullable String version) {
        boolean versioned = engines.getOrDefault(engine, 1) == 2;
        if (versioned && !below.startsWith("data/")) {
            return VaultAnswer.refusal(404);
        }
        List<Version> versions =
                secrets.getOrDefault(engine + "/" + (versioned ? below.substring("data/".length()) : below), List.of());
        if (!versioned) {
            return versions.isEmpty()
                    ? VaultAnswer.refusal(404)
                    : VaultAnswer.data(versions.get(versions.size() - 1).data());
        }
        int wanted = version == null || version.equals("0") ? versions.size() : Integer.parseInt(version);
        if (wanted < 1 || wanted > versions.size()) {
            return VaultAnswer.refusal(404);
        }
        return read(versions.get(wanted - 1), wanted);
    }

    private static VaultAnswer read(Version found, int number) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("created_time", "2026-11-21T00:00:00.000000000Z");
        metadata.put("deletion_time", found.fate() == Fate.DELETED ? "2026-11-21T01:00:00.000000000Z" : "");
        metadata.put("destroyed", found.fate() == Fate.DESTROYED);
        metadata.put("version", number);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("data", found.fate() == Fate.KEPT ? found.data() : null);
        data.put("metadata", metadata);
        return found.fate() == Fate.KEPT ? VaultAnswer.data(data) : VaultAnswer.gone(data);
    }
}
