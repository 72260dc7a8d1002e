package dev.millrace.feed.format;

import dev.millrace.feed.layout.Column;
import dev.millrace.feed.layout.Layout;
import java.nio.charset.CharacterCodingException;

/** The text of one record, and where its units lie in it: a byte or a character may be less or more than one char. */
final class FixedWidthText {

    private final ByteWindow window;
    private final Encoding encoding;
    private final boolean bytes;
    private final String text;
    private final int units;

    private FixedWidthText(ByteWindow window, Encoding encoding, boolean bytes, String text, int units) {
        this.window = window;
        this.encoding = encoding;
        this.bytes = bytes;
        this.text = text;
        this.units = units;
    }

    /**
     * The text of the window's first bytes; to be used before the window moves.
     *
     * @throws CharacterCodingException when they are no characters of the charset
     */
    static FixedWidthText of(ByteWindow window, int length, Layout.Unit unit, Encoding encoding)
            throws CharacterCodingException {
        String text = encoding.decode(window.bytes(), window.from(), length);
        boolean bytes = unit == Layout.Unit.BYTE;
        int units = bytes ? length : text.codePointCount(0, text.length());
        return new FixedWidthText(window, encoding, bytes, text, units);
    }

    String text() {
        return text;
    }

    int units() {
        return units;
    }

    /** The index in the text at which a unit begins; -1 behind the end and inside of a character. */
    int place(int unit) {
        if (unit > units) {
            return -1;
        }
        if (isPlain()) {
            return unit;
        }
        try {
            return bytes
                    ? encoding.decode(window.bytes(), window.from(), unit).length()
                    : text.offsetByCodePoints(0, unit);
        } catch (CharacterCodingException inside) {
            return -1;
        }
    }

    /**
     * What stands in a column that the record reaches.
     *
     * @throws CharacterCodingException when it begins or ends inside of a character
     */
    String slice(Column column) throws CharacterCodingException {
        if (isPlain()) {
            return text.substring(column.at(), column.end());
        }
        if (bytes) {
            return encoding.decode(window.bytes(), window.from() + column.at(), column.length());
        }
        int from = text.offsetByCodePoints(0, column.at());
        return text.substring(from, text.offsetByCodePoints(from, column.length()));
    }

    /** Whether each unit is one char. */
    private boolean isPlain() {
        return text.length() == units;
    }
}
