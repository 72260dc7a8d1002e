package dev.millrace.legacy.session;

/**
 * A message that is data, on its way to records.
 *
 * @param kind the name of its rule
 * @param from the first byte of the payload in the message
 * @param to the byte behind the payload
 * @param number its sequence number; -1 for none
 * @param before where the session stands as long as not all of its records are stored
 * @param after where it stands then
 */
public record Delivery(
        Message message, String kind, int from, int to, long number, Place before, Place after, Receipt receipt) {

    /** The number of a message that has none. */
    public static final long UNNUMBERED = -1;
}
