package dev.millrace.http.request;

import dev.millrace.kit.Template;
import dev.millrace.kit.TemplatePart;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The template of an address, taken apart (RFC 3986 section 3), so that each place can be written for where it stands.
 *
 * @param base scheme, host and port
 * @param query its pairs of name and value
 */
record UrlParts(List<TemplatePart> base, List<TemplatePart> path, List<List<TemplatePart>> query) {

    UrlParts {
        base = List.copyOf(base);
        path = List.copyOf(path);
        query = List.copyOf(query);
    }

    /**
     * Takes an address apart.
     *
     * @throws IllegalArgumentException when it is none; its message goes on behind the key: "must begin with ..."
     */
    static UrlParts parse(String url) {
        Template template;
        try {
            template = Template.parse(url);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("is no template: " + wrong.getMessage(), wrong);
        }
        UrlParts parts = new Splitter().split(template.parts());
        parts.check();
        return parts;
    }

    /** Whether a place decides the scheme, the host or the port, and so who gets the request. */
    boolean isHostTemplated() {
        return hasPlace(base);
    }

    boolean isTemplated() {
        return hasPlace(base) || hasPlace(path) || query.stream().anyMatch(UrlParts::hasPlace);
    }

    /** The address as it may be shown: without its query, which may hold a secret. */
    String endpoint() {
        return text(base, "") + text(path, "");
    }

    static boolean hasPlace(List<TemplatePart> parts) {
        return parts.stream().anyMatch(TemplatePart.Place.class::isInstance);
    }

    /** Checks the address as it would be with harmless values in its places. */
    private void check() {
        String sample = sampleBase() + text(path, "x");
        for (int i = 0; i < query.size(); i++) {
            sample += (i == 0 ? "?" : "&") + text(query.get(i), "x");
        }
        try {
            check(new URI(sample));
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException(
                    "is no address: " + wrong.getReason() + " at position " + wrong.getIndex(), wrong);
        }
        if (hasPlace(path)) {
            for (String segment : text(path, "x").split("/", -1)) {
                if (SafePath.isDots(segment)) {
                    throw new IllegalArgumentException(
                            "has . or .. as a segment of its path: write the path as it is meant");
                }
            }
        }
    }

    private static void check(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("must begin with http:// or https://");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("holds a user name: remove it, and use http.auth=basic");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "names no host, or one with other than letters, digits, dots and dashes: write it as https://host/path");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("names a port that does not exist: use 1 to 65535");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("holds a fragment (#), which is never sent: remove it");
        }
    }

    private String sampleBase() {
        StringBuilder sample = new StringBuilder();
        for (int i = 0; i < base.size(); i++) {
            if (base.get(i) instanceof TemplatePart.Fixed fixed) {
                sample.append(fixed.text());
            } else if (i == 0) {
                boolean schemeAlone = base.size() > 1
                        && base.get(1) instanceof TemplatePart.Fixed next
                        && next.text().startsWith("://");
                sample.append(schemeAlone ? "https" : "https://x");
            } else {
                sample.append(sample.toString().matches(".*://[^/]*:") ? "1" : "x");
            }
        }
        return sample.toString();
    }

    private static String text(List<TemplatePart> parts, String value) {
        StringBuilder text = new StringBuilder();
        for (TemplatePart part : parts) {
            if (part instanceof TemplatePart.Fixed fixed) {
                text.append(fixed.text());
            } else if (part instanceof TemplatePart.Place place) {
                text.append(value.isEmpty() ? "{" + place.name() + "}" : value);
            }
        }
        return text.toString();
    }

    /** Walks over the template from left to right. */
    private static final class Splitter {

        private final List<TemplatePart> base = new ArrayList<>();
        private final List<TemplatePart> path = new ArrayList<>();
        private final List<List<TemplatePart>> query = new ArrayList<>();
        private final StringBuilder seen = new StringBuilder();
        private final StringBuilder fixed = new StringBuilder();
        private List<TemplatePart> current = base;

        UrlParts split(List<TemplatePart> parts) {
            for (TemplatePart part : parts) {
                if (part instanceof TemplatePart.Fixed text) {
                    text.text().chars().forEach(next -> take((char) next));
                } else {
                    flush();
                    current.add(part);
                    seen.append('x');
                }
            }
            flush();
            return new UrlParts(base, path, query);
        }

        private void take(char next) {
            boolean inQuery = current != base && current != path;
            if (inQuery ? next == '&' : next == '?') {
                begin(newPair());
            } else {
                if (current == base && (next == '/' || next == '#') && endsBase(next)) {
                    begin(path);
                }
                fixed.append(next);
            }
            seen.append(next);
        }

        /** A slash belongs to the base only between the scheme and the host. */
        private boolean endsBase(char next) {
            boolean behindScheme = seen.indexOf("://") < 0 && (endsWith(":") || endsWith(":/"));
            return next != '/' || !behindScheme;
        }

        private boolean endsWith(String end) {
            int from = seen.length() - end.length();
            return from >= 0 && seen.indexOf(end, from) == from;
        }

        private List<TemplatePart> newPair() {
            List<TemplatePart> pair = new ArrayList<>();
            query.add(pair);
            return pair;
        }

        private void begin(List<TemplatePart> next) {
            flush();
            current = next;
        }

        private void flush() {
            if (!fixed.isEmpty()) {
                current.add(new TemplatePart.Fixed(fixed.toString()));
                fixed.setLength(0);
            }
        }
    }
}
