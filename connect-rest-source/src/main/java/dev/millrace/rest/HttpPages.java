package dev.millrace.rest;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.HttpReply;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.change.RowHasher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;

/** Gets each page with one request. */
final class HttpPages implements PageFetcher {

    private static final int NOT_MODIFIED = 304;

    private final Wire wire;
    private final BodyFacts facts;
    private final Optional<NextAddress> addresses;
    private final boolean isConditional;

    /**
     * Pages over a wire.
     *
     * @param addresses judges tokens that are addresses; empty where they are something else
     * @param isConditional whether what is known need not come again
     */
    HttpPages(Wire wire, BodyFacts facts, Optional<NextAddress> addresses, boolean isConditional) {
        this.wire = wire;
        this.facts = facts;
        this.addresses = addresses;
        this.isConditional = isConditional;
    }

    @Override
    public Fetch fetch(PageRequest request) {
        HttpCall call = call(request);
        String name = nameOf(call);
        Optional<Validators> known =
                isConditional ? request.known().filter(there -> there.request().equals(name)) : Optional.empty();
        HttpCall asked = known.map(there -> conditional(call, there)).orElse(call);
        Duration wait = wire.permit(asked);
        if (!wait.isZero()) {
            return new Later(wait);
        }
        CompletableFuture<HttpReply> sent = wire.send(asked);
        CompletableFuture<Page> page = sent.handle((reply, failure) -> {
            if (failure != null) {
                throw new CompletionException(failureOf(failure));
            }
            return page(request, asked.target(), name, reply, known.isPresent());
        });
        Future<?> unused = page.whenComplete((done, failure) -> {
            if (page.isCancelled()) {
                sent.cancel(true);
            }
        });
        return new UnderWay(page);
    }

    @Override
    public void close() {
        // The client belongs to the task.
    }

    private HttpCall call(PageRequest request) {
        HttpCall call = wire.call(request);
        if (addresses.isEmpty() || request.token().isEmpty()) {
            return call;
        }
        URI target = URI.create(request.token().get());
        if (!addresses.get().isAllowed(call.target(), target)) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "next-address-elsewhere",
                    wire.endpoint()
                            + ": the stored address of the next page lies at another host, scheme or port: remove"
                            + " the offset of " + request.endpoint() + ", or name the host in " + PagingSettings.HOSTS);
        }
        return new HttpCall(call.method(), target, call.headers(), call.body(), call.contentType(), call.repeatable());
    }

    private static HttpCall conditional(HttpCall call, Validators known) {
        HttpCall asked = call;
        if (known.etag().isPresent()) {
            asked = asked.with(new HttpHeader("If-None-Match", known.etag().get()));
        }
        if (known.modified().isPresent()) {
            asked = asked.with(
                    new HttpHeader("If-Modified-Since", known.modified().get()));
        }
        return asked;
    }

    private Page page(PageRequest request, URI address, String name, HttpReply reply, boolean mayBeUnchanged) {
        if (reply.status() == NOT_MODIFIED && mayBeUnchanged) {
            return new Page(request, address, NOT_MODIFIED, reply.headers(), new byte[0], Map.of(), none(name));
        }
        Optional<ConnectorFailure> failure = wire.failureOf(reply);
        if (failure.isPresent()) {
            throw new CompletionException(failure.get());
        }
        byte[] body = wire.isIgnored(reply) ? new byte[0] : reply.body();
        Validators validators =
                isConditional ? new Validators(name, reply.header("ETag"), reply.header("Last-Modified")) : none(name);
        return new Page(request, address, reply.status(), reply.headers(), body, facts.of(body), validators);
    }

    private static Validators none(String name) {
        return new Validators(name, Optional.empty(), Optional.empty());
    }

    /** Tells a request from others by all that it says, without saying it. */
    private static String nameOf(HttpCall call) {
        List<String> parts = new ArrayList<>();
        parts.add(call.method() == HttpMethod.GET ? "" : new String(call.body(), StandardCharsets.ISO_8859_1));
        parts.add(call.target().toString());
        byte[] text = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
        return Long.toHexString(new RowHasher().hash(text, 0, text.length));
    }

    private ConnectorFailure failureOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ConnectorFailure known) {
            return known;
        }
        if (cause instanceof HttpFault fault) {
            return wire.failureOf(fault);
        }
        return new ConnectorFailure(
                FailureKind.DEFECT, "defect", wire.endpoint() + ": the request failed in an unknown way", cause);
    }
}
