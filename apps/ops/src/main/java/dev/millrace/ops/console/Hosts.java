package dev.millrace.ops.console;

import java.util.Locale;
import java.util.Set;

/**
 * Host names that the console answers to. Where nobody logs in, a name that somebody else's DNS server leads to this
 * machine (DNS rebinding) would else let a foreign page read along.
 *
 * @param names in lower case, without port; empty: any
 */
record Hosts(Set<String> names) {

    Hosts {
        names = Set.copyOf(names);
    }

    boolean isOurs(String host) {
        String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        return names.isEmpty() || names.contains(name);
    }
}
