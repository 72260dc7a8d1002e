package dev.millrace.legacy.frame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Frames that end with certain bytes, and may begin with certain ones. */
public final class DelimiterFraming implements Framing {

    private final byte[] start;
    private final List<byte[]> ends;
    private final byte[] written;
    private final byte[] leftover;
    private final OptionalInt escape;
    private final boolean endOfStream;

    /**
     * A framing.
     *
     * @param ends alternatives, of which the first is written
     * @param optional how many of an end's last bytes may be missing
     * @param escape the byte in front of one that ends nothing
     * @param endOfStream whether the stream's end ends a frame too
     */
    public DelimiterFraming(byte[] start, List<byte[]> ends, int optional, OptionalInt escape, boolean endOfStream) {
        if (ends.isEmpty() || ends.stream().anyMatch(end -> end.length <= optional)) {
            throw new IllegalArgumentException("a frame's end has a byte at least that may not be missing");
        }
        this.start = start.clone();
        this.written = ends.get(0).clone();
        this.ends = ends.stream()
                .map(end -> Arrays.copyOf(end, end.length - optional))
                .sorted(Comparator.comparingInt((byte[] end) -> end.length).reversed())
                .toList();
        this.leftover = Arrays.copyOfRange(written, written.length - optional, written.length);
        this.escape = escape;
        this.endOfStream = endOfStream;
    }

    @Override
    public Cutter cutter() {
        return new Scan();
    }

    @Override
    public byte[] wrap(byte[] body) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(start.length + body.length + written.length);
        frame.writeBytes(start);
        for (byte next : body) {
            if (escape.isPresent() && mustBeEscaped(next)) {
                frame.write(escape.getAsInt());
            }
            frame.write(next);
        }
        frame.writeBytes(written);
        return frame.toByteArray();
    }

    private boolean mustBeEscaped(byte next) {
        return next == (byte) escape.orElse(next) || ends.stream().anyMatch(end -> end[0] == next);
    }

    private final class Scan implements Cutter {
        private int owed;

        @Override
        public @Nullable Cut next(FrameInput in, int most) throws IOException {
            if (!begins(in)) {
                return null;
            }
            int begin = start.length;
            for (int at = begin; ; at++) {
                if (at - begin > most) {
                    throw Framing.tooLong(in, at - begin, most);
                }
                if (!in.has(at + 1)) {
                    return atEndOfStream(in, begin, at);
                }
                if (escape.isPresent() && in.at(at) == (byte) escape.getAsInt()) {
                    at++;
                    continue;
                }
                int end = endAt(in, at);
                if (end > 0) {
                    in.skip(begin);
                    byte[] body = unescaped(in.take(at - begin));
                    in.skip(end);
                    owed = leftover.length;
                    return Cut.body(body);
                }
            }
        }

        /** Skips what was left of the last end, and line ends between frames that have a start. */
        private boolean begins(FrameInput in) throws IOException {
            while (in.has(1)) {
                byte next = in.at(0);
                if (owed > 0 && next == leftover[leftover.length - owed]) {
                    owed--;
                    in.skip(1);
                } else if (start.length > 0 && (next == '\r' || next == '\n') && next != start[0]) {
                    in.skip(1);
                } else {
                    owed = 0;
                    requireStart(in);
                    return true;
                }
            }
            return false;
        }

        private void requireStart(FrameInput in) throws IOException {
            if (start.length > 0 && !in.has(start.length)) {
                throw Framing.broken(in);
            }
            if (!in.holds(0, start)) {
                throw new FrameFault(
                        "no-start", "the bytes at " + in.taken() + " do not begin a frame: check the framing's start");
            }
        }

        private Cut atEndOfStream(FrameInput in, int begin, int at) throws FrameFault {
            if (!endOfStream) {
                throw Framing.broken(in);
            }
            in.skip(begin);
            return Cut.body(unescaped(in.take(Math.min(at - begin, in.available()))));
        }

        /** The length of the end that stands here; 0 for none. */
        private int endAt(FrameInput in, int at) throws IOException {
            for (byte[] end : ends) {
                int there = 0;
                while (there < end.length && in.has(at + there + 1) && in.at(at + there) == end[there]) {
                    there++;
                }
                if (there == end.length) {
                    return there;
                }
            }
            return 0;
        }

        private byte[] unescaped(byte[] body) {
            if (escape.isEmpty()) {
                return body;
            }
            ByteArrayOutputStream plain = new ByteArrayOutputStream(body.length);
            for (int at = 0; at < body.length; at++) {
                boolean escapes = body[at] == (byte) escape.getAsInt() && at + 1 < body.length;
                plain.write(body[escapes ? ++at : at]);
            }
            return plain.toByteArray();
        }
    }
}
