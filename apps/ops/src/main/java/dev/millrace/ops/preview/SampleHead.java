package dev.millrace.ops.preview;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** The first bytes of a sample, unpacked, and the charset that they are in. */
final class SampleHead {

    private static final int LONGEST_CHARACTER = 4;

    private final byte[] bytes;
    private final boolean isAll;

    /**
     * Takes bytes, which nobody changes any more.
     *
     * @param isAll whether the sample ends with them
     */
    SampleHead(byte[] bytes, boolean isAll) {
        this.bytes = bytes;
        this.isAll = isAll;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Whether the sample ends with them. */
    boolean isAll() {
        return isAll;
    }

    /** Whether these are texts in EBCDIC: more of its letters, digits and spaces than of ASCII's. */
    boolean isEbcdic() {
        int ebcdic = 0;
        int ascii = 0;
        for (byte each : bytes) {
            int value = each & 0xFF;
            boolean letter = (value >= 0xC1 && value <= 0xE9) || (value >= 0x81 && value <= 0xA9);
            ebcdic += value == 0x40 || letter || (value >= 0xF0 && value <= 0xF9) ? 1 : 0;
            ascii += (value >= 0x20 && value < 0x7F) || value == '\n' || value == '\r' || value == '\t' ? 1 : 0;
        }
        return ebcdic > ascii && ebcdic * 2 > bytes.length;
    }

    /** Whether there are bytes that no text has, in any charset of one byte that is not EBCDIC. */
    boolean isBinary() {
        int control = 0;
        for (byte each : bytes) {
            int value = each & 0xFF;
            control += value < 0x20 && value != '\n' && value != '\r' && value != '\t' && value != '\f' ? 1 : 0;
        }
        return control * 100 > bytes.length;
    }

    /** UTF-16 by its mark, UTF-8 where the bytes are that, else the charset of Windows in the west. */
    Charset charset() {
        if (begins(0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        if (begins(0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        // The last character may be cut.
        int mostCut = isAll ? 0 : Math.min(LONGEST_CHARACTER - 1, bytes.length);
        boolean isUtf8 = IntStream.rangeClosed(0, mostCut).anyMatch(cut -> isUtf8(bytes.length - cut));
        return isUtf8 ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
    }

    private boolean isUtf8(int length) {
        try {
            CharBuffer unused = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private boolean begins(int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}
