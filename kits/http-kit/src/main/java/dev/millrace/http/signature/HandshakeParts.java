package dev.millrace.http.signature;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What handshakes read and write alike. */
final class HandshakeParts {

    /** A handshake is short: what is longer is an event, and is not read here. */
    private static final int LONGEST_BODY = 64 * 1024;

    private static final int LONGEST_PARAMETER = 4 * 1024;

    private HandshakeParts() {}

    /** The body, when it is a short JSON document that holds this word; reading the word first spares most events the parser. */
    static Optional<BodyJson> json(ReceivedRequest request, String word) {
        return holds(request, word) ? BodyJson.read(request.body()) : Optional.empty();
    }

    /** Whether the body is short and holds this word, in ASCII. */
    static boolean holds(ReceivedRequest request, String word) {
        byte[] body = request.body();
        if (body.length > LONGEST_BODY) {
            return false;
        }
        return new String(body, StandardCharsets.ISO_8859_1).contains(word);
    }

    /** The first value of a parameter of the query, decoded; empty when it is absent, too long or broken. */
    static Optional<String> parameter(ReceivedRequest request, String name) {
        for (String part : request.query().split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.length() <= LONGEST_PARAMETER) {
                Optional<String> found = decoded(part.substring(0, equals));
                if (found.isPresent() && found.get().equals(name)) {
                    return decoded(part.substring(equals + 1));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decoded(String part) {
        try {
            return Optional.of(URLDecoder.decode(part, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** A text from outside, given back so that no browser takes it for a page. */
    static HttpAnswer plain(String text) {
        return HttpAnswer.of(200, "text/plain; charset=utf-8", text).with("X-Content-Type-Options", "nosniff");
    }

    static HttpAnswer json(String text) {
        return HttpAnswer.of(200, "application/json", text);
    }

    /** A text as JSON writes it, with its quotation marks. */
    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** HMAC with SHA-256 (RFC 2104), the secret taken as it is written. */
    static byte[] mac(String secret, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    static CompletionStage<Optional<Admission>> handshake(String name, HttpAnswer answer) {
        return CompletableFuture.completedFuture(Optional.of(new Admission.Handshake(name, answer)));
    }

    static CompletionStage<Optional<Admission>> refused(String reason, String detail) {
        return CompletableFuture.completedFuture(Optional.of(new Admission.Refused(reason, detail)));
    }

    /** It is no handshake of this kind. */
    static CompletionStage<Optional<Admission>> nothing() {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
