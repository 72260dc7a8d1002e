package dev.millrace.ops.console;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/** What every answer tells the browser to leave undone; nothing of a page may come from elsewhere or stand in its text. */
final class SecurityHeaders {

    private static final Map<String, String> FIELDS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private SecurityHeaders() {}

    static void add(HttpFields.Mutable headers) {
        FIELDS.forEach(headers::put);
    }
}
