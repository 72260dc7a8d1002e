package dev.millrace.http.auth;

import java.net.URI;
import java.util.Locale;

/** The parts of an address as they go over the wire. */
final class Targets {

    private Targets() {}

    /** The path as it is sent: never empty (RFC 9112 section 3.2.1). */
    static String path(URI target) {
        String path = target.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    /** What stands behind the question mark; empty for none. */
    static String query(URI target) {
        String query = target.getRawQuery();
        return query == null ? "" : query;
    }

    /** Path and query, as the first line of a request has them. */
    static String requestTarget(URI target) {
        return target.getRawQuery() == null ? path(target) : path(target) + "?" + target.getRawQuery();
    }

    /** The value of the field Host. */
    static String host(URI target) {
        return String.valueOf(target.getRawAuthority());
    }

    /** Host and port in lower case, without a port that the scheme implies (RFC 9421 section 2.2.3). */
    static String authority(URI target) {
        String authority = host(target).toLowerCase(Locale.ROOT);
        String implied = scheme(target).equals("https") ? ":443" : ":80";
        return authority.endsWith(implied) ? authority.substring(0, authority.length() - implied.length()) : authority;
    }

    static String scheme(URI target) {
        return String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
    }

    /** Scheme, host and port: what shares credentials (RFC 9110 section 4.3.1). */
    static String origin(URI target) {
        return scheme(target) + "://" + authority(target);
    }

    /** The address with parameters more, which are encoded already. */
    static URI withQuery(URI target, String parameters) {
        String before = scheme(target) + "://" + host(target) + path(target) + "?";
        String query = query(target);
        return URI.create(before + (query.isEmpty() ? parameters : query + "&" + parameters));
    }
}
