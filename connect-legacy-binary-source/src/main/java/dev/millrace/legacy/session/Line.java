package dev.millrace.legacy.session;

import dev.millrace.legacy.frame.Frame;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection as a conversation sees it. All calls are made where the conversation itself is called, and none waits. */
public interface Line {

    /** The other side: an address, or what it is called. */
    String peer();

    /**
     * Frames a message and queues it.
     *
     * @param answered what it answers; null for nothing
     */
    void send(byte[] message, @Nullable Frame answered);

    /** Makes records of a message. */
    void deliver(Delivery delivery);

    /** Sets a message aside that nobody can read, as the options say. */
    void setAside(Message message, String code, Place place, Receipt receipt);

    /**
     * Makes a record of what happened, where somebody wants to hear of it; it carries the place as its offset. Without a
     * topic for it the receipt is settled at once.
     *
     * @param event lower case words with dashes
     * @param details without payload
     */
    Receipt tell(String event, Place place, Map<String, String> details);

    /** Ends the connection when what was sent is out. */
    void close(Ending ending);

    /** What is called when a receipt is settled, or something else may be due. */
    Runnable bell();

    /** When something was last sent, in milliseconds since 1970. */
    long lastSent();

    /** When something last came. */
    long lastReceived();
}
