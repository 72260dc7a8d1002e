package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * An address that a provider wants visited to confirm a subscription. It came with a request, so only a host of the provider
 * is visited, by HTTPS, and no redirect is followed: anything else would let a stranger make this worker call addresses.
 *
 * @param hosts what the whole name of the host must match, in lower case
 * @param port another one than that of HTTPS that is allowed too
 */
record ConfirmedAddress(Pattern hosts, int port) {

    private static final int HTTPS = 443;
    private static final int NONE = -1;

    /** Visits it; the request is answered with what was agreed only when that was answered with a 2xx. */
    CompletionStage<Optional<Admission>> visit(String handshake, String text, HttpAnswer agreed, Fetch fetch) {
        Optional<URI> address = allowed(text);
        if (address.isEmpty()) {
            return HandshakeParts.refused("confirmation-address", "the address to confirm is none of the provider's");
        }
        return fetch.get(address.get()).handle((reply, failure) -> {
            if (failure != null) {
                String why = failure.getClass().getSimpleName();
                return Optional.of(
                        new Admission.Undecided("confirmation-failed", "no answer from the provider: " + why));
            }
            return Optional.of(
                    reply.status() / 100 == 2
                            ? new Admission.Handshake(handshake, agreed)
                            : new Admission.Undecided(
                                    "confirmation-failed", "the provider answered with status " + reply.status()));
        });
    }

    private Optional<URI> allowed(String text) {
        try {
            URI address = new URI(text);
            String host = address.getHost();
            boolean fits = "https".equalsIgnoreCase(address.getScheme())
                    && host != null
                    && hosts.matcher(host.toLowerCase(Locale.ROOT)).matches()
                    && address.getRawUserInfo() == null
                    && (address.getPort() == NONE || address.getPort() == HTTPS || address.getPort() == port);
            return fits ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException broken) {
            return Optional.empty();
        }
    }
}
