package dev.millrace.webhook.listener;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place of a request: the whole path before the longest prefix, and at equal paths a named host before any. Nothing
 * is allocated on the way. Immutable.
 */
final class RouteIndex {

    private static final String BELOW = "/*";

    /** The routes at one path: by host, and for every host. */
    private record Hosts(
            Map<String, RoutePlace> named, @Nullable RoutePlace any) {

        static Hosts of(List<RouteEntry> entries) {
            Map<Optional<String>, List<RouteEntry>> byHost = new LinkedHashMap<>();
            for (RouteEntry entry : entries) {
                byHost.computeIfAbsent(entry.address().host(), host -> new ArrayList<>())
                        .add(entry);
            }
            Map<String, RoutePlace> named = new HashMap<>();
            RoutePlace any = null;
            for (Map.Entry<Optional<String>, List<RouteEntry>> at : byHost.entrySet()) {
                RoutePlace place = RoutePlace.of(at.getValue());
                if (at.getKey().isPresent()) {
                    named.put(at.getKey().get(), place);
                } else {
                    any = place;
                }
            }
            return new Hosts(named, any);
        }

        @Nullable
        RoutePlace at(String host) {
            RoutePlace place = named.get(host);
            return place == null ? any : place;
        }
    }

    /** What begins with the path and goes on with a slash, or ends there. */
    private record Below(String path, Hosts hosts) {

        boolean takes(String whole) {
            return whole.startsWith(path) && (whole.length() == path.length() || whole.charAt(path.length()) == '/');
        }
    }

    private final Map<String, Hosts> whole = new HashMap<>();
    private final List<Below> prefixes = new ArrayList<>();

    RouteIndex(Collection<RouteEntry> entries) {
        Map<String, List<RouteEntry>> byPath = new HashMap<>();
        for (RouteEntry entry : entries) {
            byPath.computeIfAbsent(entry.address().path(), path -> new ArrayList<>())
                    .add(entry);
        }
        byPath.forEach((path, routes) -> {
            if (path.endsWith(BELOW)) {
                prefixes.add(new Below(path.substring(0, path.length() - BELOW.length()), Hosts.of(routes)));
            } else {
                whole.put(path, Hosts.of(routes));
            }
        });
        prefixes.sort(
                Comparator.comparingInt((Below below) -> below.path().length()).reversed());
    }

    /**
     * The place; null for none.
     *
     * @param host in lower case, without a port
     */
    @Nullable
    RoutePlace find(String path, String host) {
        Hosts hosts = whole.get(path);
        RoutePlace place = hosts == null ? null : hosts.at(host);
        for (int at = 0; place == null && at < prefixes.size(); at++) {
            Below below = prefixes.get(at);
            if (below.takes(path)) {
                place = below.hosts().at(host);
            }
        }
        return place;
    }
}
