package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The signed diagnostics:ping of Bitbucket Data Center. */
final class BitbucketHandshake implements Handshake {

    @Override
    public Phase phase() {
        return Phase.SIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        return isPing(request) ? HandshakeParts.handshake("ping", HttpAnswer.of(200)) : HandshakeParts.nothing();
    }

    /** The body is all a ping can say, so that nothing of an event can be lost here. */
    static boolean isPing(ReceivedRequest request) {
        return request.header("X-Event-Key").equals(Optional.of("diagnostics:ping"))
                && HandshakeParts.holds(request, "test")
                && new String(request.body(), StandardCharsets.ISO_8859_1)
                        .matches("\\s*\\{\\s*\"test\"\\s*:\\s*true\\s*}\\s*");
    }
}
