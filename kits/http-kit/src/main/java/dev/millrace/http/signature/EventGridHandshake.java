package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Azure Event Grid's validation of a subscription, both ways: a code comes back, or, without one, an address is visited
 * (event-grid/end-point-validation-event-grid-events-schema). 202 would not be taken for a yes.
 */
final class EventGridHandshake implements Handshake {

    private static final String TYPE = "Microsoft.EventGrid.SubscriptionValidationEvent";
    private static final ConfirmedAddress VALIDATION =
            new ConfirmedAddress(Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.eventgrid\\.azure\\.(net|us|cn)"), 553);

    @Override
    public Phase phase() {
        return Phase.SIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        if (!request.header("aeg-event-type").equals(Optional.of("SubscriptionValidation"))) {
            return HandshakeParts.nothing();
        }
        List<BodyJson> events = HandshakeParts.json(request, TYPE)
                .map(json -> json.elements(""))
                .orElse(List.of());
        if (events.size() != 1 || !events.get(0).text("eventType").equals(Optional.of(TYPE))) {
            return HandshakeParts.nothing();
        }
        Optional<String> code = events.get(0).text("data.validationCode");
        if (code.isPresent()) {
            String answer = "{\"validationResponse\":" + HandshakeParts.quoted(code.get()) + "}";
            return HandshakeParts.handshake("subscription-validation", HandshakeParts.json(answer));
        }
        String address = events.get(0).text("data.validationUrl").orElse("");
        return VALIDATION.visit("subscription-validation", address, HttpAnswer.of(200), tools.fetch());
    }
}
