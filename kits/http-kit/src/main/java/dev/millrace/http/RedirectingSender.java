package dev.millrace.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Follows redirects that keep the method (RFC 9110 section 15.4). To the request's own origin it goes on with credentials; to
 * another one, which the settings must name, without them and without any header that could hold one. A redirect that is not
 * followed is the reply. Any thread may send.
 */
final class RedirectingSender implements HttpSender {

    private static final int MOST = 5;

    /** What no secret stands in: it goes to another origin too. */
    private static final Set<String> HARMLESS = Set.of(
            "accept",
            "accept-charset",
            "accept-language",
            "content-encoding",
            "content-language",
            "idempotency-key",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-unmodified-since",
            "prefer",
            "soapaction",
            "traceparent",
            "tracestate");

    private final HttpSender authenticated;
    private final HttpSender plain;
    private final RedirectSettings settings;

    /**
     * Sends with one of two senders.
     *
     * @param authenticated closed with this one
     * @param plain for other origins; what the authenticated one sends with
     */
    RedirectingSender(HttpSender authenticated, HttpSender plain, RedirectSettings settings) {
        this.authenticated = authenticated;
        this.plain = plain;
        this.settings = settings;
    }

    @Override
    public CompletableFuture<HttpReply> send(HttpCall call) {
        Journey journey = new Journey(Origin.of(call.target()));
        journey.go(call, false, 0);
        return journey.reply;
    }

    @Override
    public void close() {
        authenticated.close();
    }

    /** One call and the redirects it meets. */
    private final class Journey {

        private final Origin start;
        private final CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        private volatile @Nullable Future<?> underWay;

        Journey(Origin start) {
            this.start = start;
            Future<?> unused = reply.whenComplete((done, failure) -> {
                Future<?> current = underWay;
                if (failure instanceof CancellationException && current != null) {
                    current.cancel(true);
                }
            });
        }

        void go(HttpCall call, boolean left, int followed) {
            CompletableFuture<HttpReply> attempt = (left ? plain : authenticated).send(call);
            underWay = attempt;
            if (reply.isCancelled()) {
                attempt.cancel(true);
            }
            Future<?> unused = attempt.whenComplete((answer, failure) -> {
                if (failure != null) {
                    reply.completeExceptionally(
                            failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure);
                    return;
                }
                Optional<URI> next = followed < MOST ? next(call, answer) : Optional.empty();
                if (next.isEmpty() || reply.isDone()) {
                    reply.complete(answer);
                } else if (!left && Origin.of(next.get()).equals(start)) {
                    go(to(next.get(), call, call.headers()), false, followed + 1);
                } else {
                    // Also back to the first origin: another one must not choose what is asked there in our name.
                    go(to(next.get(), call, harmless(call)), true, followed + 1);
                }
            });
        }

        private Optional<URI> next(HttpCall call, HttpReply answer) {
            boolean keepsMethod = switch (answer.status()) {
                case 307, 308 -> true;
                case 301, 302, 303 -> call.method() == HttpMethod.GET;
                default -> false;
            };
            return keepsMethod
                    ? answer.header("Location")
                            .filter(location -> !location.isBlank())
                            .flatMap(location -> resolved(call.target(), location))
                            .filter(this::allowed)
                    : Optional.empty();
        }

        private boolean allowed(URI target) {
            Origin origin = Origin.of(target);
            return origin.equals(start) || settings.origins().contains(origin);
        }
    }

    private static Optional<URI> resolved(URI base, String location) {
        try {
            URI target = base.resolve(location.strip());
            String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            return web && target.getHost() != null && target.getRawUserInfo() == null
                    ? Optional.of(withoutFragment(target))
                    : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static URI withoutFragment(URI target) {
        String text = target.toString();
        int fragment = text.indexOf('#');
        return fragment < 0 ? target : URI.create(text.substring(0, fragment));
    }

    private static HttpCall to(URI target, HttpCall call, List<HttpHeader> headers) {
        return new HttpCall(call.method(), target, headers, call.body(), call.contentType(), call.repeatable());
    }

    private static List<HttpHeader> harmless(HttpCall call) {
        return call.headers().stream()
                .filter(header -> HARMLESS.contains(header.name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
