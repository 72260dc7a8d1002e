package dev.millrace.rest;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a route reaches its receivers: a sender that proves each request, and what else must be open for that. Opened with the
 * route, closed once.
 *
 * @param authenticator closed with the sender
 * @param tokens reaches the servers that give tokens; opened when one is wanted
 */
record Connection(HttpSender sender, Authenticator authenticator, HttpSender tokens) implements AutoCloseable {

    /** So many connections to token servers are enough for one route. */
    private static final int TOKEN_CONNECTIONS = 2;

    static Connection open(RouteSettings route, Clock clock) {
        HttpSender tokens = new Late(() -> route.client().openPlain(TOKEN_CONNECTIONS, false));
        Authenticator authenticator =
                route.auth().open(tokens, clock, route.client().requestCompression()::apply);
        try {
            return new Connection(
                    route.client().open(authenticator, route.load().maxInFlight(), route.isHostFromRecord()),
                    authenticator,
                    tokens);
        } catch (RuntimeException unopened) {
            authenticator.close();
            throw unopened;
        }
    }

    @Override
    public void close() {
        sender.close();
        tokens.close();
    }

    /** Opens the sender when the first request comes: most routes have no server to ask for tokens. */
    private static final class Late implements HttpSender {

        private final Supplier<HttpSender> opening;
        private @Nullable HttpSender opened;
        private boolean closed;

        Late(Supplier<HttpSender> opening) {
            this.opening = opening;
        }

        @Override
        public CompletableFuture<HttpReply> send(HttpCall call) {
            return opened().send(call);
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (opened != null) {
                opened.close();
            }
        }

        private synchronized HttpSender opened() {
            if (closed) {
                throw new IllegalStateException("the task has ended");
            }
            if (opened == null) {
                opened = opening.get();
            }
            return opened;
        }
    }
}
