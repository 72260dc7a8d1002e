package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The diagnostics:ping of Bitbucket Data Center without a signature: its button "Test connection" sends none, whatever the
 * secret (runatlantis/atlantis issue 474). One with a signature must prove it.
 */
final class BitbucketUnsignedHandshake implements Handshake {

    @Override
    public Phase phase() {
        return Phase.UNSIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        boolean ping = request.header("X-Hub-Signature").isEmpty() && BitbucketHandshake.isPing(request);
        return ping ? HandshakeParts.handshake("ping", HttpAnswer.of(200)) : HandshakeParts.nothing();
    }
}
