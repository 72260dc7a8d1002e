package dev.millrace.feed.edi;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/**
 * The envelope of an answer in X12: sender and receiver change places, and everything else is taken from the received
 * interchange, its date and time included, so that the same bytes get the same answer.
 */
final class X12Interchange {

    private static final String NO_DATE = "700101";
    private static final String NO_TIME = "0000";

    private final Envelope received;
    private final String control;
    private final SegmentWriter segments;
    private int groups;

    X12Interchange(Envelope received, int answer, Charset charset) {
        this.received = received;
        this.control = AnswerNumber.of(received.control(), answer);
        AnswerSeparators separators = AnswerSeparators.of(received);
        this.segments = new SegmentWriter(separators, charset);
        segments.verbatim(header(separators));
    }

    SegmentWriter segments() {
        return segments;
    }

    /** ISA13 of the answer, nine digits. */
    String control() {
        return control;
    }

    /** ISA09 as received, where it is a date. */
    static String date(Envelope received) {
        String date = received.date();
        return date.matches("\\d{6}") ? date : date.matches("\\d{8}") ? date.substring(2) : NO_DATE;
    }

    /** ISA10 as received, where it is a time. */
    static String time(Envelope received) {
        return received.time().matches("\\d{4}.*") ? received.time().substring(0, 4) : NO_TIME;
    }

    /** Begins the functional group of acknowledgements (FA). */
    void group(Envelope answered, String version) {
        segments.segment("GS")
                .element("FA")
                .element(orElse(answered.receiver(), received.receiver()))
                .element(orElse(answered.sender(), received.sender()))
                .element(groupDate(answered, version))
                .element(answered.time().matches("\\d{4,8}") ? answered.time() : time(received))
                .element(groupControl())
                .element(orElse(answered.field(Envelope.AGENCY), "X"))
                .element(version)
                .end();
    }

    void endGroup() {
        groups++;
        segments.segment("GE").element(1).element(groupControl()).end();
    }

    ByteBuffer end() {
        segments.segment("IEA").element(groups).element(control).end();
        return segments.content();
    }

    /** GS06 has no leading zeros (data element 28 is N0, 1 to 9 digits). */
    private String groupControl() {
        return String.valueOf(Long.parseLong(control));
    }

    /** Six digits before release 004010, eight since. */
    private String groupDate(Envelope answered, String version) {
        String date = answered.date().matches("\\d{6}|\\d{8}") ? answered.date() : date(received);
        if (version.compareTo("004010") < 0) {
            return date.substring(date.length() - 6);
        }
        return date.length() == 8 ? date : (date.compareTo("70") < 0 ? "20" : "19") + date;
    }

    /** ISA has a fixed width: that is how its separators are found (ASC X12.5). */
    private String header(AnswerSeparators separators) {
        char element = separators.element();
        String[] values = {
            "ISA",
            "00",
            " ".repeat(10),
            "00",
            " ".repeat(10),
            fixed(orElse(received.receiverQualifier(), "ZZ"), 2),
            fixed(received.receiver(), 15),
            fixed(orElse(received.senderQualifier(), "ZZ"), 2),
            fixed(received.sender(), 15),
            date(received),
            time(received),
            String.valueOf(separators.repetition().orElse('U')),
            received.version().matches("\\d{5}") ? received.version() : "00401",
            control,
            "0",
            fixed(orElse(received.field(Envelope.TEST), "P"), 1),
            String.valueOf(separators.component())
        };
        return String.join(String.valueOf(element), values) + separators.segment();
    }

    private static String fixed(String value, int width) {
        return value.length() < width ? value + " ".repeat(width - value.length()) : value.substring(0, width);
    }

    private static String orElse(String value, String other) {
        return value.isEmpty() ? other : value;
    }
}
