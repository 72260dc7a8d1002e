package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Intercom's HEAD when a webhook is registered: it only wants to see that somebody answers. */
final class IntercomHeadHandshake implements Handshake {

    @Override
    public Phase phase() {
        return Phase.UNSIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        return request.method().equals("HEAD")
                ? HandshakeParts.handshake("head", HttpAnswer.of(200))
                : HandshakeParts.nothing();
    }
}
