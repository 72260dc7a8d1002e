package dev.millrace.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** What tests of the client say again and again. */
final class Sending {

    private Sending() {}

    /** Settings as a user writes them; checked first. */
    static ClientSettings settings(Map<String, String> options) {
        Map<String, String> all =
                new HashMap<>(Map.of("http.request.timeout.ms", "10000", "http.connect.timeout.ms", "5000"));
        all.putAll(options);
        AbstractConfig config = config(all);
        ClientSettings.validate(config, (key, sentence) -> {
            throw new AssertionError(key + " " + sentence);
        });
        return ClientSettings.from(config);
    }

    static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        ClientSettings.define(definition);
        return new AbstractConfig(definition, options, false);
    }

    static HttpCall get(String target) {
        return new HttpCall(HttpMethod.GET, URI.create(target), List.of(), new byte[0], "text/plain", true);
    }

    static HttpCall post(String target, HttpHeader... headers) {
        return new HttpCall(
                HttpMethod.POST, URI.create(target), List.of(headers), new byte[] {'x'}, "text/plain", false);
    }

    static HttpReply answer(CompletableFuture<HttpReply> reply) throws Exception {
        return reply.get(60, TimeUnit.SECONDS);
    }

    static <T extends Throwable> T failure(Class<T> type, CompletableFuture<HttpReply> reply) {
        ExecutionException failed =
                catchThrowableOfType(ExecutionException.class, () -> reply.get(60, TimeUnit.SECONDS));
        return type.cast(Objects.requireNonNull(failed.getCause()));
    }

    /** A duration in the form of an option. */
    static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
