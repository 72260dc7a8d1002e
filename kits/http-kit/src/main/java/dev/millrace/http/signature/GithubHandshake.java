package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** GitHub's ping, sent when a webhook is made; its body tells of the webhook, in JSON or in a form. */
final class GithubHandshake implements Handshake {

    @Override
    public Phase phase() {
        return Phase.SIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        boolean ping = request.header("X-GitHub-Event").equals(Optional.of("ping"))
                && HandshakeParts.holds(request, "hook_id");
        return ping ? HandshakeParts.handshake("ping", HttpAnswer.of(200)) : HandshakeParts.nothing();
    }
}
