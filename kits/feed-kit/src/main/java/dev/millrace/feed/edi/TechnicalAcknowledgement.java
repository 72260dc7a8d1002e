package dev.millrace.feed.edi;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/**
 * TA1, the interchange acknowledgement of X12 (ASC X12.56): one segment in an envelope without groups, about ISA and IEA
 * only.
 */
final class TechnicalAcknowledgement {

    private TechnicalAcknowledgement() {}

    /**
     * The whole answer; read-only.
     *
     * @param status accepted, accepted with errors, or rejected: what is within the groups does not count
     */
    static ByteBuffer write(Envelope received, AcknowledgementStatus status, InterchangeNote note, Charset charset) {
        X12Interchange interchange = new X12Interchange(received, 0, charset);
        interchange
                .segments()
                .segment("TA1")
                .element(control(received.control()))
                .element(X12Interchange.date(received))
                .element(X12Interchange.time(received))
                .element(status.code())
                .element(note.code())
                .end();
        return interchange.end();
    }

    /** ISA13 as received, nine digits: the partner knows it by that. What is no digit in a broken one can't be told. */
    private static String control(String received) {
        String digits = received.replaceAll("\\D", "");
        return digits.length() < 9 ? "0".repeat(9 - digits.length()) + digits : digits.substring(digits.length() - 9);
    }
}
