package dev.millrace.transforms.mapping;

import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a map, of rules alone or upon another one, whose order is kept. */
final class MapBuilder implements Builder {

    private final String path;
    private final String[] names;
    private final Builder[] builders;
    private final String[] removed;
    private final boolean always;

    /**
     * Prepares a map.
     *
     * @param path where it stands, for failures
     * @param removed names of the base that are left out
     * @param always whether it is there even if all of its entries are left out
     */
    MapBuilder(String path, List<String> names, List<Builder> builders, List<String> removed, boolean always) {
        this.path = path;
        this.names = names.toArray(String[]::new);
        this.builders = builders.toArray(Builder[]::new);
        this.removed = removed.toArray(String[]::new);
        this.always = always;
    }

    @Override
    public Object build(Scope scope, @Nullable Object base) {
        Map<String, @Nullable Object> to = start(base);
        Map<?, ?> from = base == null ? Map.of() : (Map<?, ?>) base;
        boolean any = always || base != null;
        for (int at = 0; at < names.length; at++) {
            Object value = builders[at].build(scope, from.isEmpty() ? null : from.get(names[at]));
            if (value != Absent.ABSENT) {
                any = true;
                to.put(names[at], value);
            }
        }
        for (String name : removed) {
            to.remove(name);
        }
        return any ? to : Absent.ABSENT;
    }

    private Map<String, @Nullable Object> start(@Nullable Object base) {
        if (base == null) {
            return new LinkedHashMap<>(names.length * 4 / 3 + 1);
        }
        if (!(base instanceof Map<?, ?> map)) {
            throw new RuleFailure(path, path, "not-an-object");
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>((map.size() + names.length) * 4 / 3 + 1);
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
