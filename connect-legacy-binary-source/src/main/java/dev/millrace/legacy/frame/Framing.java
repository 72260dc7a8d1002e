package dev.millrace.legacy.frame;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the ends of frames. Immutable but for what {@link Cutter}s know; any number of streams may use one. */
public sealed interface Framing permits LengthFraming, DelimiterFraming, FixedFraming, FixFraming, IdleFraming {

    /** Cuts one stream. */
    interface Cutter {

        /**
         * The next frame.
         *
         * @param most how many bytes a frame may have
         * @return null where the stream ends between two frames
         * @throws FrameFault where no frame is
         */
        @Nullable
        Cut next(FrameInput in, int most) throws IOException;
    }

    Cutter cutter();

    /** A body with what makes a frame of it. */
    byte[] wrap(byte[] body);

    /** The fault of a stream that ends inside of a frame. */
    static FrameFault broken(FrameInput in) {
        return new FrameFault(
                "cut-inside-frame",
                "the stream ended inside of a frame, " + in.available() + " bytes behind its begin at byte "
                        + in.taken());
    }

    /** The fault of a frame that is longer than allowed. */
    static FrameFault tooLong(FrameInput in, long length, int most) {
        return new FrameFault(
                "frame-too-long",
                "the frame at byte " + in.taken() + " has " + length + " bytes or more, and " + most
                        + " are allowed: raise frame.max.bytes, or check that the framing is the sender's");
    }
}
