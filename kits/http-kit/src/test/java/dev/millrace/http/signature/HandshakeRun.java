package dev.millrace.http.signature;

import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpReply;
import dev.millrace.http.ReceivedHeaders;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Shows a request to the handshakes of a provider as a listener does: some before verification, some after. */
final class HandshakeRun {

    /** Visits nothing: writes addresses down, and answers as told. */
    static final class Visits implements Fetch {

        private final List<URI> visited = new ArrayList<>();
        private final int status;

        Visits(int status) {
            this.status = status;
        }

        List<URI> visited() {
            return visited;
        }

        @Override
        public CompletionStage<HttpReply> get(URI address) {
            visited.add(address);
            return status == 0
                    ? CompletableFuture.failedFuture(new HttpFault(HttpFault.Stage.TIMEOUT, "silence", null))
                    : CompletableFuture.completedFuture(new HttpReply(status, Map.of(), new byte[0]));
        }

        @Override
        public CompletionStage<HttpReply> post(URI address, String json) {
            throw new AssertionError("no handshake posts");
        }

        @Override
        public void close() {}
    }

    private final String preset;
    private final Map<String, String> options;
    private final List<String> secrets;
    private final Visits visits;

    HandshakeRun(String preset, Map<String, String> options, List<String> secrets, Visits visits) {
        this.preset = preset;
        this.options = options;
        this.secrets = secrets;
        this.visits = visits;
    }

    /** What becomes of it; empty when it is no handshake. */
    Optional<Admission> receive(ReceivedRequest request, boolean verified) {
        Optional<Admission> early = ask(Handshake.Phase.UNSIGNED, request, -1);
        if (early.isPresent()) {
            return early;
        }
        return verified
                ? ask(Handshake.Phase.SIGNED, request, secrets.isEmpty() ? -1 : secrets.size() - 1)
                : Optional.of(new Admission.Refused("signature-mismatch", ""));
    }

    private Optional<Admission> ask(Handshake.Phase phase, ReceivedRequest request, int matched) {
        Handshake.Tools tools = new Handshake.Tools(secrets, matched, visits);
        return Handshakes.of(preset, config(preset, options)).stream()
                .filter(handshake -> handshake.phase() == phase)
                .flatMap(handshake -> handshake.answer(request, tools).toCompletableFuture().join().stream())
                .findFirst();
    }

    static AbstractConfig config(String preset, Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        WebhookProviders.define(definition);
        Map<String, String> all = new HashMap<>(options);
        all.put("webhook.verify", preset);
        return new AbstractConfig(definition, all, false);
    }

    static ReceivedRequest request(String method, String url, Map<String, String> headers, byte[] body) {
        int mark = url.indexOf('?');
        String query = mark < 0 ? "" : url.substring(mark + 1);
        String path = URI.create(mark < 0 ? url : url.substring(0, mark)).getRawPath();
        List<ReceivedHeaders.Field> fields = headers.entrySet().stream()
                .map(field -> new ReceivedHeaders.Field(field.getKey(), field.getValue()))
                .toList();
        return new ReceivedRequest(
                "r-1", method, url, path, query, new ReceivedHeaders(fields), body, "192.0.2.1", null, Instant.EPOCH);
    }

    static ReceivedRequest request(HandshakeCases request) {
        Map<String, String> headers = new HashMap<>();
        HandshakeCases given = request.object("headers");
        given.keys().forEach(name -> headers.put(name, given.text(name)));
        byte[] body = request.text("body").getBytes(StandardCharsets.UTF_8);
        return request(request.text("method"), request.text("url"), headers, body);
    }
}
