package dev.millrace.feed.edi;

import dev.millrace.feed.format.ByteWindow;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds segments in a stream, and the separators that each interchange begins with. Memory is bounded by the largest
 * segment it may keep. Not thread-safe.
 *
 * <p>Sources: X12.5 (ISA's fixed width), ISO 9735-1 (UNA and the defaults), the TRADACOMS syntax rules (GS1 UK).
 */
final class SegmentScanner implements Closeable {

    /** What {@link #next} found. */
    enum Found {
        /** ISA, UNB or STX, where it begins an interchange. */
        HEADER,
        SEGMENT,
        JUNK,
        TRUNCATED_HEADER,
        END
    }

    /**
     * The bytes of a segment, without terminator and without line breaks; valid until the next call.
     *
     * @param binaryFrom where in the array raw bytes begin that go on to the segment's end; -1 without
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Content(byte[] bytes, int from, int length, String tag, int binaryFrom) {}

    private static final int LONGEST_HEADER = 1024;
    private static final int KEPT_OF_OVERSIZED = 128;
    private static final int LONGEST_TAG = 16;
    private static final int BLOCK = 32 * 1024;
    private static final byte TERMINATOR = 1;
    private static final byte RELEASE = 2;
    private static final byte BREAK = 3;

    private final ScannedBytes bytes;
    private final Alphabet alphabet;
    private final int maxBytes;
    private final Map<Integer, String> tags = new HashMap<>();
    private final byte[] headers;

    private EdiStandard standard = EdiStandard.X12;
    private @Nullable Separators separators;
    private final byte[] classes = new byte[256];
    private int terminatorLength = 1;
    private long start;
    private long startLine;
    private Content content = new Content(new byte[0], 0, 0, "", -1);
    private boolean wrapped;
    private boolean oversized;
    private boolean unterminated;
    private boolean badBinaryLength;
    private boolean wrongBinaryLength;
    private boolean fixedWidth;

    SegmentScanner(ByteWindow window, Alphabet alphabet, int maxBytes, long offset, long line) {
        this.bytes = new ScannedBytes(window, alphabet, offset, line);
        this.alphabet = alphabet;
        this.maxBytes = maxBytes;
        this.headers = "ISAUNAUNBSTX=BINBDS".getBytes(alphabet.charset());
    }

    /** Goes on in an interchange that began before the stream handed over did. */
    void resume(EdiStandard resumed, Separators with) {
        standard = resumed;
        use(with);
    }

    /** The content of a segment that was read before. */
    Content contentOf(byte[] text) {
        return new Content(text, 0, text.length, tag(text, 0, text.length), -1);
    }

    EdiStandard standard() {
        return standard;
    }

    @Nullable
    Separators separators() {
        return separators;
    }

    /** Where the segment begins. */
    long start() {
        return start;
    }

    long startLine() {
        return startLine;
    }

    /** Where the segment ends, its terminator included. */
    long end() {
        return bytes.offset();
    }

    long endLine() {
        return bytes.line();
    }

    Content content() {
        return content;
    }

    boolean wrapped() {
        return wrapped;
    }

    /** Whether it is larger than what may be kept; only its beginning is then there. */
    boolean oversized() {
        return oversized;
    }

    boolean unterminated() {
        return unterminated;
    }

    boolean badBinaryLength() {
        return badBinaryLength;
    }

    /** Whether no terminator stands behind the bytes that a binary segment announces. */
    boolean wrongBinaryLength() {
        return wrongBinaryLength;
    }

    /** Whether ISA has the width that the standard fixes. */
    boolean fixedWidth() {
        return fixedWidth;
    }

    /** Whether the segment begins as X12 and EDIFACT write their tags. */
    boolean tagIsWellFormed() {
        String tag = content.tag();
        int least = standard == EdiStandard.X12 ? 2 : 3;
        if (tag.length() < least || tag.length() > 3 || tag.charAt(0) < 'A' || tag.charAt(0) > 'Z') {
            return false;
        }
        for (int i = 1; i < tag.length(); i++) {
            char c = tag.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** The next segment, whose bytes end at {@link #end()}; {@code inside} tells whether an interchange is open. */
    Found next(boolean inside) throws IOException {
        bytes.drop();
        wrapped = false;
        oversized = false;
        unterminated = false;
        badBinaryLength = false;
        wrongBinaryLength = false;
        skipNoise();
        start = bytes.offset();
        startLine = bytes.line();
        if (!bytes.holds(1)) {
            return Found.END;
        }
        int header = headerAt(0);
        if (header >= 0) {
            return header(header);
        }
        if (!inside && !beginsSegment()) {
            return junk();
        }
        segment();
        return Found.SEGMENT;
    }

    private Found header(int kind) throws IOException {
        return switch (kind) {
            case 0 -> isa();
            case 3 -> una();
            case 6 -> {
                standard = EdiStandard.EDIFACT;
                use(Separators.ofEdifact(alphabet));
                yield unb(false);
            }
            default -> {
                standard = EdiStandard.TRADACOMS;
                use(Separators.ofTradacoms(alphabet));
                segment();
                yield Found.HEADER;
            }
        };
    }

    /** Which header begins there: the index of its tag in the list of tags; -1 for none. */
    private int headerAt(int index) throws IOException {
        if (!bytes.holds(index + 1)
                || (bytes.at(index) != (headers[0] & 0xFF)
                        && bytes.at(index) != (headers[3] & 0xFF)
                        && bytes.at(index) != (headers[9] & 0xFF))) {
            return -1;
        }
        if (!bytes.holds(index + 4)) {
            return bytes.available() - index == 3 && bytes.matches(index, headers, 0, 3) ? 0 : -1;
        }
        if (bytes.matches(index, headers, 9, 4)) {
            return 9;
        }
        int next = bytes.at(index + 3);
        if (alphabet.isWord(next) || alphabet.isNoise(next)) {
            return -1;
        }
        if (bytes.matches(index, headers, 0, 3)) {
            // An element of EDIFACT may be called ISA; a header would bring other separators.
            boolean other = standard != EdiStandard.X12 && separators != null && separators.endsTag(next);
            return other ? -1 : 0;
        }
        if (bytes.matches(index, headers, 3, 3)) {
            return 3;
        }
        return bytes.matches(index, headers, 6, 3) && next == alphabet.unit('+') ? 6 : -1;
    }

    private Found isa() throws IOException {
        int length = IsaSegment.find(bytes, alphabet);
        if (length < 0) {
            return length == IsaSegment.NO_END ? junk() : truncated();
        }
        IsaSegment isa = IsaSegment.read(bytes, alphabet, length);
        wrapped |= isa.wrapped();
        fixedWidth = isa.fixedWidth();
        standard = EdiStandard.X12;
        use(isa.separators());
        content = isa.content(tag(isa.text(), 0, isa.length()));
        bytes.take(isa.total(), wrapped || endsLines());
        return Found.HEADER;
    }

    /** ISO 9735-1: UNA is followed by six characters, and by UNB. */
    private Found una() throws IOException {
        if (!bytes.holds(9)) {
            return truncated();
        }
        int repetition = bytes.at(7);
        int release = bytes.at(6);
        standard = EdiStandard.EDIFACT;
        use(new Separators(
                Separators.NONE,
                bytes.at(4),
                bytes.at(3),
                alphabet.isNoise(repetition) || alphabet.isWord(repetition) ? Separators.NONE : repetition,
                alphabet.isNoise(release) ? Separators.NONE : release,
                bytes.at(8)));
        bytes.take(9, true);
        bytes.drop();
        skipNoise();
        if (!bytes.holds(4)) {
            bytes.take(bytes.available(), true);
            return Found.TRUNCATED_HEADER;
        }
        if (!bytes.matches(0, headers, 6, 3)) {
            segment();
            return Found.SEGMENT;
        }
        return unb(true);
    }

    /** Version 4 repeats with an asterisk where UNA says nothing else. */
    private Found unb(boolean told) throws IOException {
        segment();
        Separators known = separators;
        if (!told && known != null) {
            int index = content.from() + 4;
            int end = content.from() + content.length();
            while (index < end && (content.bytes()[index] & 0xFF) != known.component()) {
                index++;
            }
            if (index + 1 < end && alphabet.at(content.bytes()[index + 1]) == '4') {
                use(known.withRepetition(alphabet.unit('*')));
            }
        }
        return Found.HEADER;
    }

    private Found truncated() throws IOException {
        while (bytes.available() <= LONGEST_HEADER) {
            if (!bytes.more()) {
                bytes.take(bytes.available(), true);
                return Found.TRUNCATED_HEADER;
            }
        }
        return junk();
    }

    /** Outside of interchanges, a segment is what looks like one. */
    private boolean beginsSegment() throws IOException {
        int length = 0;
        while (length < 4 && bytes.holds(length + 1) && alphabet.isWord(bytes.at(length))) {
            length++;
        }
        if (length < 2 || length > 3 || !bytes.holds(length + 1) || !alphabet.isLetter(bytes.at(0))) {
            return false;
        }
        if (separators != null) {
            return separators.endsTag(bytes.at(length));
        }
        boolean edifact = length == 3 && bytes.at(3) == alphabet.unit('+');
        if (edifact) {
            standard = EdiStandard.EDIFACT;
            use(Separators.ofEdifact(alphabet));
        }
        return edifact;
    }

    /** Goes to the next header, or to the stream's end. */
    private Found junk() throws IOException {
        boolean word = alphabet.isWord(bytes.at(0));
        int index = 1;
        while (bytes.holds(index + 1) && (word || headerAt(index) < 0)) {
            word = alphabet.isWord(bytes.at(index));
            index++;
            if (index == BLOCK) {
                bytes.take(index, true);
                bytes.drop();
                index = 0;
            }
        }
        bytes.take(index, true);
        return Found.JUNK;
    }

    private void skipNoise() throws IOException {
        int index = 0;
        while (bytes.holds(index + 1) && alphabet.isNoise(bytes.at(index))) {
            index++;
            if (index == BLOCK) {
                bytes.take(index, true);
                bytes.drop();
                index = 0;
            }
        }
        if (index > 0) {
            bytes.take(index, true);
            bytes.drop();
        }
    }

    /** Finds the terminator of the segment that begins here. */
    private void segment() throws IOException {
        int data = standard == EdiStandard.X12 ? binaryData() : -1;
        if (data >= 0) {
            return;
        }
        int index = 0;
        boolean breaks = false;
        while (true) {
            int base = bytes.base();
            int available = bytes.available();
            byte[] array = bytes.array();
            while (index < available && classes[array[base + index] & 0xFF] == 0) {
                index++;
            }
            if (index < available) {
                int kind = classes[array[base + index] & 0xFF];
                if (kind == TERMINATOR && (terminatorLength == 1 || terminates(index))) {
                    found(index, index + terminatorLength, breaks);
                    return;
                }
                breaks |= kind == BREAK;
                index += kind == RELEASE ? 2 : 1;
            } else if (available > maxBytes && index == available) {
                found(KEPT_OF_OVERSIZED, index, breaks);
                oversized = true;
                content = new Content(copy(content), 0, content.length(), content.tag(), -1);
                bytes.drop();
                index = 0;
            } else if (!bytes.more()) {
                unterminated = true;
                found(withoutNoise(available), available, breaks);
                return;
            }
        }
    }

    /** The end of the data of BIN and BDS, which announce how many bytes they hold (X12.58); -1 for another segment. */
    private int binaryData() throws IOException {
        Separators known = Objects.requireNonNull(separators);
        if (!bytes.holds(4)
                || !known.endsTag(bytes.at(3))
                || !(bytes.matches(0, headers, 13, 3) || bytes.matches(0, headers, 16, 3))) {
            return -1;
        }
        int before = bytes.matches(0, headers, 13, 3) ? 1 : 2;
        int from = 4;
        int index = 4;
        while (before > 0) {
            if (index > LONGEST_HEADER || !bytes.holds(index + 1) || terminates(index)) {
                return -1;
            }
            if (bytes.at(index) == known.element() && --before > 0) {
                from = index + 1;
            }
            index++;
        }
        long length = number(from, index - 1);
        badBinaryLength = length < 0;
        if (length < 0) {
            return -1;
        }
        return length > maxBytes ? skipBinary(index, length) : keepBinary(index, (int) length);
    }

    private int keepBinary(int index, int length) throws IOException {
        int end = index + length;
        if (!bytes.holds(end + terminatorLength)) {
            unterminated = true;
            end = Math.min(end, bytes.available());
        } else if (!terminates(end)) {
            wrongBinaryLength = true;
            return -1;
        }
        bytes.take(Math.min(end + terminatorLength, bytes.available()), true);
        int base = bytes.base();
        content = new Content(bytes.array(), base, end, tag(bytes.array(), base, 4), base + Math.min(index, end));
        return end;
    }

    private int skipBinary(int index, long length) throws IOException {
        oversized = true;
        content = new Content(new byte[0], 0, 0, tag(bytes.array(), bytes.base(), 4), -1);
        long left = index + length;
        while (left > 0 && bytes.holds(1)) {
            int count = (int) Math.min(left, bytes.available());
            bytes.take(count, true);
            bytes.drop();
            left -= count;
        }
        unterminated = !bytes.holds(terminatorLength);
        wrongBinaryLength = !unterminated && !terminates(0);
        bytes.take(unterminated ? bytes.available() : wrongBinaryLength ? 0 : terminatorLength, true);
        return index;
    }

    private long number(int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = alphabet.at(bytes.at(i)) - '0';
            if (digit < 0 || digit > 9 || number > Integer.MAX_VALUE * 100L) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return from < to ? number : -1;
    }

    /** The segment has so many bytes of content, and so many with its terminator. */
    private void found(int length, int total, boolean breaks) throws IOException {
        byte[] array = bytes.array();
        int base = bytes.base();
        int kept = length;
        byte[] plain = array;
        int from = base;
        if (breaks) {
            plain = new byte[length];
            from = 0;
            kept = 0;
            for (int i = 0; i < length; i++) {
                if (classes[array[base + i] & 0xFF] != BREAK) {
                    plain[kept++] = array[base + i];
                }
            }
            // Lines that end in CR LF, where LF alone is the terminator, are not broken.
            // Nothing is left where the rest of an oversized segment is line ends alone.
            wrapped |= kept < length - 1
                    || (length > 0 && !(alphabet.isReturn(array[base + length - 1] & 0xFF) && endsLines()));
        }
        if (!oversized) {
            content = new Content(plain, from, kept, tag(plain, from, kept), -1);
        }
        bytes.take(total, breaks || endsLines());
    }

    private boolean terminates(int index) throws IOException {
        return bytes.holds(index + terminatorLength)
                && Objects.requireNonNull(separators).endsAt(bytes.array(), bytes.base() + index);
    }

    private boolean endsLines() {
        int terminator = Objects.requireNonNull(separators).terminator();
        return alphabet.isLineFeed(terminator) || alphabet.isReturn(terminator);
    }

    private int withoutNoise(int length) {
        int kept = length;
        while (kept > 0 && alphabet.isNoise(bytes.at(kept - 1))) {
            kept--;
        }
        return kept;
    }

    private static byte[] copy(Content content) {
        return Arrays.copyOfRange(content.bytes(), content.from(), content.from() + content.length());
    }

    private String tag(byte[] array, int from, int length) {
        int end = 0;
        int key = 0;
        int most = Math.min(length, LONGEST_TAG);
        while (end < most && !Objects.requireNonNull(separators).endsTag(array[from + end] & 0xFF)) {
            key = (key << 8) | (array[from + end] & 0xFF);
            end++;
        }
        if (end > 3) {
            return text(array, from, end);
        }
        String known = tags.get(key);
        if (known == null) {
            known = text(array, from, end);
            tags.put(key, known);
        }
        return known;
    }

    private String text(byte[] array, int from, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.at(array[from + i]));
        }
        return text.toString();
    }

    private void use(Separators next) {
        separators = next;
        Arrays.fill(classes, (byte) 0);
        for (int unit = 0; unit < classes.length; unit++) {
            classes[unit] = alphabet.isReturn(unit) || alphabet.isLineFeed(unit) ? BREAK : 0;
        }
        if (next.release() >= 0) {
            classes[next.release()] = RELEASE;
        }
        classes[next.terminatorStart()] = TERMINATOR;
        terminatorLength = next.terminatorLength();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
