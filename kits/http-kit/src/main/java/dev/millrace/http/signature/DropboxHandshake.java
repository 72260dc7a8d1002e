package dev.millrace.http.signature;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Dropbox's verification request: the challenge comes back as plain text (dropbox.com/developers/reference/webhooks). */
final class DropboxHandshake implements Handshake {

    @Override
    public Phase phase() {
        return Phase.UNSIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        Optional<String> challenge =
                request.method().equals("GET") ? HandshakeParts.parameter(request, "challenge") : Optional.empty();
        return challenge.isPresent()
                ? HandshakeParts.handshake("challenge", HandshakeParts.plain(challenge.get()))
                : HandshakeParts.nothing();
    }
}
