package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a token endpoint is sent (RFC 6749 section 3.2 and appendix B). Made anew for each request; its text shows nothing. */
final class TokenForm {

    private final List<String> pairs = new ArrayList<>();
    private final List<HttpHeader> headers = new ArrayList<>();

    TokenForm() {
        headers.add(new HttpHeader("Accept", "application/json"));
    }

    /** Adds a parameter; one without a value is left out, as the endpoint would treat it (section 3.2). */
    TokenForm add(String name, String value) {
        if (!value.isEmpty()) {
            pairs.add(encode(name) + "=" + encode(value));
        }
        return this;
    }

    TokenForm add(HttpHeader header) {
        headers.add(header);
        return this;
    }

    HttpCall call(URI endpoint) {
        return new HttpCall(
                HttpMethod.POST,
                endpoint,
                headers,
                String.join("&", pairs).getBytes(StandardCharsets.US_ASCII),
                "application/x-www-form-urlencoded",
                false);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
