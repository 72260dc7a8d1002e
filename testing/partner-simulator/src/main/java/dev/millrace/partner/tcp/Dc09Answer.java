package dev.millrace.partner.tcp;

/**
 * What a receiver of alarms answered.
 *
 * @param kind ACK, NAK or DUH
 * @param sequence the four digits of the message that is meant
 * @param text the whole answer between line feed and return
 */
public record Dc09Answer(String kind, String sequence, String text) {

    private static final int HEADER = 8;

    /** Reads the text between line feed and return; throws IllegalArgumentException when checksum or length are wrong. */
    static Dc09Answer read(String text) {
        if (text.length() < HEADER) {
            throw new IllegalArgumentException("an answer has a checksum and a length");
        }
        String body = text.substring(HEADER);
        if (!text.substring(0, HEADER).equalsIgnoreCase(Dc09Frame.header(body))) {
            throw new IllegalArgumentException(
                    "checksum and length are " + text.substring(0, HEADER) + " instead of " + Dc09Frame.header(body));
        }
        int close = body.indexOf('"', 1);
        if (close < 0 || body.length() < close + 5) {
            throw new IllegalArgumentException("an answer names its kind in quotes, then a sequence of four digits");
        }
        return new Dc09Answer(body.substring(1, close), body.substring(close + 1, close + 5), text);
    }
}
