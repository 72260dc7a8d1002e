package dev.millrace.sftp;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a server listens.
 *
 * @param host name or IP address, an IPv6 one without brackets
 * @param port 1 to 65535
 */
record ServerAddress(String host, int port) {

    /** A bracketed IPv6 address or a name, with or without a port; or an IPv6 address alone (RFC 3986, 3.2.2). */
    private static final Pattern FORM = Pattern.compile(
            "\\[(?<six>[0-9A-Fa-f:.]+(?:%[\\w.-]+)?)](?::(?<sixport>\\d{1,5}))?|(?<name>[\\w.%-]+)(?::(?<port>\\d{1,5}))?"
                    + "|(?<bare>[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[\\w.-]+)?)");

    ServerAddress {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
    }

    /**
     * Reads {@code host[:port], host[:port]}.
     *
     * @param port where none is written
     * @throws IllegalArgumentException when it reads otherwise; the text, which may be a URL with a password, is not in it
     */
    static List<ServerAddress> list(String text, int port) {
        return Stream.of(text.split(",", -1))
                .map(part -> parse(part.trim(), port))
                .toList();
    }

    private static ServerAddress parse(String text, int port) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("it reads host or host:port, without scheme, user or path");
        }
        if (form.group("bare") != null) {
            return new ServerAddress(form.group("bare"), port);
        }
        String own = form.group("six") != null ? form.group("sixport") : form.group("port");
        String host = form.group("six") != null ? form.group("six") : form.group("name");
        return new ServerAddress(host, own == null ? port : Integer.parseInt(own));
    }

    /** {@code host:port}, an IPv6 address as it was given. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
