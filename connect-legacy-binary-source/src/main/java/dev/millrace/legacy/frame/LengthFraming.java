package dev.millrace.legacy.frame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Frames that begin with their length. */
public final class LengthFraming implements Framing {

    /** What a length of zero means. */
    public enum Zero {
        KEEPALIVE,
        ECHO,
        ERROR
    }

    /**
     * Where the length stands and what it counts.
     *
     * @param at bytes in front of it
     * @param bytes of it
     * @param adjust what it counts beyond the bytes behind it
     */
    public record Field(int at, int bytes, Digits as, boolean big, int adjust, Zero zero) {
        public Field {
            if (bytes < 1 || bytes > 8 || at < 0) {
                throw new IllegalArgumentException("a length has 1 to 8 bytes, not " + bytes);
            }
        }

        int end() {
            return at + bytes;
        }
    }

    private final Field field;
    private final byte[] prefix;
    private final byte[] trailer;

    public LengthFraming(Field field, byte[] prefix, byte[] trailer) {
        if (prefix.length > field.at()) {
            throw new IllegalArgumentException("the prefix is longer than what stands before the length");
        }
        this.field = field;
        this.prefix = prefix.clone();
        this.trailer = trailer.clone();
    }

    @Override
    public Cutter cutter() {
        return this::next;
    }

    private @Nullable Cut next(FrameInput in, int most) throws IOException {
        if (!in.has(1)) {
            return null;
        }
        if (!in.has(field.end())) {
            throw Framing.broken(in);
        }
        if (!in.holds(0, prefix)) {
            throw new FrameFault("wrong-prefix", "the frame at byte " + in.taken() + " begins with other bytes");
        }
        byte[] digits = new byte[field.bytes()];
        for (int index = 0; index < digits.length; index++) {
            digits[index] = in.at(field.at() + index);
        }
        long told = field.as().read(digits, field.big());
        if (told == 0 && field.zero() != Zero.ERROR) {
            return Cut.sign(field.zero() == Zero.ECHO ? Cut.Kind.ECHO : Cut.Kind.KEEPALIVE, in.take(field.end()));
        }
        return body(in, told, most);
    }

    private Cut body(FrameInput in, long told, int most) throws IOException {
        long behind = told - field.adjust();
        if (told < 0 || behind < trailer.length) {
            throw new FrameFault(
                    "wrong-length",
                    "the frame at byte " + in.taken() + " tells "
                            + (told < 0 ? "a length that is no number" : "a length of " + told)
                            + ": check the framing's length (bytes, as, order, includes)");
        }
        if (behind - trailer.length > most) {
            throw Framing.tooLong(in, behind - trailer.length, most);
        }
        if (!in.has(field.end() + (int) behind)) {
            throw Framing.broken(in);
        }
        if (!in.holds(field.end() + (int) behind - trailer.length, trailer)) {
            throw new FrameFault(
                    "wrong-trailer",
                    "the frame at byte " + in.taken() + " with a length of " + told + " does not end with the trailer");
        }
        in.skip(field.end());
        byte[] body = in.take((int) behind - trailer.length);
        in.skip(trailer.length);
        return Cut.body(body);
    }

    @Override
    public byte[] wrap(byte[] body) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(field.end() + body.length + trailer.length);
        frame.writeBytes(prefix);
        frame.writeBytes(new byte[field.at() - prefix.length]);
        long length = (long) body.length + trailer.length + field.adjust();
        frame.writeBytes(field.as().write(length, field.bytes(), field.big()));
        frame.writeBytes(body);
        frame.writeBytes(trailer);
        return frame.toByteArray();
    }
}
