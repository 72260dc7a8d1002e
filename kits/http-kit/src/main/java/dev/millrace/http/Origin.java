package dev.millrace.http;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port of an address (RFC 6454 section 4): what credentials are meant for.
 *
 * @param scheme in lower case
 * @param host in lower case
 * @param port the real one, where the address names none
 */
public record Origin(String scheme, String host, int port) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** The origin of an absolute address with a host. */
    public static Origin of(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        int standard = scheme.equals("https") ? HTTPS : HTTP;
        return new Origin(
                scheme,
                String.valueOf(address.getHost()).toLowerCase(Locale.ROOT),
                address.getPort() == -1 ? standard : address.getPort());
    }
}
