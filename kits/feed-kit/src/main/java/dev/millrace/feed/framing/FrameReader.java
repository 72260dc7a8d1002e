package dev.millrace.feed.framing;

import dev.millrace.feed.format.ByteWindow;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a stream record by record, as bytes. Not thread-safe. Memory is bounded by one record; closing it closes the stream.
 */
public final class FrameReader implements Closeable {

    /** How many bytes of a stream's start are looked at for advice. */
    private static final int HEAD = 1 << 14;

    private final FramingSettings settings;
    private final int layoutBytes;
    private final ByteWindow window;
    private final Frame frame;
    private final Cutter cutter;
    private final String words;
    private final byte[] head;
    private long offset;
    private boolean headIsAll;
    private long inFront;
    private long skipped;
    private int skippedLines;
    private Optional<FrameFault> fault = Optional.empty();
    private String state;

    /**
     * Takes a stream up.
     *
     * @param layoutBytes the bytes of every record; 0 where they differ
     * @param charset of the text, to tell its line ends
     * @param offset how many bytes of the stream lie before those handed over
     * @param state what {@link #state()} was there; empty at the stream's start
     * @throws IOException when the stream fails
     * @throws IllegalArgumentException when the state is none of this framing
     */
    public FrameReader(
            InputStream bytes,
            FramingSettings settings,
            int layoutBytes,
            RecordMeasure measure,
            Charset charset,
            long offset,
            String state)
            throws IOException {
        this.settings = settings;
        this.layoutBytes = layoutBytes;
        this.window = new ByteWindow(settings.trailer() > 0 ? new TailGuard(bytes, settings.trailer()) : bytes);
        this.frame = new Frame(window);
        this.offset = offset;
        boolean isStart = offset == 0;
        skipHeader();
        this.head = isStart ? firstBytes() : new byte[0];
        int colon = state.indexOf(':');
        String known = colon < 0 ? state : state.substring(0, colon);
        Words read =
                known.isEmpty() ? words() : Words.parse(known, settings.recordAdjustment(), settings.blockAdjustment());
        this.words = settings.framing().hasDescriptors() || settings.framing() == Framing.PREFIX ? read.text() : "";
        if (!known.equals(words) && !known.isEmpty()) {
            throw new IllegalArgumentException("not a state of this framing");
        }
        this.cutter = settings.cutter(layoutBytes, measure, charset, read);
        this.cutter.restore(colon < 0 ? "" : state.substring(colon + 1));
        this.state = state.isEmpty() ? words : state;
    }

    /** Finds the next record, or a fault in its place; false at the stream's end. */
    public boolean next() throws IOException {
        skipped = inFront;
        inFront = 0;
        skippedLines = 0;
        fault = Optional.empty();
        while (true) {
            frame.begin();
            if (!window.holds(1)) {
                return pending();
            }
            cutter.cut(frame, offset - settings.header());
            offset += frame.taken();
            if (!frame.isNothing()) {
                break;
            }
            skipped += frame.taken();
            skippedLines += frame.lines();
        }
        fault = Optional.ofNullable(frame.fault()).or(this::tooShort);
        state = currentState();
        return true;
    }

    /** A block may end before it is full. */
    private boolean pending() {
        long missing = cutter.pending();
        cutter.forget();
        state = currentState();
        if (missing > 0) {
            frame.fault(FrameFault.Kind.REMAINDER, "the last block lacks " + missing + " bytes");
            fault = Optional.ofNullable(frame.fault());
        }
        return missing > 0;
    }

    private Optional<FrameFault> tooShort() {
        return frame.length() >= settings.before() + settings.after()
                ? Optional.empty()
                : Optional.of(new FrameFault(
                        FrameFault.Kind.BROKEN, "it has " + frame.length() + " bytes, fewer than are skipped"));
    }

    /** What is wrong with what was found; empty for a record. */
    public Optional<FrameFault> fault() {
        return fault;
    }

    /** The array in which the record lies, until the next one is looked for. */
    public byte[] bytes() {
        return frame.bytes();
    }

    /** Where the record begins in {@link #bytes()}. */
    public int from() {
        return frame.from() + settings.before();
    }

    /** Where it ends there. */
    public int to() {
        return frame.from() + frame.length() - settings.after();
    }

    /** The bytes of the stream that are this record, its descriptor included. */
    public long taken() {
        return frame.taken();
    }

    /** 1 where the record is a line that has an end. */
    public int lines() {
        return frame.lines();
    }

    /** The bytes before it that are neither record nor fault: a header of the file, empty lines, prefixes without a mark. */
    public long skipped() {
        return skipped;
    }

    /** The line ends in those. */
    public int skippedLines() {
        return skippedLines;
    }

    /** The first bytes of a stream that is read from its start; else none. */
    public byte[] head() {
        return head.clone();
    }

    /**
     * What the settings might rather be, as far as the stream's start tells; empty where nothing is known. It shows the
     * descriptor words of the first record and nothing else, since these bytes are lengths.
     *
     * @param format the name in front of the options
     */
    public Optional<String> advice(String format) {
        return Advice.of(head, headIsAll, settings, format);
    }

    /** What a resume behind this record needs; printable, the same object until it changes. */
    public String state() {
        return state;
    }

    @Override
    public void close() throws IOException {
        window.close();
    }

    private void skipHeader() throws IOException {
        frame.begin();
        if (offset < settings.header()) {
            boolean unused = frame.discard(settings.header() - offset);
            inFront = frame.taken();
            offset += inFront;
        }
    }

    /** Kept until the end: what is wrong may be seen there only. */
    private byte[] firstBytes() throws IOException {
        if (settings.framing() == Framing.NONE) {
            return new byte[0];
        }
        headIsAll = !window.holds(HEAD);
        int length = Math.min(HEAD, window.available());
        return Arrays.copyOfRange(window.bytes(), window.from(), window.from() + length);
    }

    private Words words() throws IOException {
        boolean all = !isUnknown() || !window.holds(WordsDetector.LOOK);
        int from = window.from();
        return WordsDetector.choose(settings, layoutBytes, window.bytes(), from, from + window.available(), all);
    }

    private boolean isUnknown() {
        boolean described = settings.framing().hasDescriptors() || settings.framing() == Framing.PREFIX;
        return described
                && (settings.endian() == Endian.AUTO
                        || settings.recordInclusive() == Inclusive.AUTO
                        || (settings.framing().hasBlocks() && settings.blockInclusive() == Inclusive.AUTO));
    }

    private String currentState() {
        String inner = cutter.state();
        int length = words.length() + (inner.isEmpty() ? 0 : inner.length() + 1);
        boolean isSame = state.length() == length && state.endsWith(inner);
        return isSame ? state : inner.isEmpty() ? words : words + ":" + inner;
    }
}
