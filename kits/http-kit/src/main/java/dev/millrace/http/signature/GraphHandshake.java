package dev.millrace.http.signature;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Microsoft Graph's validation of a notification address: the token comes back, decoded, as plain text
 * (graph/change-notifications-delivery-webhooks). It has no body; a request with one is an event, whatever its query.
 */
final class GraphHandshake implements Handshake {

    @Override
    public Phase phase() {
        return Phase.UNSIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        Optional<String> token = request.method().equals("POST") && request.body().length == 0
                ? HandshakeParts.parameter(request, "validationToken")
                : Optional.empty();
        return token.isPresent()
                ? HandshakeParts.handshake("validation-token", HandshakeParts.plain(token.get()))
                : HandshakeParts.nothing();
    }
}
