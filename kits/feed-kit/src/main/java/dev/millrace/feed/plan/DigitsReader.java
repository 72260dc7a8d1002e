package dev.millrace.feed.plan;

import org.apache.kafka.connect.data.Schema;

/** Half bytes as text. */
final class DigitsReader implements Reader {

    private static final String CHARACTERS = "0123456789ABCDEF";
    private static final int FILL = 0xF;

    private final Coding.Digits coding;
    private final int most;

    DigitsReader(Coding.Digits coding) {
        this.coding = coding;
        this.most = coding.letters() ? 0xF : 9;
    }

    @Override
    public Schema schema() {
        return Schema.OPTIONAL_STRING_SCHEMA;
    }

    @Override
    public Object read(Cursor cursor, int at, int length) {
        return digits(cursor.bytes, at, coding.length().most());
    }

    /** The text of some half bytes, or a flaw. */
    Object digits(byte[] bytes, int at, int count) {
        int first = count % 2 == 1 && coding.padsLeft() ? 1 : 0;
        if (count % 2 == 1 && !isPad(nibble(bytes, at, first == 1 ? 0 : count))) {
            return Flaw.INVALID_DIGIT;
        }
        char[] text = new char[count];
        for (int i = 0; i < count; i++) {
            int nibble = nibble(bytes, at, first + i);
            if (nibble > most) {
                return Flaw.INVALID_DIGIT;
            }
            text[i] = CHARACTERS.charAt(nibble);
        }
        return new String(text);
    }

    private static boolean isPad(int nibble) {
        return nibble == 0 || nibble == FILL;
    }

    private static int nibble(byte[] bytes, int at, int index) {
        int pair = bytes[at + index / 2];
        return index % 2 == 0 ? pair >> 4 & 0xF : pair & 0xF;
    }
}
