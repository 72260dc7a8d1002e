package dev.millrace.http.signature;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Zoom's endpoint.url_validation: a token comes back with its HMAC. Zoom asks again every 72 hours and stops sending when
 * nobody answers, so nothing here may ever depend on how often it was asked (developers.zoom.us, docs/api/webhooks).
 */
final class ZoomHandshake implements Handshake {

    /** What Zoom signs of an event begins so: no answer here may be the signature of one. */
    private static final String OF_EVENTS = "v0:";

    private static final String EVENT = "endpoint.url_validation";

    @Override
    public Phase phase() {
        return Phase.SIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        Optional<BodyJson> body = HandshakeParts.json(request, EVENT)
                .filter(json -> json.text("event").equals(Optional.of(EVENT)));
        Optional<String> token = body.flatMap(json -> json.text("payload.plainToken"));
        if (token.isPresent() && token.get().startsWith(OF_EVENTS)) {
            return HandshakeParts.refused("plain-token-unfit", "plainToken begins like the signed content of an event");
        }
        if (token.isEmpty()
                || tools.matched() < 0
                || tools.matched() >= tools.secrets().size()) {
            return HandshakeParts.nothing();
        }
        String encrypted =
                HexFormat.of().formatHex(HandshakeParts.mac(tools.secrets().get(tools.matched()), token.get()));
        String answer =
                "{\"plainToken\":" + HandshakeParts.quoted(token.get()) + ",\"encryptedToken\":\"" + encrypted + "\"}";
        return HandshakeParts.handshake("url-validation", HandshakeParts.json(answer));
    }
}
