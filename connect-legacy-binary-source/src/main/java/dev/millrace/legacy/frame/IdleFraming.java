package dev.millrace.legacy.frame;

/**
 * Frames that end when nothing comes for a while, as on serial lines.
 *
 * @param millis how long
 */
public record IdleFraming(int millis) implements Framing {

    public IdleFraming {
        if (millis < 1) {
            throw new IllegalArgumentException("a gap lasts a millisecond at least");
        }
    }

    @Override
    public Cutter cutter() {
        return (in, most) -> {
            if (!in.has(1)) {
                return null;
            }
            while (in.more(millis) > 0) {
                if (in.available() > most) {
                    throw Framing.tooLong(in, in.available(), most);
                }
            }
            return Cut.body(in.take(in.available()));
        };
    }

    @Override
    public byte[] wrap(byte[] body) {
        return body.clone();
    }
}
