package dev.millrace.feed.plan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import org.apache.kafka.connect.data.Schema;

/** Text in a charset with one byte for each character, by a table. */
final class SingleByteReader implements Reader {

    private static final char UNMAPPED = '\uFFFF';

    private final boolean trimsLeft;
    private final boolean trimsRight;
    private final char[] characters;
    private final byte[] latin;
    private final boolean isLatin;
    private final boolean[] blank = new boolean[256];

    /** @param charset one that {@link #fits} */
    SingleByteReader(Charset charset, Trim trim) {
        this.trimsLeft = trim.left();
        this.trimsRight = trim.right();
        this.characters = table(charset);
        this.latin = new byte[256];
        boolean within = true;
        for (int i = 0; i < characters.length; i++) {
            within &= characters[i] <= 0xFF;
            latin[i] = (byte) characters[i];
            blank[i] = characters[i] == ' ' || characters[i] == 0;
        }
        this.isLatin = within;
    }

    /** Whether each byte is a character for itself, or none. */
    static boolean fits(Charset charset) {
        return charset.canEncode() && charset.newEncoder().maxBytesPerChar() <= 1;
    }

    /** The character of each byte. */
    static char[] table(Charset charset) {
        char[] table = new char[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = character(charset, (byte) i);
        }
        return table;
    }

    private static char character(Charset charset, byte one) {
        try {
            CharBuffer character = charset.newDecoder().decode(ByteBuffer.wrap(new byte[] {one}));
            return character.length() == 1 ? character.get(0) : UNMAPPED;
        } catch (CharacterCodingException e) {
            return UNMAPPED;
        }
    }

    @Override
    public Schema schema() {
        return Schema.OPTIONAL_STRING_SCHEMA;
    }

    @Override
    public Object read(Cursor cursor, int at, int length) {
        byte[] bytes = cursor.bytes;
        int first = at;
        int end = at + length;
        if (trimsRight) {
            while (end > first && blank[bytes[end - 1] & 0xFF]) {
                end--;
            }
        }
        if (trimsLeft) {
            while (first < end && blank[bytes[first] & 0xFF]) {
                first++;
            }
        }
        if (first == end) {
            return "";
        }
        return isLatin ? latin(cursor, first, end - first) : any(bytes, first, end - first);
    }

    private String latin(Cursor cursor, int first, int length) {
        byte[] text = length <= cursor.scratch.length ? cursor.scratch : new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = latin[cursor.bytes[first + i] & 0xFF];
        }
        return new String(text, 0, length, ISO_8859_1);
    }

    private Object any(byte[] bytes, int first, int length) {
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            char character = characters[bytes[first + i] & 0xFF];
            if (character == UNMAPPED) {
                return Flaw.UNDECODABLE;
            }
            text[i] = character;
        }
        return new String(text);
    }
}
