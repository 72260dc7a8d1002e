package dev.millrace.http.signature;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.config.types.Password;

/** Meta's verification request: the challenge comes back to whoever knows the token (graph-api/webhooks/getting-started). */
final class MetaHandshake implements Handshake {

    private final Optional<Password> expected;

    MetaHandshake(Optional<Password> expected) {
        this.expected = expected;
    }

    @Override
    public Phase phase() {
        return Phase.UNSIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        if (!request.method().equals("GET")
                || !HandshakeParts.parameter(request, "hub.mode").equals(Optional.of("subscribe"))) {
            return HandshakeParts.nothing();
        }
        Optional<String> challenge = HandshakeParts.parameter(request, "hub.challenge");
        Optional<String> token = HandshakeParts.parameter(request, "hub.verify_token");
        if (challenge.isEmpty() || token.isEmpty()) {
            return HandshakeParts.refused("handshake-incomplete", "hub.challenge or hub.verify_token is missing");
        }
        return expected.isPresent() && same(expected.get().value(), token.get())
                ? HandshakeParts.handshake("hub-challenge", HandshakeParts.plain(challenge.get()))
                : HandshakeParts.refused(
                        "verify-token-mismatch", "hub.verify_token is not " + HandshakeSettings.VERIFY_TOKEN);
    }

    private static boolean same(String expected, String offered) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
    }
}
