package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Discord's PING, of both kinds: type 1 of interactions wants a PONG, type 0 of webhook events wants 204. Type 1 with an
 * event is no ping but what webhook events call an event (docs.discord.com, events/webhook-events).
 */
final class DiscordHandshake implements Handshake {

    @Override
    public Phase phase() {
        return Phase.SIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        Optional<BodyJson> body =
                HandshakeParts.json(request, "application_id").filter(json -> !json.has("event") && !json.has("data"));
        String type = body.flatMap(json -> json.text("type")).orElse("");
        return switch (type) {
            case "0" -> HandshakeParts.handshake("ping", HttpAnswer.of(204));
            case "1" -> HandshakeParts.handshake("ping", HandshakeParts.json("{\"type\":1}"));
            default -> HandshakeParts.nothing();
        };
    }
}
