package dev.millrace.ops.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.http.ApacheHttpSender;
import dev.millrace.http.ClientSettings;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.HttpSender;
import dev.millrace.http.signature.RequestSigner;
import dev.millrace.http.signature.SigningKeys;
import dev.millrace.http.signature.SigningTerms;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Posts notices as JSON, signed as Standard Webhooks 1.0.0 has it; any status from 200 to 299 means taken. Its
 * {@code webhook-id} is the same in every attempt.
 */
final class WebhookChannel implements Channel {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RequestSigner SIGNER = RequestSigner.ofPreset("standard-webhooks", SigningTerms.NONE);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int REPLY_BYTES = 1_024;

    /** This request is wrong, and stays so (RFC 9110 section 15.5): it shall not hold up those behind it. */
    private static final Set<Integer> NEVER = Set.of(400, 413, 415, 422);

    private final String name;
    private final URI url;
    private final SecretPlace secret;
    private final Clock clock;
    private final HttpSender sender =
            new ApacheHttpSender(new ClientSettings(TIMEOUT, TIMEOUT, TIMEOUT), 1, REPLY_BYTES);

    WebhookChannel(String name, URI url, SecretPlace secret, Clock clock) {
        this.name = name;
        this.url = url;
        this.secret = secret;
        this.clock = clock;
    }

    /**
     * The keys that a secret stands for.
     *
     * @throws IllegalArgumentException when it is none; the message does not quote it
     */
    static SigningKeys keys(String secret) {
        return SIGNER.keys(secret);
    }

    @Override
    public String name() {
        return name;
    }

    /** Scheme, host and port: a path may hold a secret. */
    @Override
    public String target() {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    @Override
    public void send(Notice notice) throws IOException {
        byte[] body = JSON.writeValueAsBytes(body(notice));
        HttpCall call = new HttpCall(
                HttpMethod.POST,
                url,
                List.of(new HttpHeader("webhook-id", notice.id())),
                body,
                "application/json",
                true);
        try {
            SigningKeys keys = keys(secret.read());
            int status = sender.send(SIGNER.sign(call, keys, clock.instant(), notice::id))
                    .get()
                    .status();
            if (NEVER.contains(status)) {
                throw new Refused("status " + status);
            }
            if (status < 200 || status > 299) {
                throw new IOException("status " + status);
            }
        } catch (IllegalArgumentException none) {
            throw new IOException("there is no secret at " + secret, none);
        } catch (ExecutionException failed) {
            throw new IOException(reason(failed.getCause()), failed);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IOException("the console ends", told);
        }
    }

    /** No message quotes the request: see HttpFault. */
    private static String reason(@Nullable Throwable cause) {
        String message = cause == null ? null : cause.getMessage();
        return message == null ? "no reply" : message;
    }

    private static Map<String, Object> body(Notice notice) {
        Alert alert = notice.alert();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("alert", alert.id());
        data.put("rule", alert.rule());
        data.put("severity", alert.severity().word());
        data.put("subject", alert.subject());
        data.put("connector", alert.connector());
        data.put("since", alert.since().toString());
        data.put("sentence", alert.sentence());
        data.put("runbook", alert.runbook());
        data.put("console", notice.link());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "alert." + notice.kind().word());
        body.put("timestamp", notice.at().toString());
        body.put("data", data);
        return body;
    }

    @Override
    public void close() {
        sender.close();
    }
}
