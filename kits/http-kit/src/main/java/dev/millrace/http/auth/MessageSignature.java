package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpReply;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Signs each request as HTTP Message Signatures have it (RFC 9421). For any thread. */
final class MessageSignature implements AtOnce {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final MessageTerms terms;
    private final Secret<MessageAlgorithm.Key> key;
    private final Clock clock;
    private final Supplier<String> nonces;

    MessageSignature(MessageTerms terms, Secret<MessageAlgorithm.Key> key, Clock clock, Supplier<String> nonces) {
        this.terms = terms;
        this.key = key;
        this.clock = clock;
        this.nonces = nonces;
    }

    @Override
    public HttpCall proven(HttpCall call) {
        Instant now = clock.instant();
        HttpCall complete = dated(digested(call), now);
        StringBuilder base = new StringBuilder(256);
        StringBuilder covered = new StringBuilder("(");
        for (SignedComponent component : terms.components()) {
            Optional<String> value = component.value(complete);
            if (value.isPresent()) {
                covered.append(covered.length() > 1 ? " " : "").append(component.identifier());
                base.append(component.identifier())
                        .append(": ")
                        .append(value.get())
                        .append('\n');
            } else if (!component.isOfTheBody() || call.body().length > 0) {
                throw missing(component);
            }
        }
        String parameters = covered.append(')').append(parameters(now)).toString();
        base.append("\"@signature-params\": ").append(parameters);
        byte[] signature = key.current().sign(base.toString().getBytes(StandardCharsets.US_ASCII));
        String encoded = Base64.getEncoder().encodeToString(signature);
        return complete.replacing(new HttpHeader("Signature-Input", terms.label() + "=" + parameters))
                .replacing(new HttpHeader("Signature", terms.label() + "=:" + encoded + ":"));
    }

    private HttpCall digested(HttpCall call) {
        if (call.body().length == 0 || call.header(ContentDigest.FIELD).isPresent()) {
            return call;
        }
        return terms.digest().of(call.body()).map(call::with).orElse(call);
    }

    /** A covered date that nobody has written yet is that of the signature. */
    private HttpCall dated(HttpCall call, Instant now) {
        boolean wanted = terms.components().stream()
                .anyMatch(component -> component.name().equals("date"));
        return wanted && call.header("Date").isEmpty()
                ? call.with(new HttpHeader("Date", HTTP_DATE.format(now)))
                : call;
    }

    /** RFC 9421 section 2.3. */
    private String parameters(Instant now) {
        StringBuilder text = new StringBuilder(";created=").append(now.getEpochSecond());
        if (!terms.lifetime().isZero()) {
            text.append(";expires=").append(now.plus(terms.lifetime()).getEpochSecond());
        }
        if (terms.hasNonce()) {
            text.append(";nonce=\"").append(nonces.get()).append('"');
        }
        if (!terms.keyId().isEmpty()) {
            text.append(";keyid=").append(quoted(terms.keyId()));
        }
        if (terms.namesAlgorithm()) {
            text.append(";alg=").append(quoted(terms.algorithm().title()));
        }
        if (!terms.tag().isEmpty()) {
            text.append(";tag=").append(quoted(terms.tag()));
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static ConnectorFailure missing(SignedComponent component) {
        return new ConnectorFailure(
                FailureKind.MALFORMED,
                "signature-component-missing",
                "the request has no " + component.identifier() + ", or more than one, and " + MessageSettings.COMPONENTS
                        + " says that it is signed");
    }

    @Override
    public CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
        return CompletableFuture.completedFuture(key.lookNow());
    }
}
