package dev.millrace.legacy.session;

import dev.millrace.legacy.frame.Frame;

/**
 * One side of what is said on a connection. Of a client there is one for all its connections in turn, of a server one for
 * each. All calls are made under one lock, never two at a time; none may wait.
 */
public interface Conversation {

    /** When nothing is due. */
    long NEVER = Long.MAX_VALUE;

    /** A connection is there. */
    void begin(Line line);

    /** A frame came. */
    void received(Frame frame);

    /**
     * Does what is due: called at the time that it last said, after each frame, and when receipts were settled.
     *
     * @param now in milliseconds since 1970
     * @return when it wants to be called next at the latest
     */
    long due(long now);

    /** Whether another frame may be read now. */
    boolean hasRoom();

    /** Whether the other side agreed to talk: then failures before count no more. */
    boolean isOpen();

    /** Where it stands, for the next connection of the same side. */
    Place place();

    /** The task stops: says goodbye, if that is the custom. */
    void leave();
}
