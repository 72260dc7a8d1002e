package dev.millrace.legacy.line;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to connect to.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 */
public record HostPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^:\\s/@\\[\\]]+):(\\d{1,5})");

    /**
     * Reads {@code host:port}, an IPv6 address standing in brackets.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static HostPort parse(String text) {
        Matcher parts = FORM.matcher(text.trim());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "must be host:port, such as feed.example.com:5000 or [2001:db8::1]:5000");
        }
        int port = Integer.parseInt(parts.group(2));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("has a port that is none: 1 to 65535");
        }
        String host = parts.group(1);
        return new HostPort(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
