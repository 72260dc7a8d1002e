package dev.millrace.http.signature;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What the body must be where a right signature alone does not prove who made it. */
enum BodyRule {
    /** Whatever it is. */
    ANY,
    /**
     * Well-formed UTF-8. A bare hash over secret and body can be continued by whoever has seen one, but only behind its padding,
     * whose first byte, 0x80, is never the first of a character (FIPS 180-4 section 5.1.1).
     */
    TEXT,
    /** The beginning of a JSON object. A handshake signs short texts for anybody with the same key, none of which begins so. */
    OBJECT;

    boolean isKept(byte[] body) {
        return switch (this) {
            case ANY -> true;
            case TEXT -> isText(body);
            case OBJECT -> beginsWithBrace(body);
        };
    }

    private static boolean isText(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .remaining()
                    >= 0;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    private static boolean beginsWithBrace(byte[] body) {
        int at = 0;
        while (at < body.length && (body[at] == ' ' || body[at] == '\t' || body[at] == '\r' || body[at] == '\n')) {
            at++;
        }
        return at < body.length && body[at] == '{';
    }
}
