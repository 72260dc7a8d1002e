package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Intercom's ping: a notification whose topic is ping. */
final class IntercomHandshake implements Handshake {

    @Override
    public Phase phase() {
        return Phase.SIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        boolean ping = HandshakeParts.json(request, "ping")
                .filter(json -> json.text("topic").equals(Optional.of("ping")))
                .isPresent();
        return ping ? HandshakeParts.handshake("ping", HttpAnswer.of(200)) : HandshakeParts.nothing();
    }
}
