package dev.millrace.feed.plan;

import java.util.BitSet;
import org.apache.kafka.connect.data.Schema;

/** The bits that say which fields follow. A wrong one makes the places of all fields behind it unknown. */
final class BitmapDecoder implements Decoder {

    private final Coding.Bitmap coding;
    private final BitSet known = new BitSet();

    BitmapDecoder(Coding.Bitmap coding) {
        this.coding = coding;
        coding.known().forEach(known::set);
    }

    @Override
    public Schema schema() {
        return Schema.OPTIONAL_STRING_SCHEMA;
    }

    @Override
    public Object decode(Cursor cursor) throws CorruptField {
        StringBuilder text = new StringBuilder();
        int blocks = 0;
        boolean more = true;
        while (more) {
            if (++blocks > Coding.Bitmap.MOST_BLOCKS) {
                throw CorruptField.of("unknown-bit", "it says that more bitmaps follow than there may be");
            }
            int begin = text.length();
            for (int i = 0; i < 2 * coding.bytes(); i++) {
                text.append(Character.toUpperCase(Character.forDigit(digit(cursor, i), 16)));
            }
            cursor.at += coding.bytes() * (coding.hexText() ? 2 : 1);
            more = coding.chained() && text.charAt(begin) >= '8';
        }
        check(text);
        return text.toString();
    }

    private int digit(Cursor cursor, int index) throws CorruptField {
        int at = cursor.at + (coding.hexText() ? index : index / 2);
        if (at >= cursor.end) {
            throw CorruptField.of(Flaw.TOO_SHORT.code(), Flaw.TOO_SHORT.sentence());
        }
        int one = cursor.bytes[at] & 0xFF;
        if (!coding.hexText()) {
            return index % 2 == 0 ? one >> 4 : one & 0xF;
        }
        int digit = one < 0x80 ? Character.digit(one, 16) : ebcdic(one);
        if (digit < 0) {
            throw CorruptField.of(Flaw.INVALID_DIGIT.code(), Flaw.INVALID_DIGIT.sentence());
        }
        return digit;
    }

    /** The digit of an EBCDIC character, which no ASCII character can be mistaken for. */
    private static int ebcdic(int one) {
        if (one >= 0xF0 && one <= 0xF9) {
            return one - 0xF0;
        }
        int letter = one | 0x40;
        return letter >= 0xC1 && letter <= 0xC6 ? letter - 0xC1 + 10 : -1;
    }

    private void check(StringBuilder text) throws CorruptField {
        if (known.isEmpty()) {
            return;
        }
        for (int bit = 1; bit <= 4 * text.length(); bit++) {
            boolean set = (Character.digit(text.charAt((bit - 1) / 4), 16) >> (3 - (bit - 1) % 4) & 1) == 1;
            boolean chains = coding.chained() && bit % (coding.bytes() * 8) == 1;
            if (set && !chains && !known.get(bit)) {
                throw CorruptField.of("unknown-bit", "bit " + bit + " announces a field that the layout does not have");
            }
        }
    }
}
