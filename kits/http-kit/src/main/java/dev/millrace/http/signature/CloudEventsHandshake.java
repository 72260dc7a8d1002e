package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The OPTIONS of CloudEvents (HTTP 1.1 Web Hooks for Event Delivery, section 4): an allowed origin is granted its wish in
 * the answer. WebHook-Request-Callback is never called: the answer has said it all, and a stranger named the address.
 */
final class CloudEventsHandshake implements Handshake {

    private final List<String> origins;
    private final String rate;

    CloudEventsHandshake(List<String> origins, int ratePerMinute) {
        this.origins = List.copyOf(origins);
        this.rate = ratePerMinute == 0 ? HandshakeSettings.EVERYBODY : Integer.toString(ratePerMinute);
    }

    @Override
    public Phase phase() {
        return Phase.UNSIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        Optional<String> origin = request.header("WebHook-Request-Origin");
        if (!request.method().equals("OPTIONS") || origin.isEmpty()) {
            return HandshakeParts.nothing();
        }
        Optional<String> granted = granted(origin.get().strip().toLowerCase(Locale.ROOT));
        if (granted.isEmpty()) {
            return HandshakeParts.refused("origin-not-allowed", "the origin is not among " + HandshakeSettings.ORIGINS);
        }
        HttpAnswer answer = HttpAnswer.of(200).with("Allow", "POST").with("WebHook-Allowed-Origin", granted.get());
        boolean asked = request.header("WebHook-Request-Rate").isPresent();
        return HandshakeParts.handshake("options", asked ? answer.with("WebHook-Allowed-Rate", rate) : answer);
    }

    /** From the settings and never from the request: what comes back is known to be fit for a header. */
    private Optional<String> granted(String origin) {
        return origins.stream()
                .filter(allowed -> allowed.equals(HandshakeSettings.EVERYBODY) || allowed.equals(origin))
                .findFirst();
    }
}
