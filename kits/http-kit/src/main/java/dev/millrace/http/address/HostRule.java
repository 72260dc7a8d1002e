package dev.millrace.http.address;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names hosts: by name, by the end of a name, or by address. Immutable. */
public sealed interface HostRule {

    /**
     * Whether a host is meant by its name.
     *
     * @param name in lower case, without a dot at the end
     */
    boolean namesHost(String name);

    /** Whether a host is meant by its address. */
    boolean holds(InetAddress address);

    /** One host, such as {@code api.partner.example}. */
    record Name(String name) implements HostRule {

        @Override
        public boolean namesHost(String other) {
            return name.equals(other);
        }

        @Override
        public boolean holds(InetAddress address) {
            return false;
        }
    }

    /**
     * All hosts below a domain, such as {@code *.partner.example}.
     *
     * @param end begins with the dot
     */
    record Domain(String end) implements HostRule {

        @Override
        public boolean namesHost(String other) {
            return other.endsWith(end);
        }

        @Override
        public boolean holds(InetAddress address) {
            return false;
        }
    }

    /** All hosts at these addresses, such as {@code 10.0.0.0/8}. */
    record Range(AddressRange range) implements HostRule {

        @Override
        public boolean namesHost(String other) {
            return false;
        }

        @Override
        public boolean holds(InetAddress address) {
            return range.holds(address);
        }
    }

    /** What a name may look like; underscores are no rule of DNS, and common. */
    Pattern NAME = Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

    /** What can only be meant as an address. */
    Pattern ADDRESS = Pattern.compile("[0-9./]+|\\[?[0-9a-f.]*:[0-9a-f:.]*]?(/.*)?");

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException when it is none, with a sentence that says why
     */
    static HostRule parse(String text) {
        String rule = canonical(text.strip());
        if (ADDRESS.matcher(rule).matches()) {
            try {
                return new Range(AddressRange.parse(rule.replace("[", "").replace("]", "")));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(wrong.getMessage() + "; hosts are written without a port", wrong);
            }
        }
        if (!NAME.matcher(rule).matches()) {
            throw new IllegalArgumentException(text.strip()
                    + " is neither a host name, nor *.domain, nor an IP address or range such as 10.0.0.0/8");
        }
        return rule.startsWith("*.") ? new Domain(rule.substring(1)) : new Name(rule);
    }

    /** The spelling in which names are compared. */
    static String canonical(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
