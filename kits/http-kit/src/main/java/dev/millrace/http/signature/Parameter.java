package dev.millrace.http.signature;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A decoded name and value of a query or a form (the URL standard, application/x-www-form-urlencoded). */
record Parameter(String name, String value) {

    /** Far more than a provider sends; a body of ampersands must not fill the memory before its signature is looked at. */
    static final int MOST = 1_000;

    /** The parameters in their order; empty when there are more than {@value #MOST}, for a part of them must not pass for all. */
    static Optional<List<Parameter>> parse(String encoded) {
        List<Parameter> parameters = new ArrayList<>();
        for (int from = 0; from < encoded.length(); ) {
            int found = encoded.indexOf('&', from);
            int end = found < 0 ? encoded.length() : found;
            if (end > from) {
                if (parameters.size() == MOST) {
                    return Optional.empty();
                }
                parameters.add(of(encoded.substring(from, end)));
            }
            from = end + 1;
        }
        return Optional.of(parameters);
    }

    private static Parameter of(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0
                ? new Parameter(decoded(pair), "")
                : new Parameter(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
    }

    static List<String> valuesOf(List<Parameter> parameters, String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name.equals(name))
                .map(Parameter::value)
                .toList();
    }

    /** The address with a parameter more. */
    static URI added(URI target, String name, String value) {
        String address = target.toString();
        String separator = target.getRawQuery() == null ? "?" : "&";
        return URI.create(address + separator + encoded(name) + "=" + encoded(value));
    }

    /** A plus means a blank to some and itself to others. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /** The name alone: the value may be a secret. */
    @Override
    public String toString() {
        return name;
    }
}
