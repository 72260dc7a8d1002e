package dev.millrace.http.auth;

import dev.millrace.http.ApacheHttpSender;
import dev.millrace.http.AuthenticatedSender;
import dev.millrace.http.Authenticator;
import dev.millrace.http.ClientSettings;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.partner.AuthorisationServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Settings, senders and calls for tests of tokens. */
final class OAuth2Bench implements AutoCloseable {

    private final AuthorisationServer server;
    private final TestClock clock = new TestClock(Instant.now());
    private final HttpSender tokens;
    private final Map<String, String> options = new HashMap<>();

    OAuth2Bench(AuthorisationServer server) {
        this(server, Duration.ofSeconds(15));
    }

    /** @param patience for one request */
    OAuth2Bench(AuthorisationServer server, Duration patience) {
        this(server, new ApacheHttpSender(new ClientSettings(patience, patience, Duration.ZERO), 64, 1 << 20));
    }

    OAuth2Bench(AuthorisationServer server, HttpSender tokens) {
        this.server = server;
        this.tokens = tokens;
        options.put("http.oauth2.token.url", server.tokenUrl());
    }

    /** Names and values in turn. */
    OAuth2Bench with(String... more) {
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return this;
    }

    TestClock clock() {
        return clock;
    }

    Authenticator oauth2() {
        return OAuth2Settings.from(config(options)).open(tokens, clock);
    }

    Authenticator jwt() {
        return JwtSettings.from(config(options)).open(new Opening(tokens, clock, System::nanoTime));
    }

    /** Sends as the connectors do; the sender for tokens is used for both. */
    HttpSender sender(Authenticator authenticator) {
        return new AuthenticatedSender(new Shared(tokens), authenticator);
    }

    HttpCall call() {
        return call(server);
    }

    static HttpCall call(AuthorisationServer server) {
        return new HttpCall(
                HttpMethod.POST,
                URI.create(server.resourceUrl() + "/orders"),
                List.of(),
                new byte[] {'{', '}'},
                "application/json",
                false);
    }

    /** The status that one call gets in the end. */
    int status(HttpSender sender) throws Exception {
        return sender.send(call()).get(60, TimeUnit.SECONDS).status();
    }

    static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        OAuth2Settings.define(definition);
        JwtSettings.define(definition);
        return new AbstractConfig(definition, options, false);
    }

    @Override
    public void close() {
        tokens.close();
    }

    /** Closing one user of it closes nothing. */
    private record Shared(HttpSender sender) implements HttpSender {
        @Override
        public CompletableFuture<HttpReply> send(HttpCall call) {
            return sender.send(call);
        }

        @Override
        public void close() {
            // Closed by the test.
        }
    }
}
