package dev.millrace.http.auth;

import dev.millrace.http.ReceivedHeaders.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A request as AWS Signature Version 4 sees it.
 *
 * @param path as it goes over the wire
 * @param query behind the question mark, likewise
 * @param fields all that are sent and known before, Host among them
 */
record AwsRequest(String method, String path, String query, List<Field> fields) {

    /** What proxies and clients may change on the way. */
    private static final Set<String> UNSIGNED =
            Set.of("authorization", "connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id");

    private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n]+");
    private static final Pattern SLASHES = Pattern.compile("/{2,}");

    AwsRequest {
        fields = List.copyOf(fields);
    }

    /** The same with one field more, or another value of it. */
    AwsRequest with(String name, String value) {
        List<Field> others = new ArrayList<>(fields);
        others.removeIf(field -> field.name().equalsIgnoreCase(name));
        others.add(new Field(name, value));
        return new AwsRequest(method, path, query, others);
    }

    AwsRequest withQuery(String parameters) {
        return new AwsRequest(method, path, query.isEmpty() ? parameters : query + "&" + parameters, fields);
    }

    /** The signed fields, with the values as they are signed, in their order. */
    Map<String, String> signedFields() {
        Map<String, String> signed = new TreeMap<>();
        for (Field field : fields) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!UNSIGNED.contains(name)) {
                String value = BLANKS.matcher(field.value()).replaceAll(" ").strip();
                signed.merge(name, value, (before, more) -> before + "," + more);
            }
        }
        return signed;
    }

    static String names(Collection<String> signedFields) {
        return String.join(";", signedFields);
    }

    /**
     * The text whose hash is signed.
     *
     * @param hash of the body, in hexadecimal, or what stands for it
     */
    String canonical(AwsTerms terms, Map<String, String> signedFields, String hash) {
        StringBuilder text = new StringBuilder(256);
        text.append(method).append('\n');
        text.append(canonicalPath(terms)).append('\n');
        text.append(canonicalQuery()).append('\n');
        signedFields.forEach(
                (name, value) -> text.append(name).append(':').append(value).append('\n'));
        return text.append('\n')
                .append(names(signedFields.keySet()))
                .append('\n')
                .append(hash)
                .toString();
    }

    /** S3 takes paths as they are; all others want each escape escaped once more. */
    private String canonicalPath(AwsTerms terms) {
        String clean = terms.normalizesPath() && !terms.isS3() ? normalized(path) : path;
        return terms.isS3()
                ? PercentEncoding.PATH.encode(PercentEncoding.decode(clean))
                : PercentEncoding.PATH.encode(clean);
    }

    /** Without dot segments (RFC 3986 section 5.2.4) and empty ones. */
    private static String normalized(String path) {
        List<String> kept = new ArrayList<>();
        String[] segments = SLASHES.matcher(path).replaceAll("/").split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean isLast = i == segments.length - 1;
            if (segments[i].equals("..")) {
                if (!kept.isEmpty()) {
                    kept.remove(kept.size() - 1);
                }
            } else if (!segments[i].equals(".")) {
                kept.add(segments[i]);
                continue;
            }
            if (isLast) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }

    private record Parameter(String name, String value) {}

    private String canonicalQuery() {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parameters.add(new Parameter(encoded(name), equals < 0 ? "" : encoded(pair.substring(equals + 1))));
            }
        }
        parameters.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
        StringBuilder text = new StringBuilder();
        for (Parameter parameter : parameters) {
            text.append(text.length() == 0 ? "" : "&");
            text.append(parameter.name).append('=').append(parameter.value);
        }
        return text.toString();
    }

    private static String encoded(String part) {
        return PercentEncoding.UNRESERVED.encode(PercentEncoding.decode(part));
    }

    /** The method alone: the rest may hold secrets. */
    @Override
    public String toString() {
        return method;
    }
}
