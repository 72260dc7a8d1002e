package dev.millrace.ops.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A setting that is another one in a cluster; values of secrets are hidden, references shown.
 *
 * @param from what the cluster has; null for nothing
 * @param to what it shall have; null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(
        String key, @Nullable String from, @Nullable String to) {

    /** From what is there to what shall be there, by key; equal secrets are no difference, whatever is shown. */
    static List<Difference> between(Map<String, String> present, Map<String, String> wanted, Secrets secrets) {
        TreeSet<String> keys = new TreeSet<>(present.keySet());
        keys.addAll(wanted.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String key : keys) {
            String from = present.get(key);
            String to = wanted.get(key);
            if (from == null ? to != null : !from.equals(to)) {
                differences.add(new Difference(key, shown(key, from, secrets), shown(key, to, secrets)));
            }
        }
        return differences;
    }

    private static @Nullable String shown(String key, @Nullable String value, Secrets secrets) {
        return value == null ? null : secrets.shown(key, value);
    }

    /** For a person. */
    String line() {
        if (from == null) {
            return "+ " + key + " = " + to;
        }
        return to == null ? "- " + key + " = " + from : "~ " + key + " = " + from + " -> " + to;
    }
}
