package dev.millrace.http.signature;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * X's challenge-response check: a token comes back as its HMAC (docs.x.com, x-api/webhooks). The same HMAC signs X's events,
 * so a token that could be the body of one is not answered: a stranger would get it signed.
 */
final class XHandshake implements Handshake {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9=+/._-]{1,512}");

    @Override
    public Phase phase() {
        return Phase.UNSIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        Optional<String> token =
                request.method().equals("GET") ? HandshakeParts.parameter(request, "crc_token") : Optional.empty();
        if (token.isEmpty() || tools.secrets().isEmpty()) {
            return HandshakeParts.nothing();
        }
        if (!TOKEN.matcher(token.get()).matches()) {
            return HandshakeParts.refused("crc-token-unfit", "crc_token holds other than letters, digits and =+/._-");
        }
        byte[] mac = HandshakeParts.mac(tools.secrets().get(0), token.get());
        String answer = "{\"response_token\":\"sha256=" + Base64.getEncoder().encodeToString(mac) + "\"}";
        return HandshakeParts.handshake("crc", HandshakeParts.json(answer));
    }
}
