package dev.millrace.partner.tcp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An acknowledgement as a sender got it.
 *
 * @param text the message between the framing bytes, one letter per byte (Latin-1)
 * @param attempts how often the message was sent until this came
 */
public record MllpAck(String text, int attempts) {

    /** MSA-1: AA, AE, AR, or in enhanced mode CA, CE, CR. */
    public String code() {
        return new Hl7Text(text).field("MSA", 1);
    }

    /** MSA-2: the control id of the message that is meant. */
    public String controlId() {
        return new Hl7Text(text).field("MSA", 2);
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * What is wrong with this as an acknowledgement of that message; nothing when a careful sender would take it (HL7 2.5.1,
     * chapter 2, sections 2.9 and 2.15.9).
     */
    public List<String> problemsAsAnswerTo(String messageText) {
        Hl7Text message = new Hl7Text(messageText);
        Hl7Text ack = new Hl7Text(text);
        List<String> problems = new ArrayList<>();
        same(problems, "MSH-2", message.field("MSH", 2), ack.field("MSH", 2));
        same(problems, "the field separator", message.divider(), ack.divider());
        same(problems, "MSH-3, from MSH-5,", message.field("MSH", 5), ack.field("MSH", 3));
        same(problems, "MSH-4, from MSH-6,", message.field("MSH", 6), ack.field("MSH", 4));
        same(problems, "MSH-5, from MSH-3,", message.field("MSH", 3), ack.field("MSH", 5));
        same(problems, "MSH-6, from MSH-4,", message.field("MSH", 4), ack.field("MSH", 6));
        same(problems, "MSH-9.1", "ACK", ack.component("MSH", 9, 1));
        same(problems, "MSH-9.2", message.component("MSH", 9, 2), ack.component("MSH", 9, 2));
        same(problems, "MSH-9.3", message.since(2, 3, 1) ? "ACK" : "", ack.component("MSH", 9, 3));
        same(problems, "MSH-11", message.field("MSH", 11), ack.field("MSH", 11));
        same(problems, "MSH-12", message.field("MSH", 12), ack.field("MSH", 12));
        same(problems, "MSH-18", message.field("MSH", 18), ack.field("MSH", 18));
        same(problems, "MSA-2", message.field("MSH", 10), controlId());
        if (ack.field("MSH", 7).isEmpty() || ack.field("MSH", 10).isEmpty()) {
            problems.add("MSH-7 and MSH-10 are required");
        }
        if (!code().matches(message.enhanced() ? "C[AER]" : "A[AER]")) {
            problems.add("MSA-1 is " + code());
        }
        if (!text.endsWith("\r")) {
            problems.add("the last segment has no end");
        }
        return problems;
    }

    private static void same(List<String> problems, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            problems.add(what + " should be " + expected + " and is " + found);
        }
    }
}
