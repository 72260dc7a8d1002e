package dev.millrace.webhook.listener;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import java.util.concurrent.CompletionStage;

/**
 * Where the requests of one connector go, on one worker: all its tasks here share it. Called from the server's threads, by
 * many at once; never blocks.
 */
public interface Route {

    /** The field in which a 503 says why, as a code such as {@code queue-full}. */
    String UNAVAILABLE_REASON = "X-Unavailable-Reason";

    /** Whose it is, for health checks and messages. */
    String connector();

    /** Which requests are its; always the same. */
    RouteAddress address();

    /** What it takes at most; always the same. */
    RouteLimits limits();

    /** Whether a load balancer should send requests here: somebody takes them, and there is room. */
    boolean isReady();

    /**
     * Asks for room before the body is read.
     *
     * @param bytes the announced length of the body; 0 where none is announced, and the {@link Room} grows
     */
    Admission admit(long bytes);

    /**
     * Takes a whole request. The stage completes with the answer, on any thread, and never exceptionally; who completes it
     * never waits for a socket.
     *
     * @param room what {@link #admit} gave, to be given back by the route once the request is answered
     */
    CompletionStage<HttpAnswer> receive(ReceivedRequest request, Room room);

    /** Room in the route's memory for one request. Thread-safe. */
    interface Room extends AutoCloseable {

        /** Asks for more, when a body without an announced length grows; false when there is none. */
        boolean grow(long bytes);

        /** Gives it back; further calls do nothing. */
        @Override
        void close();
    }

    /** The word on a request of which only the head was read. */
    sealed interface Admission {

        /** The body may be read. */
        record Admitted(Room room) implements Admission {}

        /** The body is not read; transient conditions are a 503 with Retry-After, never a 4xx. */
        record Refused(HttpAnswer answer) implements Admission {}
    }
}
