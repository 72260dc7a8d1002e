package dev.millrace.vault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.http.ResponseClassifier;
import dev.millrace.http.RetryAfter;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.Sleeper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks the store, again where that may help, and waits for the answer. Replies that a caller must tell apart (success, 400, 403, 404)
 * are handed on; all others are failures, whose messages name the request and quote nothing of an answer. For any thread.
 *
 * @param sender not closed here
 */
record VaultApi(StoreSettings store, HttpSender sender, RetryPolicy retry, Clock clock, Sleeper sleeper) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NOTHING = {};

    VaultReply get(String path, String token) {
        return ask(HttpMethod.GET, path, NOTHING, Optional.of(token));
    }

    /** What the store says of a token to its holder. */
    VaultReply lookup(String token) {
        return get("auth/token/lookup-self", token);
    }

    VaultReply renew(String token) {
        return ask(HttpMethod.POST, "auth/token/renew-self", json(Map.of()), Optional.of(token));
    }

    /**
     * Logs in at an auth method.
     *
     * @param advice what to do where the login is refused
     */
    VaultToken login(String mount, Map<String, String> proof, String advice) {
        Instant asked = clock.instant();
        String path = "auth/" + SecretPath.encoded(mount) + "/login";
        VaultReply reply = ask(HttpMethod.POST, path, json(proof), Optional.empty());
        if (reply.status() != 200) {
            String why = reply.status() == 404
                    ? "nothing is mounted there: correct " + LoginSettings.MOUNT + " or " + StoreSettings.NAMESPACE
                    : advice;
            throw new ConnectorFailure(
                    FailureKind.UNAUTHORIZED,
                    "vault-login-refused",
                    shown(path) + " refused the login with " + reply.status() + ": " + why);
        }
        String token = reply.member("auth", "client_token").orElseThrow(() -> unreadable(path, "without a token"));
        return new VaultToken(token, asked, reply.life("auth", "lease_duration"), reply.isTrue("auth", "renewable"));
    }

    /** The failure of an answer that the store would not give. */
    ConnectorFailure unreadable(String path, String what) {
        return new ConnectorFailure(
                FailureKind.MISCONFIGURED,
                "vault-answer-unreadable",
                shown(path) + " answered " + what + ": correct " + StoreSettings.ADDRESS
                        + ", it may be that of something else");
    }

    /** The address of a request, for messages. */
    String shown(String path) {
        return store.address() + "/v1/" + path;
    }

    private VaultReply ask(HttpMethod method, String path, byte[] body, Optional<String> token) {
        HttpCall call = new HttpCall(method, URI.create(shown(path)), headers(token), body, "application/json", true);
        for (int failed = 1; ; failed++) {
            try {
                return answer(call, path);
            } catch (ConnectorFailure failure) {
                boolean mayPass = failure.kind() == FailureKind.TRANSIENT || failure.kind() == FailureKind.THROTTLED;
                boolean tooLong = failure.retryAfter()
                        .filter(told -> told.compareTo(retry.cap()) > 0)
                        .isPresent();
                if (!mayPass || tooLong || !retry.allows(failed)) {
                    throw failure;
                }
                pause(retry.delay(failed, failure.retryAfter(), ThreadLocalRandom.current()));
            }
        }
    }

    private VaultReply answer(HttpCall call, String path) {
        HttpReply reply = exchanged(call, path);
        VaultReply read = VaultReply.of(reply);
        int status = reply.status();
        if (status == 429) {
            throw unavailable(FailureKind.THROTTLED, "vault-throttled", path, "asks for patience (429)", reply);
        }
        if (status >= 500 || status == 408 || status == 412 || status == 425) {
            throw read.says("sealed")
                    ? unavailable(FailureKind.TRANSIENT, "vault-sealed", path, "is sealed: unseal it", reply)
                    : unavailable(FailureKind.TRANSIENT, "vault-unavailable", path, "answered " + status, reply);
        }
        if (status >= 300 && status < 400) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "vault-redirects",
                    shown(path) + " leads elsewhere (" + status + "), as a standby node does: set "
                            + StoreSettings.ADDRESS + " to the address of the active node");
        }
        if (status == 200 && read.members().isEmpty()) {
            throw unreadable(path, "200 with no JSON, or with too much of it");
        }
        return read;
    }

    private HttpReply exchanged(HttpCall call, String path) {
        try {
            return sender.send(call).get();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof HttpFault fault) {
                throw new ResponseClassifier(shown(path), clock).failureOf(fault);
            }
            if (cause instanceof ConnectorFailure known) {
                throw known;
            }
            // The message of anything else may quote what was sent.
            throw new ConnectorFailure(
                    FailureKind.DEFECT,
                    "defect",
                    shown(path) + ": "
                            + (cause == null ? failed : cause).getClass().getName());
        }
    }

    private ConnectorFailure unavailable(FailureKind kind, String code, String path, String what, HttpReply reply) {
        Duration wait = RetryAfter.of(reply, clock).orElse(null);
        return new ConnectorFailure(kind, code, shown(path) + " " + what, wait, null);
    }

    private void pause(Duration wait) {
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    private ConnectorFailure interrupted() {
        return new ConnectorFailure(
                FailureKind.DEFECT, "interrupted", store.address() + ": the worker ended while it was asked");
    }

    private List<HttpHeader> headers(Optional<String> token) {
        List<HttpHeader> headers = new ArrayList<>();
        // An agent of the store may want to see that no browser was tricked into asking.
        headers.add(new HttpHeader("X-Vault-Request", "true"));
        store.namespace().ifPresent(name -> headers.add(new HttpHeader("X-Vault-Namespace", name)));
        token.ifPresent(value -> headers.add(new HttpHeader("X-Vault-Token", value)));
        return headers;
    }

    private static byte[] json(Map<String, String> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            generator.writeStartObject();
            for (Map.Entry<String, String> member : members.entrySet()) {
                generator.writeStringField(member.getKey(), member.getValue());
            }
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
