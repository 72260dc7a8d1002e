package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One part of a request that a signature covers (RFC 9421 section 2).
 *
 * @param name of a field in lower case, or of a part that is derived, such as @method
 * @param parameter the query parameter that is meant; empty for none
 * @param asBytes whether the values of a field are wrapped (parameter bs), since they hold commas of their own
 */
record SignedComponent(String name, String parameter, boolean asBytes) {

    private static final String QUERY_PARAMETER = "@query-param";

    private static final Set<String> DERIVED = Set.of(
            "@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query", QUERY_PARAMETER);

    /** Fields that describe a body, which a request without one does not have. */
    private static final Set<String> OF_THE_BODY = Set.of("content-type", "content-length", "content-digest");

    private static final Pattern FIELD = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");

    /**
     * Reads a component as the standard writes it, quotes being optional: {@code content-type}, {@code @method},
     * {@code @query-param;name="Pet"}, {@code x-list;bs}.
     *
     * @throws IllegalArgumentException when it is none; the message says what is wrong
     */
    static SignedComponent parse(String text) {
        String[] parts = text.replace("\"", "").split(";", -1);
        String name = parts[0].strip().toLowerCase(Locale.ROOT);
        if (!DERIVED.contains(name) && !FIELD.matcher(name).matches()) {
            throw new IllegalArgumentException("names \"" + text + "\", which is no field and none of "
                    + DERIVED.stream().sorted().collect(Collectors.joining(", ")));
        }
        boolean isParameter = name.equals(QUERY_PARAMETER);
        String parameter = "";
        boolean asBytes = false;
        for (int i = 1; i < parts.length; i++) {
            String given = parts[i].strip();
            if (isParameter && given.startsWith("name=")) {
                parameter = PercentEncoding.FORM.encode(PercentEncoding.decode(given.substring(5)));
            } else if (given.equals("bs") && !name.startsWith("@")) {
                asBytes = true;
            } else {
                throw new IllegalArgumentException("has the parameter \"" + given + "\" behind " + name
                        + ", which can't be signed here: there are name for @query-param and bs for fields");
            }
        }
        if (isParameter && parameter.isEmpty()) {
            throw new IllegalArgumentException("has @query-param without a name: write @query-param;name=Pet");
        }
        return new SignedComponent(name, parameter, asBytes);
    }

    /** As it stands in the list of what is covered (RFC 9421 section 2). */
    String identifier() {
        return '"' + name + '"' + (parameter.isEmpty() ? "" : ";name=\"" + parameter + '"') + (asBytes ? ";bs" : "");
    }

    boolean isOfTheBody() {
        return OF_THE_BODY.contains(name);
    }

    /** Its value in a request; empty when the request does not have it, or not once. */
    Optional<String> value(HttpCall call) {
        URI target = call.target();
        return switch (name) {
            case "@method" -> Optional.of(call.method().name());
            case "@target-uri" ->
                Optional.of(Targets.scheme(target) + "://" + Targets.host(target) + Targets.requestTarget(target));
            case "@authority" -> Optional.of(Targets.authority(target));
            case "@scheme" -> Optional.of(Targets.scheme(target));
            case "@request-target" -> Optional.of(Targets.requestTarget(target));
            case "@path" -> Optional.of(Targets.path(target));
            case "@query" -> Optional.of("?" + Targets.query(target));
            case QUERY_PARAMETER -> queryParameter(Targets.query(target));
            default -> field(call);
        };
    }

    /** RFC 9421 section 2.2.8: decoded as a form, encoded anew; one that is there twice can't be covered. */
    private Optional<String> queryParameter(String query) {
        Optional<String> found = Optional.empty();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!pair.isEmpty() && anew(name).equals(parameter)) {
                if (found.isPresent()) {
                    return Optional.empty();
                }
                found = Optional.of(equals < 0 ? "" : anew(pair.substring(equals + 1)));
            }
        }
        return found;
    }

    private static String anew(String encoded) {
        return PercentEncoding.FORM.encode(PercentEncoding.decode(encoded.replace('+', ' ')));
    }

    private Optional<String> field(HttpCall call) {
        List<String> values = new ArrayList<>(1);
        for (HttpHeader header : call.headers()) {
            if (header.name().equalsIgnoreCase(name)) {
                values.add(header.value());
            }
        }
        if (values.isEmpty()) {
            ofTheClient(call).ifPresent(values::add);
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.stream().map(this::text).collect(Collectors.joining(", ")));
    }

    /** What the client writes by itself. */
    private Optional<String> ofTheClient(HttpCall call) {
        boolean hasBody = call.body().length > 0;
        return switch (name) {
            case "host" -> Optional.of(Targets.host(call.target()));
            case "content-type" -> call.sendsContentType() ? Optional.of(call.contentType()) : Optional.empty();
            case "content-length" -> hasBody ? Optional.of(Integer.toString(call.body().length)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private String text(String value) {
        return asBytes
                ? ":" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.US_ASCII)) + ":"
                : value;
    }
}
