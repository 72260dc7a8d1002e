package dev.millrace.feed.edi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the first segment of an interchange, a group or a transaction set says, by the names of this class. Immutable.
 *
 * @param standard whose segment it was
 * @param fields in the segment's order; what the segment leaves out is absent; ends of blanks are cut off
 */
record Envelope(EdiStandard standard, Map<String, String> fields) {

    static final String SENDER = "sender";
    static final String SENDER_QUALIFIER = "sender.qualifier";
    static final String RECEIVER = "receiver";
    static final String RECEIVER_QUALIFIER = "receiver.qualifier";
    static final String DATE = "date";
    static final String TIME = "time";
    /** ISA13, GS06, ST02; UNB 0020, UNG 0048, UNH 0062; STX SNRF, MHD 1. */
    static final String CONTROL = "control";
    /** ISA12, GS08, ST03; UNG S008 and UNH S009 version and release, such as D96A; the number of a TRADACOMS message. */
    static final String VERSION = "version";
    /** ISA15, or 1 in UNB 0035. */
    static final String TEST = "test";
    /** ISA14, or UNB 0031. */
    static final String ACKNOWLEDGE = "acknowledge";
    /** GS01, UNG 0038. */
    static final String FUNCTION = "function";
    /** ST01; UNH S009 type; MHD type. */
    static final String TYPE = "type";
    /** GS07; UNG 0051, UNH S009 agency. */
    static final String AGENCY = "agency";
    /** UNH S009 association code. */
    static final String ASSOCIATION = "association";
    /** UNB S001 syntax identifier, STX syntax. */
    static final String SYNTAX = "syntax";
    /** UNB S001 syntax version. */
    static final String SYNTAX_VERSION = "syntax.version";
    /** UNB 0026. */
    static final String APPLICATION = "application";
    /** UNB 0008 and 0014, where they are given. */
    static final String SENDER_ROUTING = "sender.routing";

    static final String RECEIVER_ROUTING = "receiver.routing";

    /** The separators of the interchange, on its envelope only; each one character. */
    static final String ELEMENT_SEPARATOR = "separator.element";

    static final String COMPONENT_SEPARATOR = "separator.component";
    static final String REPETITION_SEPARATOR = "separator.repetition";
    static final String SEGMENT_TERMINATOR = "separator.segment";
    static final String RELEASE_CHARACTER = "separator.release";

    Envelope {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The field, or an empty text where the segment leaves it out. */
    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    String sender() {
        return field(SENDER);
    }

    String senderQualifier() {
        return field(SENDER_QUALIFIER);
    }

    String receiver() {
        return field(RECEIVER);
    }

    String receiverQualifier() {
        return field(RECEIVER_QUALIFIER);
    }

    String date() {
        return field(DATE);
    }

    String time() {
        return field(TIME);
    }

    String control() {
        return field(CONTROL);
    }

    String version() {
        return field(VERSION);
    }

    String type() {
        return field(TYPE);
    }

    String function() {
        return field(FUNCTION);
    }

    /** Whether the sender asks for an acknowledgement of the interchange. */
    boolean asksForAcknowledgement() {
        return field(ACKNOWLEDGE).equals("1");
    }

    /** Whether the sender marks it as a test. */
    boolean test() {
        return field(TEST).equals("T") || field(TEST).equals("1");
    }
}
