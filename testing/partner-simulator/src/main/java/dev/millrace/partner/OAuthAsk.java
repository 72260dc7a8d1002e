package dev.millrace.partner;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A token request, taken apart by the rules of RFC 6749 section 3.2. */
record OAuthAsk(Map<String, List<String>> form, Optional<String> authorization, Optional<X509Certificate> certificate) {

    static OAuthAsk of(ReceivedRequest request, Optional<X509Certificate> certificate) throws OAuthRefusal {
        if (!request.method().equals("POST")) {
            throw new OAuthRefusal("invalid_request", "the method is " + request.method());
        }
        String type =
                request.header("Content-Type").orElse("none").split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("application/x-www-form-urlencoded")) {
            throw new OAuthRefusal("invalid_request", "the content type is " + type);
        }
        if (request.path().contains("client_secret") || request.path().contains("assertion")) {
            throw new OAuthRefusal("invalid_request", "a secret in the address");
        }
        return new OAuthAsk(form(request.text()), request.header("Authorization"), certificate);
    }

    private static Map<String, List<String>> form(String body) throws OAuthRefusal {
        Map<String, List<String>> form = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            // Parameters sent without a value are treated as omitted.
            if (!value.isEmpty()) {
                form.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
            }
        }
        for (Map.Entry<String, List<String>> parameter : form.entrySet()) {
            if (parameter.getValue().size() > 1 && !parameter.getKey().equals("resource")) {
                throw new OAuthRefusal("invalid_request", parameter.getKey() + " comes twice");
            }
        }
        return form;
    }

    static String decoded(String text) throws OAuthRefusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new OAuthRefusal("invalid_request", "a percent sign that encodes nothing");
        }
    }

    Optional<String> value(String name) {
        return all(name).stream().findFirst();
    }

    List<String> all(String name) {
        return form.getOrDefault(name, List.of());
    }

    String required(String name) throws OAuthRefusal {
        return value(name).orElseThrow(() -> new OAuthRefusal("invalid_request", name + " is missing"));
    }
}
