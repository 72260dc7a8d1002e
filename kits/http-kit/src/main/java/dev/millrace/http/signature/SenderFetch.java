package dev.millrace.http.signature;

import dev.millrace.http.ApacheHttpSender;
import dev.millrace.http.ClientSettings;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Fetches by a sender of this kit. */
final class SenderFetch implements Fetch {

    private static final int CONNECTIONS = 4;
    private static final int BODY_BYTES = 256 * 1024;
    private static final String JSON = "application/json";

    private final HttpSender sender;

    SenderFetch(HttpSender sender) {
        this.sender = sender;
    }

    /** Opens a client whose exchanges take five seconds at most. */
    static Fetch open() {
        return new SenderFetch(new ApacheHttpSender(
                new ClientSettings(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ZERO),
                CONNECTIONS,
                BODY_BYTES));
    }

    @Override
    public CompletionStage<HttpReply> get(URI address) {
        return sender.send(new HttpCall(HttpMethod.GET, address, List.of(), new byte[0], JSON, true));
    }

    @Override
    public CompletionStage<HttpReply> post(URI address, String json) {
        return sender.send(new HttpCall(
                HttpMethod.POST,
                address,
                List.of(new HttpHeader("Accept", JSON)),
                json.getBytes(StandardCharsets.UTF_8),
                JSON,
                true));
    }

    @Override
    public void close() {
        sender.close();
    }
}
