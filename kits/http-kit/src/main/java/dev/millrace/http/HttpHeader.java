package dev.millrace.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One header field, checked so that no value can end the line and start another (RFC 9110 section 5.5).
 *
 * @param name a token (RFC 9110 section 5.6.2)
 * @param value printable ASCII and tabs, trimmed
 */
public record HttpHeader(String name, String value) {

    private static final Set<String> OF_THE_CLIENT =
            Set.of("connection", "content-length", "content-type", "expect", "host", "transfer-encoding", "upgrade");

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

    public HttpHeader {
        value = value.strip();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a header holds letters, digits and dashes only");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("the value of header " + name + " holds other than printable ASCII");
        }
    }

    /**
     * Reads {@code Name: value}. The message of the exception never quotes the value.
     *
     * @throws IllegalArgumentException when it is no header field, or one that the client sets itself
     */
    public static HttpHeader parse(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "a header is written Name: value; one on each line, or separated by commas");
        }
        HttpHeader header = new HttpHeader(line.substring(0, colon).strip(), line.substring(colon + 1));
        if (OF_THE_CLIENT.contains(header.name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "header " + header.name + " is set by the client itself; http.content.type sets the content type");
        }
        return header;
    }

    /** The name alone: the value may be a secret. */
    @Override
    public String toString() {
        return name;
    }
}
