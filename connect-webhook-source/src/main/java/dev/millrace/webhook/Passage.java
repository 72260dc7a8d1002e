package dev.millrace.webhook;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.webhook.listener.Route.Room;

/**
 * One request on its way through a route.
 *
 * @param room what it holds in memory, until an event takes it over or it is answered
 * @param sinceNanos when the route got it
 */
record Passage(ReceivedRequest request, Room room, PendingAnswer answer, long sinceNanos) {

    String id() {
        return request.id();
    }

    /** Answers a request that brings no event. */
    void end(HttpAnswer with) {
        room.close();
        boolean unused = answer.answer(with);
    }
}
