package dev.millrace.http.signature;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Slack's url_verification: the challenge comes back (docs.slack.dev, reference/events/url_verification). */
final class SlackHandshake implements Handshake {

    @Override
    public Phase phase() {
        return Phase.SIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        Optional<BodyJson> body = HandshakeParts.json(request, "url_verification")
                .filter(json -> json.text("type").equals(Optional.of("url_verification")));
        Optional<String> challenge = body.flatMap(json -> json.text("challenge"));
        return challenge.isPresent()
                ? HandshakeParts.handshake("url-verification", HandshakeParts.plain(challenge.get()))
                : HandshakeParts.nothing();
    }
}
