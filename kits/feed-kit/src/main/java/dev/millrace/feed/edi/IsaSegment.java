package dev.millrace.feed.edi;

import java.io.IOException;

/**
 * The first segment of an interchange of X12. Sixteen elements, each with its width, tell the separators by what stands at
 * their places (X12.5).
 *
 * @param text its bytes without line breaks; the first {@code length} of the array
 * @param wrapped whether lines break within it
 * @param fixedWidth whether its elements have the widths that the standard fixes
 * @param total how many bytes it takes in the stream, its terminator included
 */
@SuppressWarnings("ArrayRecordComponent")
record IsaSegment(byte[] text, int length, Separators separators, boolean wrapped, boolean fixedWidth, int total) {

    /** What {@link #find} says where the bytes end within it. */
    static final int CUT = -1;
    /** What {@link #find} says where it is none. */
    static final int NO_END = -2;

    private static final int LONGEST = 1024;

    /** The index of its last byte, the component separator, of the segment that begins with the next byte. */
    static int find(ScannedBytes bytes, Alphabet alphabet) throws IOException {
        int index = 3;
        int separator = bytes.holds(4) ? bytes.at(3) : -1;
        int found = 0;
        while (found < 16 && index <= LONGEST && bytes.holds(index + 3)) {
            found += bytes.at(index) == separator ? 1 : 0;
            index++;
        }
        if (found < 16) {
            return index > LONGEST ? NO_END : CUT;
        }
        return alphabet.isWord(bytes.at(index + 1)) ? CUT : index;
    }

    /** Reads the one that {@link #find} found. */
    static IsaSegment read(ScannedBytes bytes, Alphabet alphabet, int index) throws IOException {
        int separator = bytes.at(3);
        byte[] plain = new byte[index + 1];
        int length = 0;
        int characters = 0;
        int places = 0;
        boolean wrapped = false;
        for (int i = 0; i <= index; i++) {
            int unit = bytes.at(i);
            if (alphabet.isReturn(unit) || alphabet.isLineFeed(unit)) {
                wrapped |= i < index;
                continue;
            }
            places += unit == separator && isPlace(characters) ? 1 : 0;
            characters += alphabet.isContinuation(unit) ? 0 : 1;
            plain[length++] = (byte) unit;
        }
        int end = index + 1;
        int terminator = bytes.at(end++);
        while (terminator >= 0xC2 && end < index + 5 && bytes.holds(end + 1) && (bytes.at(end) & 0xC0) == 0x80) {
            terminator = (terminator << 8) | bytes.at(end++);
        }
        Separators separators = new Separators(
                Separators.NONE, separator, bytes.at(index), Separators.NONE, Separators.NONE, terminator);
        return new IsaSegment(
                plain,
                length,
                separators.withRepetition(repetition(plain, separator, alphabet)),
                wrapped,
                places == 16 && characters == 105,
                end);
    }

    SegmentScanner.Content content(String tag) {
        return new SegmentScanner.Content(text, 0, length, tag, -1);
    }

    private static boolean isPlace(int index) {
        return switch (index) {
            case 3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103 -> true;
            default -> false;
        };
    }

    /** ISA11 separates repetitions from version 00402 on, where it is no letter; before, it names a standards body. */
    private static int repetition(byte[] isa, int separator, Alphabet alphabet) {
        int element = 0;
        for (int i = 3; i + 1 < isa.length; i++) {
            element += (isa[i] & 0xFF) == separator ? 1 : 0;
            if (element == 11) {
                int unit = isa[i + 1] & 0xFF;
                return alphabet.isWord(unit) || alphabet.isNoise(unit) || unit == separator ? Separators.NONE : unit;
            }
        }
        return Separators.NONE;
    }
}
