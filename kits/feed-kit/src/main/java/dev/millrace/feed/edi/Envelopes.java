package dev.millrace.feed.edi;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads envelopes from header segments. */
final class Envelopes {

    private final Segment segment;
    private final Map<String, String> fields = new LinkedHashMap<>();

    private Envelopes(Segment segment) {
        this.segment = segment;
    }

    static Envelope interchange(EdiStandard standard, Segment header, Separators separators, Alphabet alphabet) {
        Envelopes reading = new Envelopes(header);
        switch (standard) {
            case X12 -> reading.isa();
            case EDIFACT -> reading.unb();
            case TRADACOMS -> reading.stx();
        }
        reading.put(Envelope.ELEMENT_SEPARATOR, character(separators.element(), alphabet));
        reading.put(Envelope.COMPONENT_SEPARATOR, character(separators.component(), alphabet));
        reading.put(Envelope.REPETITION_SEPARATOR, character(separators.repetition(), alphabet));
        reading.put(Envelope.RELEASE_CHARACTER, character(separators.release(), alphabet));
        reading.put(Envelope.SEGMENT_TERMINATOR, character(separators.terminator(), alphabet));
        return new Envelope(standard, reading.fields);
    }

    static Envelope group(EdiStandard standard, Segment header) {
        Envelopes reading = new Envelopes(header);
        switch (standard) {
            case X12 -> reading.gs();
            case EDIFACT -> reading.ung();
            case TRADACOMS -> reading.put(Envelope.CONTROL, 1, 1);
        }
        return new Envelope(standard, reading.fields);
    }

    /** {@code group} tells the version of an X12 transaction set that names none. */
    static Envelope transaction(EdiStandard standard, Segment header, @Nullable Unit group) {
        Envelopes reading = new Envelopes(header);
        switch (standard) {
            case X12 -> reading.st(group == null ? "" : group.envelope().version());
            case EDIFACT -> reading.unh();
            case TRADACOMS -> reading.mhd();
        }
        return new Envelope(standard, reading.fields);
    }

    private static String character(int unit, Alphabet alphabet) {
        if (unit > 0xFF) {
            byte[] bytes = BigInteger.valueOf(unit & 0xFFFFFFFFL).toByteArray();
            return new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
        }
        return unit < 0 ? "" : String.valueOf(alphabet.at(unit));
    }

    private void isa() {
        put(Envelope.SENDER_QUALIFIER, 5, 1);
        put(Envelope.SENDER, 6, 1);
        put(Envelope.RECEIVER_QUALIFIER, 7, 1);
        put(Envelope.RECEIVER, 8, 1);
        put(Envelope.DATE, 9, 1);
        put(Envelope.TIME, 10, 1);
        put(Envelope.VERSION, 12, 1);
        put(Envelope.CONTROL, 13, 1);
        put(Envelope.ACKNOWLEDGE, 14, 1);
        put(Envelope.TEST, 15, 1);
    }

    private void gs() {
        put(Envelope.FUNCTION, 1, 1);
        put(Envelope.SENDER, 2, 1);
        put(Envelope.RECEIVER, 3, 1);
        put(Envelope.DATE, 4, 1);
        put(Envelope.TIME, 5, 1);
        put(Envelope.CONTROL, 6, 1);
        put(Envelope.AGENCY, 7, 1);
        put(Envelope.VERSION, 8, 1);
    }

    private void st(String groupVersion) {
        put(Envelope.TYPE, 1, 1);
        put(Envelope.CONTROL, 2, 1);
        put(Envelope.VERSION, segment.text(3).isEmpty() ? groupVersion : segment.text(3));
    }

    private void unb() {
        put(Envelope.SYNTAX, 1, 1);
        put(Envelope.SYNTAX_VERSION, 1, 2);
        put(Envelope.SENDER, 2, 1);
        put(Envelope.SENDER_QUALIFIER, 2, 2);
        put(Envelope.SENDER_ROUTING, 2, 3);
        put(Envelope.RECEIVER, 3, 1);
        put(Envelope.RECEIVER_QUALIFIER, 3, 2);
        put(Envelope.RECEIVER_ROUTING, 3, 3);
        put(Envelope.DATE, 4, 1);
        put(Envelope.TIME, 4, 2);
        put(Envelope.CONTROL, 5, 1);
        put(Envelope.APPLICATION, 7, 1);
        put(Envelope.ACKNOWLEDGE, 9, 1);
        put(Envelope.TEST, 11, 1);
    }

    private void ung() {
        put(Envelope.FUNCTION, 1, 1);
        put(Envelope.SENDER, 2, 1);
        put(Envelope.SENDER_QUALIFIER, 2, 2);
        put(Envelope.RECEIVER, 3, 1);
        put(Envelope.RECEIVER_QUALIFIER, 3, 2);
        put(Envelope.DATE, 4, 1);
        put(Envelope.TIME, 4, 2);
        put(Envelope.CONTROL, 5, 1);
        put(Envelope.AGENCY, 6, 1);
        put(Envelope.VERSION, segment.text(7, 1) + segment.text(7, 2));
    }

    private void unh() {
        put(Envelope.TYPE, 2, 1);
        put(Envelope.CONTROL, 1, 1);
        put(Envelope.VERSION, segment.text(2, 2) + segment.text(2, 3));
        put(Envelope.AGENCY, 2, 4);
        put(Envelope.ASSOCIATION, 2, 5);
    }

    private void stx() {
        put(Envelope.SYNTAX, 1, 1);
        put(Envelope.SYNTAX_VERSION, 1, 2);
        put(Envelope.SENDER, 2, 1);
        put(Envelope.RECEIVER, 3, 1);
        put(Envelope.DATE, 4, 1);
        put(Envelope.TIME, 4, 2);
        put(Envelope.CONTROL, 5, 1);
        put(Envelope.APPLICATION, 7, 1);
    }

    private void mhd() {
        put(Envelope.TYPE, 2, 1);
        put(Envelope.CONTROL, 1, 1);
        put(Envelope.VERSION, 2, 2);
    }

    private void put(String name, int element, int component) {
        put(name, segment.text(element, component));
    }

    private void put(String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
    }
}
