package dev.millrace.legacy.frame;

/**
 * Frames of one length.
 *
 * @param length in bytes
 */
public record FixedFraming(int length) implements Framing {

    public FixedFraming {
        if (length < 1) {
            throw new IllegalArgumentException("a frame has a byte at least");
        }
    }

    @Override
    public Cutter cutter() {
        return (in, most) -> {
            if (!in.has(1)) {
                return null;
            }
            if (!in.has(length)) {
                throw Framing.broken(in);
            }
            return Cut.body(in.take(length));
        };
    }

    @Override
    public byte[] wrap(byte[] body) {
        if (body.length != length) {
            throw new IllegalArgumentException(
                    "a message of " + body.length + " bytes is no frame of " + length + " bytes");
        }
        return body.clone();
    }
}
