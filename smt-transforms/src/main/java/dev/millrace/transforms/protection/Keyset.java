package dev.millrace.transforms.protection;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a transform by their ids, and which of them new values get. What was protected with another key of the set is
 * still found by its id, which is what rotation needs. Immutable, for any thread.
 */
final class Keyset {

    private final Map<String, ProtectionKey> keys;
    private final Map<KeyUse, ProtectionKey> primaries;

    Keyset(Collection<ProtectionKey> keys, Map<KeyUse, ProtectionKey> primaries) {
        Map<String, ProtectionKey> byId = new LinkedHashMap<>();
        keys.forEach(key -> byId.put(key.id(), key));
        this.keys = byId;
        this.primaries = primaries.isEmpty() ? new EnumMap<>(KeyUse.class) : new EnumMap<>(primaries);
    }

    /** The key that a rule names, else the one for new values. */
    ProtectionKey key(Optional<String> id, KeyUse use) {
        return id.isPresent() ? named(id.get(), use) : primary(use);
    }

    /** The key of an id; of an id in a record, so it may be unknown. */
    Optional<ProtectionKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    List<String> ids() {
        return List.copyOf(keys.keySet());
    }

    /** The ids of the keys that are for a use. */
    List<String> idsFor(KeyUse use) {
        return keys.values().stream()
                .filter(key -> key.isFor(use))
                .map(ProtectionKey::id)
                .toList();
    }

    private ProtectionKey primary(KeyUse use) {
        ProtectionKey key = primaries.get(use);
        if (key == null) {
            throw new IllegalArgumentException("has no primary key with the use " + Members.nameOf(use)
                    + "; add the use to a key and name its id in primary");
        }
        return key;
    }

    private ProtectionKey named(String id, KeyUse use) {
        ProtectionKey key = keys.get(id);
        if (key == null) {
            throw new IllegalArgumentException("has no key " + id + "; it has " + String.join(", ", ids()));
        }
        if (!key.isFor(use)) {
            throw new IllegalArgumentException("has a key " + id + " without the use " + Members.nameOf(use));
        }
        return key;
    }

    @Override
    public String toString() {
        return "keys " + ids();
    }
}
