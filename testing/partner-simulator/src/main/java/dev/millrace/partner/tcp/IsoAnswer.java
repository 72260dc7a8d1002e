package dev.millrace.partner.tcp;

/**
 * An answer to a message of a host.
 *
 * @param message what was answered
 * @param attempts how often the host sent its message until then
 */
public record IsoAnswer(IsoMessage message, int attempts) {

    /** Field 39: 00 is a yes. */
    public String code() {
        return message.field(39);
    }
}
