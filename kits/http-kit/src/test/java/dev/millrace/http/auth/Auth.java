package dev.millrace.http.auth;

import dev.millrace.http.ApacheHttpSender;
import dev.millrace.http.AuthenticatedSender;
import dev.millrace.http.Authenticator;
import dev.millrace.http.ClientSettings;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Authenticators as a connector gets them, from options. */
final class Auth {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Auth() {}

    static AbstractConfig config(Map<String, String> options) {
        return new AbstractConfig(definition(), options, false);
    }

    /** The options of authentication, and what they look at of a request's. */
    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef()
                .define("http.secret.headers", ConfigDef.Type.PASSWORD, null, ConfigDef.Importance.HIGH, "Headers.");
        AuthSettings.define(definition);
        return definition;
    }

    /** What is wrong, by key. */
    static Map<String, String> problems(Map<String, String> options) {
        Map<String, String> problems = new TreeMap<>();
        AuthSettings.validate(
                config(options), (key, sentence) -> problems.merge(key, sentence, (a, b) -> a + "; " + b));
        return problems;
    }

    static Authenticator open(Map<String, String> options) {
        return open(options, NOON);
    }

    static Authenticator open(Map<String, String> options, Instant now) {
        return AuthSettings.from(config(options)).open(unreachable(), Clock.fixed(now, ZoneOffset.UTC));
    }

    /** A client as a connector has it, with the clock of the system. */
    static HttpSender sender(Map<String, String> options, int connections) {
        HttpSender client = new ApacheHttpSender(
                new ClientSettings(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(1)),
                connections,
                4096);
        return new AuthenticatedSender(
                client, AuthSettings.from(config(options)).open(client, Clock.systemUTC()));
    }

    static HttpCall proven(Authenticator authenticator, HttpCall call) {
        return get(authenticator.prove(call));
    }

    static boolean renewed(Authenticator authenticator, HttpCall proven, HttpReply refusal) {
        return get(authenticator.renew(proven, refusal));
    }

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    static HttpCall call(HttpMethod method, String url, String body, String... headers) {
        List<HttpHeader> fields = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(new HttpHeader(headers[i], headers[i + 1]));
        }
        return new HttpCall(
                method, URI.create(url), fields, body.getBytes(StandardCharsets.UTF_8), "application/json", false);
    }

    /** A reply with one header, or none. */
    static HttpReply reply(int status, String... header) {
        return new HttpReply(
                status, header.length == 0 ? Map.of() : Map.of(header[0], List.of(header[1])), new byte[0]);
    }

    static HttpSender unreachable() {
        return new HttpSender() {
            @Override
            public CompletableFuture<HttpReply> send(HttpCall call) {
                throw new AssertionError("no token server is asked");
            }

            @Override
            public void close() {
                // Nothing to close.
            }
        };
    }
}
