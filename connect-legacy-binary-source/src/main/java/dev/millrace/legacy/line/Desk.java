package dev.millrace.legacy.line;

import dev.millrace.legacy.session.Delivery;
import dev.millrace.legacy.session.Message;
import dev.millrace.legacy.session.Place;
import dev.millrace.legacy.session.Receipt;
import java.util.Map;

/** Where connections hand over what they get. Thread-safe; no call waits. */
public interface Desk {

    /** Makes records of a message. */
    void deliver(String feed, Delivery delivery);

    /** Sets a message aside that is none the session knows. */
    void setAside(String feed, Message message, String code, Place place, Receipt receipt);

    /** Tells what happened, where somebody wants to hear of it. */
    void tell(String feed, String event, Place place, Map<String, String> details, Receipt receipt);

    /** Whether more may be handed over. */
    boolean hasRoom();

    /** The task can't go on. */
    void fail(RuntimeException failure);
}
