package dev.millrace.http.auth;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in an envelope a header block goes: in front of all others in its Header, or in a new one before its Body.
 *
 * @param at the position in the bytes
 * @param prefix of the envelope's names, with its colon; empty for none
 * @param before what opens a Header there; empty where it is open
 * @param after what closes it; likewise
 * @param skip how many bytes are left out there: those of an empty Header
 */
record SoapHeader(int at, String prefix, String before, String after, int skip) {

    /** Far more than an envelope opens with. */
    private static final int LONGEST_OPENING = 64 * 1024;

    private static final String GAP = "(?:\\s++|<!--.*?-->|<\\?.*?\\?>)*+";

    private static final String QUOTED = "\"[^\"]*+\"|'[^']*+'";

    /** Without a document type, which an envelope must not have (SOAP 1.1 section 3, SOAP 1.2 part 1 section 5). */
    private static final Pattern OPENING = Pattern.compile(
            "^\uFEFF?" + GAP + "<((?:[\\w.-]++:)?)Envelope(?:\\s(?:[^<>\"']++|" + QUOTED + ")*+)?>" + GAP
                    + "<\\1(Header|Body)((?:\\s(?:[^<>\"'/]++|/(?!>)|" + QUOTED + ")*+)?)(/?)>",
            Pattern.DOTALL);

    static SoapHeader of(byte[] envelope) {
        // One character for each byte, so that positions are those of the bytes.
        String text = new String(envelope, 0, Math.min(envelope.length, LONGEST_OPENING), StandardCharsets.ISO_8859_1);
        Matcher opening =
                OPENING.matcher(text.startsWith("\u00ef\u00bb\u00bf") ? "\uFEFF  " + text.substring(3) : text);
        if (!opening.find()) {
            throw new ConnectorFailure(
                    FailureKind.MALFORMED,
                    "no-soap-envelope",
                    "the body is no SOAP envelope in UTF-8, so there is no place for soap.security: set http.body=soap");
        }
        String prefix = opening.group(1);
        String open = "<" + prefix + "Header>";
        String close = "</" + prefix + "Header>";
        if (opening.group(2).equals("Body")) {
            return new SoapHeader(opening.start(2) - prefix.length() - 1, prefix, open, close, 0);
        }
        if (opening.group(4).isEmpty()) {
            return new SoapHeader(opening.end(), prefix, "", "", 0);
        }
        int begin = opening.start(2) - prefix.length() - 1;
        String reopened = "<" + prefix + "Header" + opening.group(3) + ">";
        return new SoapHeader(begin, prefix, reopened, close, opening.end() - begin);
    }

    /** The envelope with a block more. */
    byte[] insert(byte[] envelope, String block) {
        byte[] more = (before + block + after).getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[envelope.length - skip + more.length];
        System.arraycopy(envelope, 0, whole, 0, at);
        System.arraycopy(more, 0, whole, at, more.length);
        int rest = at + skip;
        System.arraycopy(envelope, rest, whole, at + more.length, envelope.length - rest);
        return whole;
    }
}
