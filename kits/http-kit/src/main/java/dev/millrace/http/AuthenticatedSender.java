package dev.millrace.http;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Sends each call with its proof, and once more where the proof was refused and another can be had. What is refused after that
 * is the reply. Any thread may send.
 */
public final class AuthenticatedSender implements HttpSender {

    private final HttpSender sender;
    private final Authenticator authenticator;

    /** @param sender closed with this one, as the authenticator is */
    public AuthenticatedSender(HttpSender sender, Authenticator authenticator) {
        this.sender = sender;
        this.authenticator = authenticator;
    }

    @Override
    public CompletableFuture<HttpReply> send(HttpCall call) {
        Exchange exchange = new Exchange(call);
        exchange.begin(true);
        return exchange.reply;
    }

    @Override
    public void close() {
        sender.close();
        authenticator.close();
    }

    /** One call and its at most two attempts. */
    private final class Exchange {

        private final HttpCall call;
        private final CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        private volatile @Nullable Future<?> underWay;

        Exchange(HttpCall call) {
            this.call = call;
            Future<?> unused = reply.whenComplete((done, failure) -> {
                Future<?> current = underWay;
                if (failure instanceof CancellationException && current != null) {
                    current.cancel(true);
                }
            });
        }

        void begin(boolean mayRenew) {
            Future<?> unused = authenticator.prove(call).whenComplete((proven, unproven) -> {
                if (unproven != null) {
                    reply.completeExceptionally(causeOf(unproven));
                } else if (!reply.isDone()) {
                    send(proven, mayRenew);
                }
            });
        }

        private void send(HttpCall proven, boolean mayRenew) {
            CompletableFuture<HttpReply> attempt = sender.send(proven);
            underWay = attempt;
            if (reply.isCancelled()) {
                attempt.cancel(true);
            }
            Future<?> unused = attempt.whenComplete((answer, failure) -> {
                if (failure != null) {
                    reply.completeExceptionally(causeOf(failure));
                } else if (!authenticator.refuses(proven, answer)) {
                    authenticator.replied(proven, answer);
                    reply.complete(answer);
                } else if (mayRenew) {
                    renew(proven, answer);
                } else {
                    refused(answer);
                }
            });
        }

        /** What no status tells must not be taken for an answer. */
        private void refused(HttpReply answer) {
            if (answer.status() >= 400) {
                reply.complete(answer);
            } else {
                reply.completeExceptionally(new ConnectorFailure(
                        FailureKind.UNAUTHORIZED,
                        "session-refused",
                        "a request within a new session leads to the login page with status " + answer.status()
                                + ": log in there as the user of http.auth.user, and see what it may do"));
            }
        }

        private void renew(HttpCall proven, HttpReply refusal) {
            Future<?> unused = authenticator.renew(proven, refusal).whenComplete((renewed, failure) -> {
                if (failure != null) {
                    reply.completeExceptionally(causeOf(failure));
                } else if (renewed) {
                    begin(false);
                } else {
                    refused(refusal);
                }
            });
        }
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
