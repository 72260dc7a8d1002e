package dev.millrace.webhook.listener;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All routes at one path and host; they differ in methods. Immutable. */
record RoutePlace(List<RouteEntry> entries, String allow) {

    static RoutePlace of(List<RouteEntry> entries) {
        TreeSet<String> methods = new TreeSet<>();
        entries.forEach(entry -> methods.addAll(entry.address().methods()));
        return new RoutePlace(List.copyOf(entries), String.join(", ", methods));
    }

    /** The route for a method; null for none. */
    @Nullable
    RouteEntry entry(String method) {
        for (int at = 0; at < entries.size(); at++) {
            RouteEntry entry = entries.get(at);
            if (entry.address().methods().contains(method)) {
                return entry;
            }
        }
        return null;
    }
}
