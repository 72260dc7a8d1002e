package dev.millrace.partner;

import java.time.Duration;
import java.util.List;

/**
 * What became of an attack.
 *
 * @param replies every answer, in order, interim ones included
 * @param end how the connection stood when the attack was over
 * @param sent how many bytes the server's machine took, at least as many as the server read
 * @param took from the connection to the end
 */
public record RawOutcome(List<RawReply> replies, End end, long sent, Duration took) {

    /** How a connection stood at last. */
    public enum End {
        /** The server said goodbye. */
        CLOSED,
        /** The server, or its machine, reset it or never took it. */
        RESET,
        /** It was open when the time was over or all answers were there. */
        OPEN
    }

    public RawOutcome {
        replies = List.copyOf(replies);
    }

    /** The status of the last final answer, 0 when there was none. */
    public int status() {
        int status = 0;
        for (RawReply reply : replies) {
            status = reply.isFinal() ? reply.status() : status;
        }
        return status;
    }

    /** The status of every answer, interim ones included. */
    public List<Integer> statuses() {
        return replies.stream().map(RawReply::status).toList();
    }

    /** Whether the server got rid of the connection. */
    public boolean ended() {
        return end != End.OPEN;
    }
}
