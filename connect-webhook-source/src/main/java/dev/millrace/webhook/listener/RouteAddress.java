package dev.millrace.webhook.listener;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which requests are a route's: two routes of one listener never overlap.
 *
 * @param path from the first slash, decoded; a trailing {@code /*} takes the path before it and everything below
 * @param host the name in the Host header, without a port, in lower case; empty for every host
 * @param methods in capitals; a request by another one is answered 405 with Allow
 */
public record RouteAddress(String path, Optional<String> host, Set<String> methods) {

    public RouteAddress {
        methods = Set.copyOf(methods);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash");
        }
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("a route takes at least one method");
        }
    }

    /** Whether a request could be for both. */
    boolean overlaps(RouteAddress other) {
        return path.equals(other.path) && host.equals(other.host) && !Collections.disjoint(methods, other.methods);
    }

    /** What tells it from every other address of a listener, such as {@code GET+POST //hooks.example.com/orders}. */
    public String title() {
        return methods.stream().sorted().collect(Collectors.joining("+")) + " " + this;
    }

    @Override
    public String toString() {
        return host.map(name -> "//" + name).orElse("") + path;
    }
}
