package dev.millrace.rest;

import dev.millrace.http.ClientSettings;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.HttpReply;
import dev.millrace.http.Origin;
import dev.millrace.http.ReplySettings;
import dev.millrace.http.ResponseClassifier;
import dev.millrace.http.auth.AuthSettings;
import dev.millrace.http.limit.LimitSettings;
import dev.millrace.http.reply.ClassifierSettings;
import dev.millrace.http.reply.Meaning;
import dev.millrace.http.reply.ReplyForm;
import dev.millrace.http.request.BodyMode;
import dev.millrace.http.request.RequestSettings;
import dev.millrace.http.request.RequestTemplate;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.Consequence;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.FailurePolicy;
import dev.millrace.kit.Problems;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.RetrySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Makes and sends the requests of an endpoint, and judges what comes back: all that a poller knows of HTTP's rooms. Any thread
 * may send.
 */
final class Wire {

    private final String endpoint;
    private final RequestTemplate<PageRequest> template;
    private final ApiClient client;
    private final ResponseClassifier classifier;
    private final RetryPolicy backOff;
    private final Duration longestWait;

    private Wire(
            String endpoint,
            RequestTemplate<PageRequest> template,
            ApiClient client,
            ResponseClassifier classifier,
            RetryPolicy backOff,
            Duration longestWait) {
        this.backOff = backOff;
        this.longestWait = longestWait;
        this.endpoint = endpoint;
        this.template = template;
        this.client = client;
        this.classifier = classifier;
    }

    static void define(ConfigDef definition) {
        RequestSettings.define(definition, RequestSettings.Defaults.FETCH);
        omitWhatIsMissing(definition);
        ClientSettings.define(definition, ReplySettings.Defaults.DOWNLOADS);
        AuthSettings.define(definition);
        LimitSettings.define(definition);
        ClassifierSettings.define(definition);
    }

    /** The first page has no cursor, the first round no beginning: their parameters are left out unless told otherwise. */
    private static void omitWhatIsMissing(ConfigDef definition) {
        ConfigDef.ConfigKey declared =
                Objects.requireNonNull(definition.configKeys().get(RequestSettings.ON_MISSING));
        definition
                .configKeys()
                .put(
                        RequestSettings.ON_MISSING,
                        new ConfigDef.ConfigKey(
                                declared.name,
                                declared.type,
                                "omit",
                                declared.validator,
                                declared.importance,
                                "What becomes of a request with a place that nothing fills, such as {cursor} on the first"
                                        + " page: omit leaves out the query parameter, header, JSON member or form field that"
                                        + " it stands in (in other text it stays empty), empty leaves the place empty (null"
                                        + " as a JSON value), fail stops the task. Choose empty where the API wants the"
                                        + " parameter in any case.",
                                declared.group,
                                declared.orderInGroup,
                                declared.width,
                                declared.displayName,
                                declared.dependents,
                                declared.recommender,
                                declared.internalConfig));
    }

    static void validate(AbstractConfig config, PagePlaces places, Problems problems) {
        RequestSettings.validate(config, places, problems);
        ClientSettings.validate(config, problems);
        AuthSettings.validate(config, problems);
        LimitSettings.validate(config, Optional.empty(), problems);
        ClassifierSettings.validate(config, problems);
        if (RequestSettings.isHostTemplated(config)) {
            problems.report(
                    RequestSettings.URL,
                    "has a place in its host: name the host, and use another endpoint for another");
        }
    }

    /** The longest wait that a server may ask for. */
    static Duration longestWait(AbstractConfig config) {
        return ClientSettings.from(config).retryAfterMax();
    }

    /** @param client closed by whom it belongs to */
    static Wire of(AbstractConfig config, PagePlaces places, ApiClient client, Clock clock) {
        RequestSettings request = RequestSettings.from(config);
        ReplyForm form = formOf(request.bodyMode());
        return new Wire(
                request.endpoint(),
                RequestTemplate.of(request, places),
                client,
                new ResponseClassifier(ClassifierSettings.from(config).withForm(form), request.endpoint(), clock),
                RetrySettings.fromBackoff(config),
                longestWait(config));
    }

    private static ReplyForm formOf(BodyMode mode) {
        return switch (mode) {
            case SOAP -> ReplyForm.SOAP;
            case GRAPHQL -> ReplyForm.GRAPHQL;
            case NONE, JSON, RAW, FORM, TEMPLATE, CLOUDEVENTS, MULTIPART -> ReplyForm.PLAIN;
        };
    }

    /** The address as it may be shown. */
    String endpoint() {
        return endpoint;
    }

    /**
     * The request for a page. Polling only asks, so it may be sent again whatever its method.
     *
     * @throws ConnectorFailure MISCONFIGURED when a place can't be filled
     */
    HttpCall call(PageRequest page) {
        try {
            HttpCall call = template.render(page);
            return call.method() == HttpMethod.GET ? call : call.repeatable(true);
        } catch (ConnectorFailure unrendered) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    unrendered.code(),
                    endpoint + ", " + page + ": " + unrendered.getMessage(),
                    unrendered);
        }
    }

    /**
     * How long to wait before the call may be sent; zero when it must be sent now, for it was counted.
     *
     * @throws ConnectorFailure when the server's robots.txt does not let it
     */
    Duration permit(HttpCall call) {
        Origin host = Origin.of(call.target());
        Duration down = client.breakers().take(host, backOff, longestWait);
        if (!down.isZero()) {
            return down;
        }
        boolean sent = false;
        try {
            Duration wait = client.acquire(call);
            sent = wait.isZero();
            return wait;
        } finally {
            if (!sent) {
                client.breakers().released(host);
            }
        }
    }

    CompletableFuture<HttpReply> send(HttpCall call) {
        Origin host = Origin.of(call.target());
        CompletableFuture<HttpReply> sent = client.send(call, endpoint);
        Future<?> unused = sent.whenComplete((reply, failure) -> {
            if (reply != null) {
                client.breakers().landed(host, reply.status() < 400 ? Optional.empty() : waiting(reply));
            } else if (causeOf(failure) instanceof HttpFault fault) {
                client.breakers().landed(host, Optional.of(classifier.failureOf(fault)));
            } else {
                client.breakers().released(host);
            }
        });
        return sent;
    }

    private Optional<ConnectorFailure> waiting(HttpReply reply) {
        return classifier
                .failureOf(reply)
                .filter(failure -> FailurePolicy.consequenceOf(failure.kind()) == Consequence.RETRY);
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The failure that a reply stands for; empty when it holds rows, or is to be ignored. */
    Optional<ConnectorFailure> failureOf(HttpReply reply) {
        Optional<ConnectorFailure> failure = classifier.failureOf(reply);
        if (failure.isEmpty() && !isIgnored(reply) && reply.truncated()) {
            return Optional.of(new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    FeedRows.TOO_LARGE,
                    endpoint + ": the answer has more bytes than " + ReplySettings.MAX_BYTES
                            + " allows: raise it, or ask for smaller pages"));
        }
        return failure;
    }

    /** Whether the settings say that such a reply means nothing: a page without rows. */
    boolean isIgnored(HttpReply reply) {
        return classifier.judge(reply).meaning() == Meaning.IGNORE;
    }

    ConnectorFailure failureOf(HttpFault fault) {
        return classifier.failureOf(fault);
    }
}
